#include "report/rejected_records.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/text.h"
#include "base/time.h"
#include "report/record_meaning.h"
#include "report/rejection_reason.h"

namespace logonloom {
namespace {

constexpr int kAround = 300;  // seconds

// Evidence of other access sessions and of logon sessions that serve none or another one; of a
// record that is evidence of several, the access session counts. Base tables narrow it down, since
// the views' times are text.
constexpr const char* kCandidates = R"(
WITH around AS MATERIALIZED (
  SELECT e.id FROM host h JOIN event e ON e.id BETWEEN h.first_event_id AND h.last_event_id
  WHERE h.name = :host AND e.time BETWEEN :from AND :to),
near AS MATERIALIZED (
  SELECT DISTINCT v.event_id FROM around a CROSS JOIN whole_evidence v ON v.event_id = a.id
  WHERE CASE WHEN :begin THEN v.role IN ('attempt', 'failure', 'network_auth', 'logon', 'begin',
        'reconnect', 'takeover')
      ELSE v.role IN ('disconnect', 'logoff', 'end_bound', 'takeover') END),
told AS MATERIALIZED (
  SELECT v.event_id, v.session_id, v.logon_session_id, v.rule, row_number() OVER (
    PARTITION BY v.event_id ORDER BY v.session_id IS NULL, v.session_id, v.logon_session_id,
      v.rule) AS place
  FROM near n JOIN whole_evidence v ON v.event_id = n.event_id
  WHERE v.event_id NOT IN (SELECT event_id FROM whole_evidence WHERE session_id = :session))
SELECT e.time AS ticks, e.channel, e.event_id, e.record_id, t.rule,
  t.session_id AS taken, t.logon_session_id AS logon, e.boot_id, b.boot_number,
  (SELECT boot_number FROM boots o WHERE o.boot_id = :boot) AS own_boot,
  coalesce(s.user_name, l.user_name) AS user_name,
  coalesce(s.user_domain, l.user_domain) AS user_domain,
  coalesce(s.user_sid, l.user_sid) AS user_sid, coalesce(s.source_ip, l.source_ip) AS source_ip,
  s.connection_id, s.kind, s.start_time AS owner_start, coalesce(s.ts_session_id, d.ts_session_id)
  AS ts_session_id, d.local_session_id, d.use_number,
  (SELECT use_number FROM local_sessions o WHERE o.local_session_id = :local) AS own_use,
  coalesce(l.logon_id, s.logon_id) AS logon_id, l.purpose, l.session_id AS logon_serves
FROM told t JOIN whole_event e ON e.id = t.event_id
JOIN boots b ON b.boot_id = e.boot_id LEFT JOIN sessions s ON s.session_id = t.session_id
LEFT JOIN logon_sessions l ON l.logon_session_id = coalesce(t.logon_session_id, s.logon_session_id)
LEFT JOIN local_sessions d ON d.local_session_id = coalesce(s.local_session_id, l.local_session_id)
WHERE t.place = 1
ORDER BY abs(e.time - :centre), e.time, e.id)";

// Logons that led to the session or let the person back into it, and the halves of its own.
constexpr const char* kLogons = R"(
SELECT * FROM logon_sessions
WHERE logon_session_id IN (SELECT :logon UNION SELECT linked_logon_session_id FROM logon_sessions
    WHERE logon_session_id = :logon UNION SELECT logon_session_id FROM logon_sessions
    WHERE session_id = :session AND purpose IN ('nla', 'unlock', 'reconnect'))
ORDER BY logon_session_id)";

std::string Owner(const RowCopy& candidate) {
  if (!candidate["taken"].empty())
    return fmt::format("session {} ({})", candidate["taken"], candidate["rule"]);
  return fmt::format("logon session {} ({})", candidate["logon"],
                     candidate["purpose"].empty() ? "no access" : candidate["purpose"]);
}

std::string WhyNotItsValue(const RowCopy& session, const RowCopy& logon,
                           std::string_view column) {
  if (logon.Is("purpose", "nla")) return "it only authenticated the connection";
  if (logon.Is("purpose", "unlock")) return "it only unlocked the desktop";
  if (logon.Is("purpose", "reconnect")) return "it only returned to the desktop";
  if (logon.Raw("logon_session_id") != session.Raw("logon_session_id"))
    return "the other half of the split token";
  if (column == "elevated") return "its other half has the rights";
  if (!session["reconnect_of_session_id"].empty()) return "of an earlier visit to the desktop";
  return "the connection's own ranks ahead";
}

}  // namespace

std::vector<RejectedRecords> RejectedNear(const CaseReader& reader, const RowCopy& session,
                                          const std::string& time, bool begin) {
  const auto centre = ParseTime(time);
  if (!centre) return {};
  const auto number = [&](const char* column) { return session.Integer(column).value_or(0); };
  const Rows rows(reader, Select{kCandidates,
                                 {{"host", session.Raw("host")},
                                  {"session", number("session_id")},
                                  {"boot", number("boot_id")},
                                  {"local", number("local_session_id")},
                                  {"centre", centre->ticks},
                                  {"from", (*centre - Seconds(kAround)).ticks},
                                  {"to", (*centre + Seconds(kAround)).ticks},
                                  {"begin", std::int64_t{begin}}}});
  std::vector<RejectedRecords> rejected;
  for (const RowCopy& row : rows) {
    const std::string owner = Owner(row), why = RejectionReason(session, row, begin);
    auto group = std::find_if(
        rejected.begin(), rejected.end(),
        [&](const RejectedRecords& known) { return known.owner == owner && known.why == why; });
    if (group == rejected.end())
      group = rejected.insert(
          group, {FormatTime(FileTime{row.Integer("ticks").value_or(0)}), {}, owner, why});
    group->records.push_back(fmt::format("{} {} #{}", ShortChannel(row["channel"]),
                                         row["event_id"], row["record_id"]));
  }
  return rejected;
}

std::vector<RejectedValue> RejectedValues(const CaseReader& reader, const RowCopy& session) {
  static constexpr const char* kColumns[] = {"user_name",   "user_sid",   "source_ip",
                                             "source_port", "source_host", "logon_type",
                                             "auth_package", "logon_id",   "elevated"};
  const Rows logons(reader, Select{kLogons,
                                   {{"logon", session.Integer("logon_session_id").value_or(0)},
                                    {"session", session.Integer("session_id").value_or(0)}}});
  std::vector<RejectedValue> rejected;
  for (const char* column : kColumns)
    for (const RowCopy& logon : logons) {
      if (logon[column].empty() || EqualsIgnoreCase(logon[column], session[column])) continue;
      rejected.push_back({column, logon[column],
                          fmt::format("{} ({})", logon["logon_session_id"], logon["purpose"]),
                          WhyNotItsValue(session, logon, column)});
    }
  return rejected;
}

}  // namespace logonloom
