-- Failed attempts that ended in a success
-- param failures=3: at least so many failures
SELECT g.host, g.first_time, g.last_time, g.count AS failures, g.distinct_users, g.users,
  g.sources, s.session_id, s.user_domain, s.user_name, s.kind, s.start_time AS got_in,
  s.source_ip
FROM attempt_groups g JOIN sessions s ON s.session_id = g.session_id
WHERE s.outcome IN ('established', 'taken_over') AND g.count >= CAST(:failures AS INTEGER)
ORDER BY g.first_time, g.attempt_group_id
