-- Sessions on other machines that began from a session
-- By links of the case where it has them between machines, else by address or name of the machine
-- and time; of the latter, those of the same user come first.
WITH known AS MATERIALIZED (
  SELECT session_id, host, lower(substr(host, 1, instr(host || '.', '.') - 1)) AS short,
    user_name, lower(user_name) AS user, kind, source_ip, lower(source_host) AS source_host,
    start_time, coalesce(end_time, end_upper, '9999') AS ended
  FROM sessions WHERE outcome IN ('established', 'taken_over') AND account_class = 'user'),
machine AS MATERIALIZED (SELECT DISTINCT short FROM known),
named AS MATERIALIZED (
  SELECT DISTINCT m.short, k.source_ip FROM known k JOIN machine m ON m.short = k.source_host
  WHERE k.short <> m.short AND k.source_ip NOT IN ('127.0.0.1', '::1')),
arrival AS MATERIALIZED (
  SELECT k.*, n.short AS came_from FROM known k JOIN named n ON n.source_ip = k.source_ip
  UNION
  SELECT k.*, m.short FROM known k JOIN machine m ON m.short = k.source_host),
person AS MATERIALIZED (
  SELECT DISTINCT session_id, lower(user_name) AS user FROM logon_sessions
  WHERE session_id IS NOT NULL AND user_name IS NOT NULL)
SELECT f.session_id AS from_session, f.host AS from_host, f.user_name AS from_user,
  t.session_id AS to_session, t.host AS to_host, t.user_name AS to_user, t.kind,
  t.start_time AS time, 'address_time' AS basis, p.user IS NOT NULL OR f.user = t.user AS same_user
FROM arrival t JOIN known f ON f.short = t.came_from AND f.short <> t.short
  AND t.start_time BETWEEN f.start_time AND f.ended
LEFT JOIN person p ON p.session_id = f.session_id AND p.user = t.user
WHERE t.session_id NOT IN (
  SELECT b.session_id FROM links k
  JOIN logon_sessions b ON b.logon_session_id = k.to_logon_session_id
  WHERE k.from_host <> k.to_host AND k.from_logon_session_id IS NOT NULL
    AND b.session_id IS NOT NULL)
UNION ALL
SELECT a.session_id, k.from_host, a.user_name, b.session_id, k.to_host, b.user_name, k.kind,
  k.time, k.basis, a.user_name = b.user_name
FROM links k JOIN logon_sessions a ON a.logon_session_id = k.from_logon_session_id
JOIN logon_sessions b ON b.logon_session_id = k.to_logon_session_id
WHERE k.from_host <> k.to_host
ORDER BY time, same_user DESC, from_session, to_session
