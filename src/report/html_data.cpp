#include "report/html_data.h"

#include <algorithm>
#include <iterator>

#include "base/time.h"
#include "report/hops.h"
#include "report/record_meaning.h"
#include "report/session_table.h"
#include "report/session_words.h"
#include "report/visible_text.h"

namespace logonloom {
namespace {

using Json = nlohmann::ordered_json;

// What keeps the file under 20 MB with 20,000 sessions.
constexpr std::size_t kLongestText = 600;  // columns
constexpr std::size_t kEvidenceRows = 200'000, kActivityRows = 60'000;
constexpr std::size_t kMostOfOne = 60, kLeastOfOne = 5;
constexpr std::size_t kMostTicks = 200;  // failures drawn of one session
constexpr std::size_t kMostWarnings = 500, kMostCampaigns = 2000, kMostGaps = 3000;
constexpr std::size_t kMostLinks = 5000, kMostPaths = 500;

// Of a session only its first acts are wanted. Base tables give them in order without reading the
// rest, of which there may be millions.
constexpr const char* kActivityCounts = R"(
SELECT session_id, count(*) AS acts FROM activity
WHERE session_id IS NOT NULL AND kind NOT IN ('other', 'process_end') GROUP BY session_id)";
constexpr const char* kFirstActs = R"(
SELECT * FROM activity WHERE activity_id IN (
  SELECT e.id FROM event e JOIN act a ON a.event_id = e.id
  WHERE e.session_id = :session AND a.kind NOT IN ('other', 'process_end')
  ORDER BY e.time, e.id LIMIT :most)
ORDER BY time, activity_id)";

// Links over machines, with the access sessions that their logon sessions serve, if any.
constexpr const char* kLateralLinks = R"(
SELECT k.from_host, k.to_host, k.time, k.basis, k.confidence, k.ambiguous, a.user_name AS from_user,
  b.user_name AS to_user, a.session_id AS from_session, b.session_id AS to_session
FROM links k JOIN logon_sessions b ON b.logon_session_id = k.to_logon_session_id
LEFT JOIN logon_sessions a ON a.logon_session_id = k.from_logon_session_id
WHERE k.kind = 'lateral' AND k.from_host <> k.to_host
ORDER BY k.time, k.to_logon_session_id)";
constexpr const char* kLateralPaths = R"(
SELECT p.hops, p.hosts, p.first_user, p.first_source_ip, p.first_time, p.last_user, p.last_time,
  p.confidence, p.ambiguous, a.session_id AS from_session, b.session_id AS to_session
FROM lateral_paths p JOIN logon_sessions a ON a.logon_session_id = p.first_logon_session_id
JOIN logon_sessions b ON b.logon_session_id = p.last_logon_session_id
ORDER BY p.hops DESC, p.last_time, p.last_logon_session_id, p.first_logon_session_id)";

// Milliseconds since 1970, as browsers count; null for an unknown time.
Json Moment(const std::string& time) {
  const auto parsed = ParseTime(time);
  if (!parsed) return nullptr;
  constexpr std::int64_t kTicksPerMillisecond = 10'000;
  return (parsed->ticks - FromUnixSeconds(0).ticks) / kTicksPerMillisecond;
}

Json Number(const RowCopy& row, const char* column) {
  const auto integer = row.Integer(column);
  if (integer) return *integer;
  const auto real = row.Real(column);
  return real ? Json(*real) : Json(nullptr);
}

std::size_t Share(std::size_t all, std::size_t sessions) {
  return std::clamp(all / std::max<std::size_t>(1, sessions), kLeastOfOne, kMostOfOne);
}

// Rows of a SELECT in arrays, in the order of `columns`: those that end in _time are moments.
Json Table(const CaseReader& reader, const Select& select, const std::vector<const char*>& columns,
           std::size_t most) {
  Json rows = Json::array();
  std::size_t left_out = 0;
  for (const RowCopy& row : Rows(reader, select)) {
    if (rows.size() == most) {
      ++left_out;
      continue;
    }
    Json cells = Json::array();
    for (const std::string column : columns) {
      if (column == "time" || column.ends_with("_time") || column == "cleared_at")
        cells.push_back(Moment(row.Raw(column)));
      else if (row.Real(column))
        cells.push_back(Number(row, column.c_str()));
      else
        cells.push_back(Shorten(row[column], kLongestText));
    }
    rows.push_back(std::move(cells));
  }
  return {{"columns", columns}, {"rows", std::move(rows)}, {"left_out", left_out}};
}

}  // namespace

int TextNumbers::Of(const std::string& visible) {
  std::string text = Shorten(visible, kLongestText);
  const auto [place, added] = numbers_.emplace(text, static_cast<int>(numbers_.size()));
  if (added) texts_.push_back(std::move(text));
  return place->second;
}

HtmlData::HtmlData(const CaseReader& reader, const Condition& condition)
    : reader_(reader), condition_(condition) {
  texts_.Of("");
}

int HtmlData::Text(const RowCopy& row, const char* column) { return texts_.Of(row[column]); }

Json HtmlData::Collect(const Json& facts) {
  Json data = Json::object();
  data["facts"] = facts;
  data["sessions"] = Sessions();
  Json marks = Json::object();
  data["evidence"] = Evidence(marks);
  data["marks"] = std::move(marks);
  data["activity"] = Activity();
  data["hops"] = Hops();
  data["links"] =
      Table(reader_, {kLateralLinks},
            {"from_host", "to_host", "time", "basis", "confidence", "ambiguous", "from_user",
             "to_user", "from_session", "to_session"},
            kMostLinks);
  data["paths"] =
      Table(reader_, {kLateralPaths},
            {"hops", "hosts", "first_user", "first_source_ip", "first_time", "last_user",
             "last_time", "confidence", "ambiguous", "from_session", "to_session"},
            kMostPaths);
  data["campaigns"] = Campaigns();
  data["hosts"] = Hosts();
  data["coverage"] = Coverage();
  data["gaps"] = Gaps();
  data["warnings"] = Warnings();
  data["files"] = Files();
  data["texts"] = texts_.texts();
  return data;
}

Json HtmlData::Sessions() {
  static constexpr const char* kTexts[] = {
      "session_key", "host",         "user_sid",  "account_class", "kind",
      "outcome",     "end_reason",   "end_basis", "source_ip",     "source_host",
      "logon_id",    "auth_package", "not_seen"};
  static constexpr const char* kTimes[] = {"attempt_time", "start_time", "end_time", "end_lower",
                                           "end_upper"};
  static constexpr const char* kNumbers[] = {"session_id",
                                             "source_port",
                                             "logon_type",
                                             "elevated",
                                             "ts_session_id",
                                             "failures",
                                             "lock_count",
                                             "activity_count",
                                             "confidence",
                                             "begin_confidence",
                                             "end_confidence",
                                             "recovered_records",
                                             "reconnect_of_session_id",
                                             "superseded_by_session_id"};
  Json columns = Json::array({"user"}), rows = Json::array();
  for (const char* name : kTexts) columns.push_back(name);
  for (const char* name : kTimes) columns.push_back(name);
  for (const char* name : kNumbers) columns.push_back(name);
  const RowPlaces places(reader_.Columns("sessions"));
  reader_.ForEachRow("sessions", condition_, kSessionOrder, [&](const std::vector<Cell>& cells) {
    const RowCopy session(places, cells);
    ids_.insert(*session.Integer("session_id"));
    Json row = Json::array({texts_.Of(UserOf(session))});
    for (const char* name : kTexts) row.push_back(Text(session, name));
    for (const char* name : kTimes) row.push_back(Moment(session.Raw(name)));
    for (const char* name : kNumbers) row.push_back(Number(session, name));
    rows.push_back(std::move(row));
  });
  return {
      {"columns", std::move(columns)}, {"texts", std::size(kTexts) + 1}, {"rows", std::move(rows)}};
}

// Also gathers what is drawn on the bars: moments of failures, spans of locks.
Json HtmlData::Evidence(Json& marks) {
  const std::size_t most = Share(kEvidenceRows, ids_.size());
  Json evidence = Json::object();
  std::map<std::string, std::size_t> left_out;
  const RowPlaces places(reader_.Columns("session_events"));
  reader_.ForEachRow(
      "session_events", Condition("session_id IS NOT NULL"), "session_id, time, event_id_ref",
      [&](const std::vector<Cell>& cells) {
        const RowCopy row(places, cells);
        if (!ids_.contains(*row.Integer("session_id"))) return;
        const std::string id = row.Raw("session_id");
        const Json time = Moment(row.Raw("time"));
        if (row.Is("role", "failure") && marks[id]["failures"].size() < kMostTicks)
          marks[id]["failures"].push_back(time);
        if (row.Is("role", "lock")) marks[id]["locks"].push_back({time, nullptr});
        if (row.Is("role", "unlock") && marks.contains(id) && marks[id].contains("locks"))
          marks[id]["locks"].back()[1] = time;
        Json& records = evidence[id];
        const bool earlier = row.Is("rule", "failures_before") && records.size() >= most / 2;
        if (records.size() >= most || earlier) {
          ++left_out[id];
          return;
        }
        const auto meaning = RecordMeaning(row.Raw("channel"), row.Integer("event_id").value_or(0));
        records.push_back({time, Text(row, "role"), texts_.Of(std::string(meaning)),
                           texts_.Of(ShortChannel(row["channel"])), Number(row, "event_id"),
                           Number(row, "record_id"), Text(row, "rule"), Text(row, "file"),
                           Number(row, "offset"), Text(row, "recovery")});
      });
  for (const auto& [id, count] : left_out) evidence[id].push_back(count);
  return evidence;
}

Json HtmlData::Activity() {
  const auto most = static_cast<std::int64_t>(Share(kActivityRows, ids_.size()));
  Json activity = Json::object();
  for (const RowCopy& counted : Rows(reader_, Select{kActivityCounts})) {
    const std::int64_t id = counted.Integer("session_id").value_or(0);
    if (!ids_.contains(id)) continue;
    Json& acts = activity[counted.Raw("session_id")];
    for (const RowCopy& row : Rows(reader_, Select{kFirstActs, {{"session", id}, {"most", most}}})) {
      const bool process = row.Is("kind", "process_start") && !row["command_line"].empty();
      acts.push_back({Moment(row.Raw("time")), Text(row, "kind"),
                      texts_.Of(process ? row["command_line"] : row["summary"]),
                      Text(row, "user_name"), Text(row, "process_name"),
                      Text(row, "parent_process_name")});
    }
    const std::int64_t left_out = counted.Integer("acts").value_or(0) - most;
    if (left_out > 0) acts.push_back(left_out);
  }
  return activity;
}

Json HtmlData::Hops() const {
  Json hops = Json::array();
  for (const Hop& hop : FindHops(reader_, 0))
    if (ids_.contains(hop.from_session) && ids_.contains(hop.to_session))
      hops.push_back({hop.from_session, hop.to_session, hop.confidence, hop.recorded});
  return hops;
}

Json HtmlData::Campaigns() {
  return Table(reader_,
               {"SELECT * FROM attempt_groups ORDER BY count DESC, first_time, attempt_group_id"},
               {"host", "users", "sources", "first_time", "last_time", "count", "distinct_users",
                "distinct_sources", "status_histogram", "session_id"},
               kMostCampaigns);
}

Json HtmlData::Hosts() {
  return Table(reader_,
               {"SELECT h.name, h.domain, h.first_time, h.last_time, (SELECT count(*) FROM boots b "
                "WHERE b.host = h.name) AS boots FROM hosts h ORDER BY h.name"},
               {"name", "domain", "first_time", "last_time", "boots"}, kMostGaps);
}

Json HtmlData::Coverage() {
  return Table(reader_, {"SELECT * FROM coverage ORDER BY host, channel"},
               {"host", "channel", "first_time", "last_time", "records", "missing_record_ids",
                "gaps", "cleared_at", "cleared_by", "can_tell"},
               kMostGaps);
}

Json HtmlData::Gaps() {
  return Table(
      reader_,
      {"SELECT * FROM gaps ORDER BY host, channel, coalesce(from_time, to_time), "
       "from_record_id"},
      {"host", "channel", "kind", "from_time", "to_time", "from_record_id", "to_record_id"},
      kMostGaps);
}

Json HtmlData::Warnings() {
  return Table(reader_, {"SELECT * FROM warnings ORDER BY severity, code, message"},
               {"severity", "code", "message", "file", "host"}, kMostWarnings);
}

Json HtmlData::Files() {
  return Table(reader_, {"SELECT * FROM evidence_files ORDER BY path"},
               {"path", "size_bytes", "sha256", "records_seen", "records_rejected",
                "records_recovered", "status"},
               kMostGaps);
}

}  // namespace logonloom
