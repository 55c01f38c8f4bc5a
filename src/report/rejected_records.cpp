#include "report/rejected_records.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "base/time.h"
#include "report/record_meaning.h"
#include "report/session_words.h"

namespace logonloom {
namespace {

constexpr int kAround = 300;  // seconds

// Evidence of other access sessions and of logon sessions that serve none or another one.
constexpr const char* kCandidates = R"(
SELECT e.time, e.channel, e.event_id, e.record_id, e.file, e.role, e.rule, e.session_id AS taken,
  e.logon_session_id AS logon, coalesce(s.boot_id, l.boot_id) AS boot_id,
  coalesce(s.user_name, l.user_name) AS user_name,
  coalesce(s.user_domain, l.user_domain) AS user_domain,
  coalesce(s.user_sid, l.user_sid) AS user_sid, coalesce(s.source_ip, l.source_ip) AS source_ip,
  s.connection_id, s.ts_session_id, coalesce(s.logon_id, l.logon_id) AS logon_id, s.kind,
  l.purpose
FROM session_events e LEFT JOIN sessions s ON s.session_id = e.session_id
LEFT JOIN logon_sessions l ON l.logon_session_id = e.logon_session_id
WHERE coalesce(s.host, l.host) = :host AND e.time BETWEEN :from AND :to
  AND coalesce(e.session_id, 0) <> :session
  AND e.event_id_ref NOT IN (SELECT event_id_ref FROM session_events WHERE session_id = :session)
  AND (CASE WHEN :begin THEN e.role IN ('attempt', 'failure', 'network_auth', 'logon', 'begin',
      'reconnect', 'takeover')
    ELSE e.role IN ('disconnect', 'logoff', 'end_bound', 'takeover') END)
GROUP BY e.event_id_ref
ORDER BY e.time, e.event_id_ref)";

bool Differ(const RowCopy& a, const RowCopy& b, const char* column) {
  const std::string first = a.Raw(column), second = b.Raw(column);
  return !first.empty() && !second.empty() && !EqualsIgnoreCase(first, second);
}

std::string Owner(const RowCopy& candidate) {
  if (!candidate["taken"].empty())
    return fmt::format("session {} took it by the rule {}", candidate["taken"], candidate["rule"]);
  return fmt::format("it serves logon session {} only ({})", candidate["logon"],
                     candidate["purpose"].empty() ? "no access" : candidate["purpose"]);
}

// What sets them apart, the strongest first.
std::string Difference(const RowCopy& session, const RowCopy& candidate) {
  if (Differ(session, candidate, "boot_id")) return "another boot";
  if (Differ(session, candidate, "connection_id")) return "another connection (ActivityID)";
  if (Differ(session, candidate, "user_name")) return "another user, " + UserOf(candidate);
  if (Differ(session, candidate, "source_ip")) return "another source, " + candidate["source_ip"];
  if (Differ(session, candidate, "ts_session_id"))
    return "another desktop, number " + candidate["ts_session_id"];
  if (Differ(session, candidate, "logon_id")) return "another logon id, " + candidate["logon_id"];
  if (Differ(session, candidate, "kind")) return "another way in, " + candidate["kind"];
  return "nothing tells them apart but its own evidence";
}

}  // namespace

std::vector<RejectedRecord> RejectedNear(const CaseReader& reader, const RowCopy& session,
                                         const std::string& time, bool begin) {
  const auto centre = ParseTime(time);
  if (!centre) return {};
  const Rows rows(reader, Select{kCandidates,
                                 {{"host", session.Raw("host")},
                                  {"session", session.Integer("session_id").value_or(0)},
                                  {"from", FormatTime(*centre - Seconds(kAround))},
                                  {"to", FormatTime(*centre + Seconds(kAround))},
                                  {"begin", std::int64_t{begin}}}});
  std::vector<RejectedRecord> rejected;
  for (const RowCopy& row : rows)
    rejected.push_back(
        {row.Raw("time"),
         fmt::format("{} {} #{}", ShortChannel(row["channel"]), row["event_id"], row["record_id"]),
         row["file"], Difference(session, row) + "; " + Owner(row)});
  const auto distance = [&](const RejectedRecord& record) {
    const auto at = ParseTime(record.time);
    return at ? std::abs(at->ticks - centre->ticks) : 0;
  };
  std::stable_sort(
      rejected.begin(), rejected.end(),
      [&](const RejectedRecord& a, const RejectedRecord& b) { return distance(a) < distance(b); });
  return rejected;
}

}  // namespace logonloom
