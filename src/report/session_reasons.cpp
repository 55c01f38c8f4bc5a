#include "report/session_reasons.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "base/time.h"
#include "report/record_meaning.h"
#include "report/rejected_records.h"
#include "report/row_view.h"
#include "report/session_words.h"

namespace logonloom {
namespace {

constexpr std::size_t kMost = 12;

using Roles = std::vector<std::string_view>;

const Roles kBegin = {"logon",        "begin",   "reconnect", "takeover",
                      "network_auth", "attempt", "failure"};
const Roles kEnd = {"disconnect", "logoff", "end_bound", "takeover", "failure"};

// The column, and the roles of the records that can give it, the best first.
struct ColumnSource {
  const char* column;
  Roles roles;
};

const std::vector<ColumnSource>& ColumnSources() {
  static const std::vector<ColumnSource> sources = {
      {"user_name", {"logon", "begin", "reconnect", "network_auth", "failure"}},
      {"user_sid", {"logon", "begin", "reconnect"}},
      {"kind", {"begin", "reconnect", "logon", "attempt", "failure"}},
      {"outcome", {"begin", "reconnect", "takeover", "logon", "network_auth", "failure"}},
      {"source_ip", {"logon", "reconnect", "begin", "network_auth", "attempt", "failure"}},
      {"source_port", {"attempt", "logon", "failure"}},
      {"source_host", {"logon", "network_auth", "reconnect", "failure"}},
      {"logon_type", {"logon", "network_auth", "failure"}},
      {"auth_package", {"logon", "network_auth", "failure"}},
      {"logon_id", {"logon", "use", "logoff"}},
      {"linked_logon_id", {"linked", "logon"}},
      {"elevated", {"privileges", "linked", "logon"}},
      {"ts_session_id", {"begin", "reconnect", "disconnect"}},
      {"connection_id", {"attempt", "network_auth", "disconnect"}},
      {"failures", {"failure"}},
      {"lock_count", {"lock"}},
      {"reconnect_of_session_id", {"reconnect"}},
      {"superseded_by_session_id", {"takeover", "disconnect"}},
  };
  return sources;
}

class Reasons {
 public:
  Reasons(const CaseReader& reader, std::int64_t session, const ReasonOptions& options,
          TextPage& page)
      : reader_(reader),
        options_(options),
        page_(page),
        sessions_(reader, "sessions", Condition("session_id = ?", {session})),
        own_(reader, "session_events", Condition("session_id = ?", {session}),
             "time, event_id_ref") {
    const std::string logon = sessions_.empty() ? "" : sessions_[0].Raw("logon_session_id");
    logon_ = std::make_unique<Rows>(reader, "session_events",
                                    Condition("logon_session_id = CAST(? AS INTEGER)", {logon}),
                                    "time, event_id_ref");
  }

  void Write() {
    if (sessions_.empty()) return;
    const RowCopy& s = session();
    page_.Heading(
        fmt::format("Why session {} ({}) is what it is", s["session_id"], s["session_key"]));
    Begin();
    End();
    Columns();
    page_.Heading("Not taken");
    Rejected("near its begin", StartMoment(), true);
    Rejected("near its end", EndMoment(), false);
    LaterEnds();
    Values();
  }

 private:
  const RowCopy& session() const { return sessions_[0]; }

  std::string StartMoment() const {
    return session()["start_time"].empty() ? session().Raw("attempt_time")
                                           : session().Raw("start_time");
  }
  std::string EndMoment() const {
    return session()["end_time"].empty() ? session().Raw("end_lower") : session().Raw("end_time");
  }

  static std::string Name(const RowCopy& row) {
    return fmt::format("{} {} #{}", ShortChannel(row["channel"]), row["event_id"],
                       row["record_id"]);
  }

  void Record(const RowCopy& row, const std::string& moment) {
    const auto words = RecordMeaning(row.Raw("channel"), row.Integer("event_id").value_or(0));
    page_.Paragraph(fmt::format("{}  {}{}{}", ShowTime(row.Raw("time"), options_.zone), Name(row),
                                words.empty() ? "" : ": ", words));
    page_.Paragraph(fmt::format("{} ({}): {}.{} {} at byte {}{}", row["role"], row["rule"],
                                RuleMeaning(row.Raw("rule")),
                                row.Raw("time") == moment ? " It gives the moment." : "",
                                row["file"], row["offset"],
                                row.Is("recovery", "listed") ? "" : ", " + row["recovery"]),
                    6, TextStyle::kFaint);
  }

  void Records(const std::vector<const RowCopy*>& rows, const std::string& moment) {
    std::size_t shown = 0;
    for (const RowCopy* row : rows) {
      if (!options_.whole && shown == kMost) break;
      Record(*row, moment);
      ++shown;
    }
    if (rows.empty()) page_.Paragraph("No record tells it.", 2, TextStyle::kOdd);
    if (shown < rows.size())
      page_.Paragraph(fmt::format("… and {} more; --all shows them.", rows.size() - shown), 2,
                      TextStyle::kFaint);
  }

  static bool IsEarlierFailure(const RowCopy& row) { return row.Is("rule", "failures_before"); }

  // Of `roles`, the nearest to the moment first. Records of earlier failures are told by number.
  std::vector<const RowCopy*> Of(const Roles& roles, const std::string& moment) const {
    std::vector<const RowCopy*> rows;
    for (const RowCopy& row : own_)
      if ((options_.whole || !IsEarlierFailure(row)) &&
          std::find(roles.begin(), roles.end(), row.Raw("role")) != roles.end())
        rows.push_back(&row);
    const auto distance = [centre = ParseTime(moment)](const RowCopy* row) {
      const auto at = ParseTime(row->Raw("time"));
      return at && centre ? std::abs(at->ticks - centre->ticks) : 0;
    };
    std::stable_sort(rows.begin(), rows.end(),
                     [&](const RowCopy* a, const RowCopy* b) { return distance(a) < distance(b); });
    return rows;
  }

  void Begin() {
    const RowCopy& s = session();
    page_.Heading("Begin: " + StartOf(s, options_.zone));
    page_.Paragraph("Confidence " + s["begin_confidence"] +
                    ". The record that is nearest to the moment stands first.");
    Records(Of(kBegin, StartMoment()), StartMoment());
    const auto earlier = std::count_if(own_.begin(), own_.end(), &IsEarlierFailure);
    if (earlier > 0 && !options_.whole)
      page_.Paragraph(
          fmt::format("{} records tell of {} failed attempts ahead of it ({}); --all "
                      "lists them.",
                      earlier, s["failures"], RuleMeaning("failures_before")));
  }

  void End() {
    const RowCopy& s = session();
    page_.Heading(fmt::format("End: {}, {}", EndOf(s, options_.zone), s["end_reason"]));
    std::string words = "Confidence " + s["end_confidence"] + ".";
    if (!s["end_basis"].empty())
      words += fmt::format(" Told by {}: {}", s["end_basis"],
                           WordMeaning(reader_, "end_basis", s.Raw("end_basis")));
    page_.Paragraph(words);
    Records(Of(kEnd, EndMoment()), EndMoment());
  }

  void Columns() {
    page_.Heading("Columns");
    TextTable table({{"COLUMN", 10}, {"VALUE", 10}, {"RECORD", 10}, {"RULE", 8, 1}});
    for (const ColumnSource& source : ColumnSources()) {
      const std::string value = session()[source.column];
      if (value.empty() || value == "0") continue;
      const RowCopy* row = Best(source.roles);
      table.Add({{source.column},
                 {value},
                 {row == nullptr ? "none" : Name(*row)},
                 {row == nullptr ? "" : (*row)["rule"], TextStyle::kFaint}});
    }
    page_.Table(table);
  }

  const RowCopy* Best(const Roles& roles) const {
    for (const bool earlier : {false, true})
      for (const std::string_view role : roles)
        for (const Rows* rows : {&own_, static_cast<const Rows*>(logon_.get())})
          for (const RowCopy& row : *rows)
            if (row.Is("role", role) && IsEarlierFailure(row) == earlier) return &row;
    return nullptr;
  }

  void Rejected(const char* where, const std::string& moment, bool begin) {
    const auto rejected = RejectedNear(reader_, session(), moment, begin);
    if (rejected.empty())
      return page_.Paragraph(
          fmt::format("No other record of that machine {} could have been it.", where));
    std::size_t shown = 0;
    for (const RejectedRecords& group : rejected) {
      if (!options_.whole && shown == kMost) break;
      page_.Paragraph(fmt::format("{}  {} {}, of {}: {}.", ShowTime(group.time, options_.zone),
                                  Listed(group.records), where, group.owner, group.why));
      ++shown;
    }
    if (shown < rejected.size())
      page_.Paragraph(fmt::format("… and of {} more; --all shows them.", rejected.size() - shown),
                      2, TextStyle::kFaint);
  }

  std::string Listed(const std::vector<std::string>& records) const {
    constexpr std::size_t kNamed = 3;
    std::string text = records[0];
    const std::size_t named = options_.whole ? records.size() : std::min(kNamed, records.size());
    for (std::size_t i = 1; i < named; ++i) text += ", " + records[i];
    return named == records.size() ? text
                                   : fmt::format("{} and {} more", text, records.size() - named);
  }

  // Ends of what it stood on, which are not its own end.
  void LaterEnds() {
    for (const char* view : {"local_session", "logon_session", "boot"}) {
      const std::string id = std::string(view) + "_id";
      if (!session().Integer(id)) continue;
      const Rows rows(reader_, std::string(view) + "s",
                      Condition(id + " = ?", {*session().Integer(id)}));
      if (rows.empty() || !IsLater(rows[0].Raw("end_time"))) continue;
      page_.Paragraph(fmt::format(
          "{}  The end of {} is not the end of this access, which had left it before.",
          ShowTime(rows[0].Raw("end_time"), options_.zone), Stood(view, rows[0])));
    }
    EarlierBoot();
  }

  // By more than the moments over which several records tell one end.
  bool IsLater(const std::string& time) const {
    const auto at = ParseTime(time), end = ParseTime(EndMoment());
    return at && end && *at > *end + Seconds(3);
  }

  static std::string Stood(std::string_view view, const RowCopy& row) {
    if (view == "boot") return fmt::format("boot {} ({})", row["boot_number"], row["end_basis"]);
    if (view == "logon_session")
      return fmt::format("its logon session {} ({})", row["logon_session_id"], row["end_reason"]);
    return fmt::format("the desktop, local session {} ({})", row["local_session_id"],
                       row["end_reason"]);
  }

  // Where no record tells its end, the end of a boot ahead of its begin does not either.
  void EarlierBoot() {
    if (session().Real("end_confidence").value_or(0) >= 1 || StartMoment().empty()) return;
    const Rows boots(reader_, "boots",
                     Condition("host = ? AND end_time <= ?", {session().Raw("host"), StartMoment()}),
                     "end_time DESC, boot_id DESC");
    if (boots.empty()) return;
    page_.Paragraph(
        fmt::format("{}  The end of {} is not its end: it lies ahead of its begin.",
                    ShowTime(boots[0].Raw("end_time"), options_.zone), Stood("boot", boots[0])));
  }

  void Values() {
    const auto rejected = RejectedValues(reader_, session());
    if (rejected.empty()) return;
    TextTable table({{"COLUMN", 10}, {"NOT SHOWN", 10}, {"LOGON SESSION", 10}, {"WHY", 8, 1}});
    for (const RejectedValue& value : rejected)
      table.Add({{value.column}, {value.value}, {value.logon_session}, {value.why}});
    page_.Table(table);
  }

  const CaseReader& reader_;
  const ReasonOptions& options_;
  TextPage& page_;
  Rows sessions_, own_;
  std::unique_ptr<Rows> logon_;  // evidence of its logon session
};

}  // namespace

void WriteReasons(const CaseReader& reader, std::int64_t session, const ReasonOptions& options,
                  TextPage& page) {
  Reasons(reader, session, options, page).Write();
}

}  // namespace logonloom
