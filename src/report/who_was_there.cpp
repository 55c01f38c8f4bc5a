#include "report/who_was_there.h"

#include <fmt/format.h>

#include <map>
#include <string_view>

#include "base/glob.h"
#include "base/time.h"
#include "casedb/case_writer.h"
#include "report/machine_state.h"
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
    WriteMachineState(reader_, host_, time_, zone_, page_);
    const std::size_t sure = Sessions();
    const std::size_t held = Desktops();
    if (sure + held == 0) page_.Paragraph("No record shows anybody there.");
    Around();
    Limits();
  }

 private:
  std::map<std::string, SqlValue> Values() const { return {{"host", host_}, {"time", time_}}; }

  std::size_t Sessions() {
    const Rows rows(reader_, Select{WithBoots(kSessions), Values()});
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
    const Rows rows(reader_, Select{WithBoots(kDesktops), Values()});
    for (const RowCopy& d : rows)
      page_.Paragraph(fmt::format("The desktop of {} (number {}) was {}open with nobody connected.",
                                  UserOf(d), d["ts_session_id"],
                                  d["end_time"].empty() ? "perhaps " : ""),
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
      const std::string first = log.Raw("first_time"), last = log.Raw("last_time");
      const bool early = time_ < first, late = !last.empty() && time_ > last;
      if (early || late)
        say(fmt::format("The log {} {} {}: it cannot show {}.", ShortChannel(log["channel"]),
                        early ? "begins only at" : "ends at",
                        ShowTime(early ? first : last, zone_),
                        log["can_tell"]));
      if (early && !log["cleared_at"].empty())
        say(fmt::format("{} was cleared at {}{}.", ShortChannel(log["channel"]),
                        ShowTime(log.Raw("cleared_at"), zone_),
                        log["cleared_by"].empty() ? "" : " by " + log["cleared_by"]));
    }
    if (!security) say("There is no Security log: logons over the network do not show.");
    any = Gaps() || any;
    if (!any) page_.Paragraph("All logs of the machine in the case cover the moment, without gap.");
  }

  // Of each log the first few; false if there are none.
  bool Gaps() {
    constexpr std::size_t kMost = 3;
    const Rows gaps(reader_, Select{kGaps, Values()});
    std::map<std::string, std::size_t> count;
    for (const RowCopy& gap : gaps)
      if (++count[gap["channel"]] <= kMost)
        page_.Paragraph(fmt::format("{}: {}.", ShortChannel(gap["channel"]), GapInWords(gap)), 2,
                        TextStyle::kOdd);
    for (const auto& [channel, all] : count)
      if (all > kMost)
        page_.Paragraph(fmt::format("{}: {} more gaps, in the view gaps.", ShortChannel(channel),
                                    all - kMost),
                        2, TextStyle::kOdd);
    return !gaps.empty();
  }

  std::string GapInWords(const RowCopy& gap) const {
    const std::string from = gap.Raw("from_time"), to = gap.Raw("to_time");
    std::string words = gap["kind"];
    if (gap.Is("kind", "record_gap"))
      words = gap["from_record_id"] == gap["to_record_id"]
                  ? fmt::format("record {} is missing", gap["from_record_id"])
                  : fmt::format("records {} to {} are missing", gap["from_record_id"],
                                gap["to_record_id"]);
    const std::string begin = ShowTime(from, zone_), end = ShowTime(to, zone_);
    if (!from.empty() && !to.empty() && from <= to)
      return fmt::format("{} between {} and {}", words, begin, end);
    if (from.empty() && to.empty())
      words += ", nothing tells of when";
    else if (from.empty())
      words += " ahead of " + end;
    else if (to.empty())
      words += " behind " + begin;
    else
      words += fmt::format(" while the clock went back from {} to {}", begin, end);
    return words + ": perhaps of that moment";
  }

  // A session ends with its boot at the latest: ahead of the next boot's first record, or, where
  // the clock was set back in between, with the boot's last one.
  static std::string WithBoots(std::string_view select) {
    return fmt::format("{}{}", kBoots, select);
  }
  static constexpr const char* kBoots =
      "WITH boot AS (SELECT b.boot_id AS id, max(coalesce(b.last_time, ''), coalesce(b.end_time, "
      "''), coalesce(n.start_time, n.first_time, '9999')) AS latest FROM boots b JOIN boots n ON "
      "n.host = b.host AND n.boot_number = b.boot_number + 1 WHERE b.host = :host) ";
  static constexpr const char* kSessions =
      "SELECT s.* FROM sessions s LEFT JOIN boot ON boot.id = s.boot_id WHERE host = :host AND "
      "account_class = 'user' AND outcome <> 'abandoned' AND "
      "coalesce(min(attempt_time, coalesce(start_time, attempt_time)), "
      "start_time, end_lower, end_time) <= :time "
      "AND coalesce(end_time, end_upper, boot.latest, '9999') >= :time "
      "ORDER BY coalesce(start_time, attempt_time), session_id";
  static constexpr const char* kDesktops =
      "SELECT d.* FROM local_sessions d LEFT JOIN boot ON boot.id = d.boot_id "
      "WHERE host = :host AND coalesce(start_time, '9') <= :time "
      "AND coalesce(end_time, end_upper, boot.latest, '9999') > :time AND NOT EXISTS (SELECT 1 "
      "FROM sessions s WHERE s.local_session_id = d.local_session_id AND coalesce(s.start_time, "
      "s.attempt_time) <= :time AND coalesce(s.end_time, s.end_upper, '9999') >= :time) "
      "ORDER BY local_session_id";
  static constexpr const char* kBefore =
      "SELECT * FROM sessions WHERE host = :host AND account_class = 'user' AND outcome IN "
      "('established', 'taken_over') AND end_time < :time ORDER BY end_time DESC LIMIT 1";
  static constexpr const char* kAfter =
      "SELECT * FROM sessions WHERE host = :host AND account_class = 'user' AND outcome IN "
      "('established', 'taken_over') AND start_time > :time ORDER BY start_time LIMIT 1";
  // Where the clock was set back over missing records, it is not known which times they show.
  static constexpr const char* kGaps =
      "SELECT * FROM gaps g WHERE host = :host AND kind NOT IN ('cleared', 'renumbered') AND CASE "
      "WHEN from_time > to_time AND kind = 'record_gap' THEN EXISTS (SELECT 1 FROM coverage c "
      "WHERE c.host = g.host AND c.channel = g.channel AND :time BETWEEN c.first_time AND c.last_time) "
      "WHEN from_time > to_time THEN :time BETWEEN to_time AND from_time "
      "ELSE coalesce(from_time, '') <= :time AND coalesce(to_time, '9999') >= :time END "
      "ORDER BY channel, from_time, from_record_id";

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
