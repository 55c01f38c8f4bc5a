#include "report/hops.h"

#include <algorithm>
#include <map>

#include "report/row_view.h"

namespace logonloom {
namespace {

// Links between machines that name logon sessions on both ends.
constexpr const char* kLinks = R"(
SELECT a.session_id AS from_session, b.session_id AS to_session, max(k.confidence) AS confidence
FROM links k JOIN logon_sessions a ON a.logon_session_id = k.from_logon_session_id
JOIN logon_sessions b ON b.logon_session_id = k.to_logon_session_id
WHERE k.from_host <> k.to_host AND a.session_id IS NOT NULL AND b.session_id IS NOT NULL
  AND (:session = 0 OR :session IN (a.session_id, b.session_id))
GROUP BY 1, 2)";

// A machine has the addresses under which sessions elsewhere name it. What came from one of them,
// or under its name, while somebody was in on it may have come from him.
constexpr const char* kNearby = R"(
WITH known AS MATERIALIZED (
  SELECT session_id, host, lower(host) AS host_key, lower(user_name) AS user, source_ip,
    lower(source_host) AS source_host, coalesce(start_time, attempt_time) AS began,
    coalesce(end_time, end_upper, '9999') AS ended
  FROM sessions WHERE outcome IN ('established', 'taken_over', 'authenticated_only')
    AND account_class = 'user'),
machine AS MATERIALIZED (SELECT name, lower(name) AS host_key,
  lower(substr(name, 1, instr(name || '.', '.') - 1)) AS short FROM hosts),
named AS MATERIALIZED (
  SELECT DISTINCT m.host_key, k.source_ip FROM known k JOIN machine m ON m.short = k.source_host
  WHERE k.source_ip IS NOT NULL AND k.host_key <> m.host_key
    AND k.source_ip NOT IN ('127.0.0.1', '::1')
  UNION
  SELECT m.host_key, k.source_ip FROM known k JOIN machine m ON m.host_key = k.source_host
  WHERE k.source_ip IS NOT NULL AND k.host_key <> m.host_key),
arrival AS MATERIALIZED (
  SELECT k.*, n.host_key AS came_from FROM known k JOIN named n ON n.source_ip = k.source_ip
  UNION
  SELECT k.*, m.host_key FROM known k JOIN machine m ON m.short = k.source_host),
person AS MATERIALIZED (
  SELECT session_id, lower(user_name) AS user FROM logon_sessions WHERE session_id IS NOT NULL
  UNION SELECT session_id, lower(outbound_user) FROM logon_sessions
    WHERE session_id IS NOT NULL AND outbound_user IS NOT NULL)
SELECT DISTINCT f.session_id AS from_session, t.session_id AS to_session,
  t.user = f.user OR p.user IS NOT NULL AS same_user
FROM arrival t JOIN known f ON f.host_key = t.came_from
LEFT JOIN person p ON p.session_id = f.session_id AND p.user = t.user
WHERE f.host_key <> t.host_key AND t.began >= f.began AND t.began <= f.ended
  AND (:session = 0 OR :session IN (f.session_id, t.session_id))
ORDER BY t.began, t.session_id, f.session_id)";

constexpr double kOfSameUser = 0.7, kOfAnother = 0.4;

}  // namespace

std::vector<Hop> FindHops(const CaseReader& reader, std::int64_t session) {
  std::vector<Hop> hops;
  std::map<std::int64_t, bool> explained;  // session arrived at: by a link
  for (const RowCopy& row : Rows(reader, Select{kLinks, {{"session", session}}})) {
    hops.push_back({*row.Integer("from_session"), *row.Integer("to_session"),
                    row.Real("confidence").value_or(0), true, true});
    explained[hops.back().to_session] = true;
  }
  const Rows nearby(reader, Select{kNearby, {{"session", session}}});
  std::map<std::int64_t, bool> by_user;  // somebody of the same name was in
  for (const RowCopy& row : nearby)
    if (row.Is("same_user", "1")) by_user[*row.Integer("to_session")] = true;
  for (const RowCopy& row : nearby) {
    const std::int64_t to = *row.Integer("to_session");
    const bool same = row.Is("same_user", "1");
    if (explained.contains(to) || (by_user[to] && !same)) continue;
    hops.push_back(
        {*row.Integer("from_session"), to, same ? kOfSameUser : kOfAnother, false, same});
  }
  return hops;
}

}  // namespace logonloom
