#include "report/session_story.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/hops.h"
#include "report/process_tree.h"
#include "report/record_meaning.h"
#include "report/row_view.h"
#include "report/session_moments.h"
#include "report/session_words.h"

namespace logonloom {
namespace {

constexpr std::size_t kMostLines = 40;
constexpr std::size_t kMostRecords = 3;

class Story {
 public:
  Story(const CaseReader& reader, std::int64_t session, const StoryOptions& options, TextPage& page)
      : reader_(reader),
        id_(session),
        options_(options),
        page_(page),
        rows_(reader, "sessions", Condition("session_id = ?", {session})) {}

  void Write() {
    if (rows_.empty()) return;
    Head();
    TheWayIn();
    WhatRan();
    WhatWasDone();
    OtherSessions();
    WhereNext();
    TheEnd();
  }

 private:
  const RowCopy& session() const { return rows_[0]; }
  std::string Time(const std::string& time) const { return ShowTime(time, options_.zone); }

  void Head() {
    const RowCopy& s = session();
    page_.Heading(fmt::format("Session {}  {}", s["session_id"], s["session_key"]));
    page_.Fact("who", UserOf(s) + (s["user_sid"].empty() ? "" : "  " + s["user_sid"]),
               TextStyle::kName);
    page_.Fact("where", s["host"]);
    page_.Fact("how", KindOf(s));
    page_.Fact("from", SourceOf(s));
    page_.Fact("outcome", s["outcome"],
               s.Is("outcome", "established") ? TextStyle::kGood : TextStyle::kBad);
    page_.Fact("began", StartOf(s, options_.zone));
    page_.Fact("ended", EndOf(s, options_.zone) + "  (" + s["end_reason"] + ")");
    page_.Fact("lasted", DurationOf(s));
    page_.Fact("confidence", fmt::format("{} (begin {}, end {})", s["confidence"],
                                         s["begin_confidence"], s["end_confidence"]));
    if (s.Is("elevated", "1"))
      page_.Fact("rights", "its token, or the other half of it, is elevated");
    if (!s.Is("recovered_records", "0"))
      page_.Fact("rests on",
                 s["recovered_records"] + " records that Windows does not list any more",
                 TextStyle::kOdd);
    page_.Fact("not seen", s["not_seen"], TextStyle::kOdd);
  }

  static std::string KindOf(const RowCopy& s) {
    std::string kind = s["kind"];
    if (!s["logon_type"].empty()) kind += ", logon type " + s["logon_type"];
    if (!s["auth_package"].empty()) kind += ", " + s["auth_package"];
    if (!s["ts_session_id"].empty()) kind += ", desktop number " + s["ts_session_id"];
    return s["logon_id"].empty() ? kind : kind + ", logon id " + s["logon_id"];
  }

  // Lines until the section is long; then their number.
  template <typename List, typename Line>
  void Lines(const List& list, const Line& line) {
    std::size_t shown = 0;
    for (const auto& item : list) {
      if (!options_.whole && shown == kMostLines) break;
      line(item);
      ++shown;
    }
    if (shown < list.size())
      page_.Paragraph(fmt::format("… and {} more; --all shows them.", list.size() - shown), 2,
                      TextStyle::kFaint);
  }

  void Line(const std::string& time, const std::string& words, TextStyle style = {}) {
    page_.Paragraph(Time(time) + "  " + words, 2, style);
  }

  static std::string RecordsOf(const Moment& moment) {
    std::string text;
    for (std::size_t i = 0; i < moment.records.size() && i < kMostRecords; ++i)
      text += (i > 0 ? ", " : "") + moment.records[i];
    if (moment.records.size() > kMostRecords)
      text += fmt::format(" and {} more", moment.records.size() - kMostRecords);
    return text;
  }

  static TextStyle StyleOf(const Moment& moment) {
    if (moment.role == "failure") return TextStyle::kBad;
    return moment.role == "takeover" ? TextStyle::kOdd : TextStyle::kPlain;
  }

  void TheWayIn() {
    page_.Heading("What the records tell");
    Lines(SessionMoments(reader_, id_), [this](const Moment& moment) {
      Line(moment.time, moment.words + "  [" + RecordsOf(moment) + "]", StyleOf(moment));
    });
  }

  void WhatRan() {
    const std::vector<ProcessNode> tree = ProcessTree(reader_, id_);
    if (tree.empty()) return;
    page_.Heading("What ran");
    const std::string own = session()["user_name"];
    Lines(tree, [&](const ProcessNode& node) {
      std::string words(static_cast<std::size_t>(std::min(node.depth, 20)) * 2, ' ');
      words += node.words;
      if (node.times > 1) words += fmt::format("  ({} times)", node.times);
      if (!node.user.empty() && node.user != own) words += "  as " + node.user;
      Line(node.time, words);
    });
  }

  void WhatWasDone() {
    const Rows rows(reader_, "activity",
                    Condition("session_id = ? AND kind NOT IN ('process_start', 'process_end', "
                              "'other')",
                              {id_}),
                    "time, activity_id");
    if (rows.empty()) return;
    std::vector<std::pair<const RowCopy*, int>> folded;
    for (const RowCopy& row : rows) {
      const bool again = !folded.empty() && folded.back().first->Is("summary", row.Raw("summary"));
      if (again)
        ++folded.back().second;
      else
        folded.emplace_back(&row, 1);
    }
    page_.Heading("What was touched");
    Lines(folded, [this](const auto& item) {
      const RowCopy& row = *item.first;
      const bool grave = row.Is("kind", "log_cleared") || row.Is("kind", "service_install");
      const std::string times = item.second > 1 ? fmt::format("  ({} times)", item.second) : "";
      Line(row.Raw("time"), row["summary"] + times, grave ? TextStyle::kBad : TextStyle::kPlain);
    });
  }

  void OtherSessions() {
    const Rows logons(
        reader_, "logon_sessions",
        Condition("session_id = ? OR logon_session_id = (SELECT logon_session_id FROM "
                  "sessions WHERE session_id = ?)",
                  {id_, id_}),
        "coalesce(start_time, end_time), logon_session_id");
    const Rows links(reader_, Select{kLinks, {{"session", id_}}});
    if (logons.size() + links.size() > 0) page_.Heading("Logon sessions and other credentials");
    Lines(logons, [this](const RowCopy& logon) {
      std::string words =
          fmt::format("{}  {} for {}", logon["logon_id"], UserOf(logon), logon["purpose"]);
      if (logon.Is("elevated", "1")) words += ", elevated";
      if (!logon["outbound_user"].empty()) words += ", on the network as " + logon["outbound_user"];
      if (!logon["linked_logon_session_id"].empty()) words += ", half of a split token";
      Line(logon.Raw("start_time"), words);
    });
    Lines(links, [this](const RowCopy& link) {
      Line(link.Raw("time"), fmt::format("{}: as {}", link["kind"], UserOf(link)), TextStyle::kOdd);
    });
    Neighbour("reconnect_of_session_id", "It is a return to the desktop of session");
    Neighbour("superseded_by_session_id", "Its desktop was taken by session");
    const Rows later(reader_, "sessions", Condition("reconnect_of_session_id = ?", {id_}));
    for (const RowCopy& row : later)
      page_.Paragraph(fmt::format("Session {} came back to its desktop, {}, from {}.",
                                  row["session_id"], StartOf(row, options_.zone), SourceOf(row)));
  }

  void Neighbour(const char* column, const char* words) {
    if (!session()[column].empty())
      page_.Paragraph(fmt::format("{} {}.", words, session()[column]));
  }

  void WhereNext() {
    for (const bool onward : {false, true}) {
      bool first = true;
      for (const Hop& hop : FindHops(reader_, id_)) {
        if ((hop.from_session == id_) != onward) continue;
        const std::int64_t other = onward ? hop.to_session : hop.from_session;
        const Rows rows(reader_, "sessions", Condition("session_id = ?", {other}));
        if (rows.empty()) continue;
        if (first) page_.Heading(onward ? "Where it went next" : "Where it came from");
        first = false;
        const RowCopy& s = rows[0];
        page_.Paragraph(fmt::format("{}  session {}: {} on {} by {} ({})",
                                    StartOf(s, options_.zone), s["session_id"], UserOf(s),
                                    s["host"], s["kind"], BasisOf(hop)));
      }
    }
  }

  static std::string BasisOf(const Hop& hop) {
    if (hop.recorded) return fmt::format("a link of the case, confidence {:.1f}", hop.confidence);
    return fmt::format("told from address, time{}, confidence {:.1f}",
                       hop.same_user ? " and user" : "; another user", hop.confidence);
  }

  void TheEnd() {
    const RowCopy& s = session();
    page_.Heading("How it ended");
    std::string words = fmt::format("{}: {}", s["end_reason"],
                                    WordMeaning(reader_, "end_reason", s.Raw("end_reason")));
    if (!s["end_basis"].empty())
      words += " Told by " + s["end_basis"] + ": " +
               WordMeaning(reader_, "end_basis", s.Raw("end_basis"));
    page_.Paragraph(words);
    if (s["end_time"].empty())
      page_.Paragraph(fmt::format("No record tells the moment. It lies between {} and {}.",
                                  Time(s.Raw("end_lower")), Time(s.Raw("end_upper"))));
    page_.Paragraph(fmt::format("Confidence of the end: {}. «logonloom explain» lists the records.",
                                s["end_confidence"]));
  }

  static constexpr const char* kLinks =
      "SELECT k.time, k.kind, t.user_name, t.user_domain, t.user_sid FROM links k "
      "JOIN logon_sessions f ON f.logon_session_id = k.from_logon_session_id "
      "JOIN logon_sessions t ON t.logon_session_id = k.to_logon_session_id "
      "WHERE f.session_id = :session AND k.from_host = k.to_host ORDER BY k.time";

  const CaseReader& reader_;
  std::int64_t id_;
  const StoryOptions& options_;
  TextPage& page_;
  Rows rows_;
};

}  // namespace

void WriteStory(const CaseReader& reader, std::int64_t session, const StoryOptions& options,
                TextPage& page) {
  Story(reader, session, options, page).Write();
}

}  // namespace logonloom
