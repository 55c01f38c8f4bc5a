#include "report/who_was_there.h"

#include <fmt/format.h>

#include "base/glob.h"
#include "base/time.h"
#include "casedb/case_writer.h"
#include "report/record_meaning.h"
#include "report/row_view.h"
#include "report/session_table.h"
#include "report/session_words.h"
#include "report/visible_text.h"

namespace logonloom {
namespace {

class Moment {
 public:
  Moment(const CaseReader& reader, std::string host, FileTime time, const TimeZone& zone,
         TextPage& page)
      : reader_(reader),
        host_(std::move(host)),
        time_(FormatTime(time)),
        zone_(zone),
        page_(page) {}

  void Write() {
    page_.Heading(fmt::format("{} at {}", VisibleText(host_), ShowTime(time_, zone_)));
    Boot();
    const std::size_t sure = Sessions();
    const std::size_t held = Desktops();
    if (sure + held == 0) page_.Paragraph("No record shows anybody there.");
    Around();
    Limits();
  }

 private:
  std::map<std::string, SqlValue> Values() const { return {{"host", host_}, {"time", time_}}; }

  void Boot() {
    const Rows boots(reader_, Select{kBoot, Values()});
    if (boots.empty())
      return page_.Paragraph("The records do not tell whether the machine ran then.", 2,
                             TextStyle::kOdd);
    const RowCopy& boot = boots[0];
    page_.Paragraph(fmt::format("The machine ran: boot {} from {} to {}.", boot["boot_number"],
                                ShowTime(boot.Raw("start_time"), zone_),
                                ShowTime(boot.Raw("end_time"), zone_)));
  }

  std::size_t Sessions() {
    const Rows rows(reader_, Select{kSessions, Values()});
    std::size_t people = 0;
    for (const RowCopy& s : rows) {
      const bool unsure = s["start_time"].empty() || s["end_time"].empty();
      const bool in = s.Is("outcome", "established") || s.Is("outcome", "taken_over");
      people += in ? 1 : 0;
      page_.Paragraph(
          fmt::format("{} {}: session {} by {} from {}, {} to {} ({}), confidence {}.", UserOf(s),
                      in ? (unsure ? "was perhaps there" : "was there") : "was trying to get in",
                      s["session_id"], s["kind"],
                      SourceOf(s).empty() ? "an unknown place" : SourceOf(s), StartOf(s, zone_),
                      EndOf(s, zone_), s["end_reason"], s["confidence"]),
          2, in ? (unsure ? TextStyle::kOdd : TextStyle::kGood) : TextStyle::kBad);
      if (!s["not_seen"].empty()) page_.Paragraph(s["not_seen"], 6, TextStyle::kFaint);
    }
    return people;
  }

  // Desktops that went on without anybody connected.
  std::size_t Desktops() {
    const Rows rows(reader_, Select{kDesktops, Values()});
    for (const RowCopy& d : rows)
      page_.Paragraph(fmt::format("The desktop of {} (number {}) was open with nobody connected.",
                                  UserOf(d), d["ts_session_id"]),
                      2, TextStyle::kOdd);
    return rows.size();
  }

  void Around() {
    for (const auto& [sql, words] : {std::pair(kBefore, "Last before"), {kAfter, "Next after"}}) {
      const Rows rows(reader_, Select{sql, Values()});
      if (rows.empty()) continue;
      const RowCopy& s = rows[0];
      page_.Paragraph(fmt::format("{}: session {}, {} by {}, {} to {}.", words, s["session_id"],
                                  UserOf(s), s["kind"], StartOf(s, zone_), EndOf(s, zone_)),
                      2, TextStyle::kFaint);
    }
  }

  void Limits() {
    page_.Heading("What the logs cannot say");
    bool any = false;
    const auto say = [&](const std::string& words) {
      page_.Paragraph(words, 2, TextStyle::kOdd);
      any = true;
    };
    bool security = false;
    for (const RowCopy& log : Rows(reader_, "coverage", Condition("host = ?", {host_}))) {
      security = security || log.Is("channel", "Security");
      const bool early = time_<log.Raw("first_time"), late = time_> log.Raw("last_time");
      if (early || late)
        say(fmt::format("The log {} {} {}: it cannot show {}.", ShortChannel(log["channel"]),
                        early ? "begins only at" : "ends at",
                        ShowTime(log.Raw(early ? "first_time" : "last_time"), zone_),
                        log["can_tell"]));
      if (early && !log["cleared_at"].empty())
        say(fmt::format("{} was cleared at {}{}.", ShortChannel(log["channel"]),
                        ShowTime(log.Raw("cleared_at"), zone_),
                        log["cleared_by"].empty() ? "" : " by " + log["cleared_by"]));
    }
    if (!security) say("There is no Security log: logons over the network do not show.");
    for (const RowCopy& gap : Rows(reader_, Select{kGaps, Values()}))
      say(fmt::format("{}: {} between {} and {}.", ShortChannel(gap["channel"]), gap["kind"],
                      ShowTime(gap.Raw("from_time"), zone_), ShowTime(gap.Raw("to_time"), zone_)));
    if (!any) page_.Paragraph("All logs of the machine in the case cover the moment, without gap.");
  }

  static constexpr const char* kBoot =
      "SELECT * FROM boots WHERE host = :host AND boot_number > 0 AND "
      "coalesce(start_time, '') <= :time AND coalesce(end_time, '9999') >= :time "
      "ORDER BY boot_number DESC LIMIT 1";
  static constexpr const char* kSessions =
      "SELECT * FROM sessions WHERE host = :host AND account_class = 'user' AND outcome <> "
      "'abandoned' AND coalesce(min(attempt_time, coalesce(start_time, attempt_time)), "
      "start_time, end_lower, end_time) <= :time "
      "AND coalesce(end_time, end_upper, '9999') >= :time "
      "ORDER BY coalesce(start_time, attempt_time), session_id";
  static constexpr const char* kDesktops =
      "SELECT * FROM local_sessions d WHERE host = :host AND coalesce(start_time, '9') <= :time "
      "AND coalesce(end_time, end_upper, '9999') > :time AND NOT EXISTS (SELECT 1 FROM sessions s "
      "WHERE s.local_session_id = d.local_session_id AND coalesce(s.start_time, s.attempt_time) <= "
      ":time AND coalesce(s.end_time, s.end_upper, '9999') >= :time) ORDER BY local_session_id";
  static constexpr const char* kBefore =
      "SELECT * FROM sessions WHERE host = :host AND account_class = 'user' AND outcome IN "
      "('established', 'taken_over') AND end_time < :time ORDER BY end_time DESC LIMIT 1";
  static constexpr const char* kAfter =
      "SELECT * FROM sessions WHERE host = :host AND account_class = 'user' AND outcome IN "
      "('established', 'taken_over') AND start_time > :time ORDER BY start_time LIMIT 1";
  static constexpr const char* kGaps =
      "SELECT * FROM gaps WHERE host = :host AND kind <> 'cleared' AND from_time <= :time "
      "AND to_time >= :time ORDER BY channel, from_time";

  const CaseReader& reader_;
  std::string host_, time_;
  const TimeZone& zone_;
  TextPage& page_;
};

}  // namespace

void WriteWhoWasThere(const CaseReader& reader, const std::string& host, FileTime time,
                      const TimeZone& zone, TextPage& page) {
  bool found = false;
  std::string names;
  for (const RowCopy& row : Rows(reader, "hosts", Condition())) {
    names += (names.empty() ? "" : ", ") + row["name"];
    if (!GlobMatchesHost(host, row.Raw("name"))) continue;
    found = true;
    Moment(reader, row.Raw("name"), time, zone, page).Write();
  }
  if (!found)
    throw CaseError("The case has no machine «" + VisibleText(host) + "». It has: " + names + ".");
}

}  // namespace logonloom
