-- Sessions on other machines that began from a session
-- By links of the case where it has them between machines, else by address or name of the machine
-- and time; of the latter, those of the same user come first.
WITH known AS (
  SELECT *, lower(substr(host, 1, instr(host || '.', '.') - 1)) AS short FROM sessions
  WHERE outcome IN ('established', 'taken_over') AND account_class = 'user'),
named AS (
  SELECT DISTINCT a.short, b.source_ip FROM known a JOIN known b ON lower(b.source_host) = a.short
  WHERE b.host <> a.host AND b.source_ip IS NOT NULL)
SELECT f.session_id AS from_session, f.host AS from_host, f.user_name AS from_user,
  t.session_id AS to_session, t.host AS to_host, t.user_name AS to_user, t.kind,
  t.start_time AS time, 'address_time' AS basis,
  EXISTS (SELECT 1 FROM logon_sessions l WHERE l.session_id = f.session_id
    AND lower(l.user_name) = lower(t.user_name)) AS same_user
FROM known t JOIN known f ON f.host <> t.host AND t.start_time BETWEEN f.start_time AND
  coalesce(f.end_time, f.end_upper, '9999')
WHERE lower(t.source_host) = f.short
  OR t.source_ip IN (SELECT n.source_ip FROM named n WHERE n.short = f.short)
UNION ALL
SELECT a.session_id, k.from_host, a.user_name, b.session_id, k.to_host, b.user_name, k.kind,
  k.time, k.basis, a.user_name = b.user_name
FROM links k JOIN logon_sessions a ON a.logon_session_id = k.from_logon_session_id
JOIN logon_sessions b ON b.logon_session_id = k.to_logon_session_id
WHERE k.from_host <> k.to_host
ORDER BY time, same_user DESC, from_session, to_session
