-- Elevated tokens of people
-- Who worked with the rights of an administrator, where and from where.
SELECT l.logon_session_id, l.host, l.user_domain, l.user_name, l.purpose, l.start_time AS time,
  l.end_time, coalesce(l.source_ip, s.source_ip) AS source_ip, l.session_id,
  (SELECT group_concat(privilege, ' ') FROM token_privileges p
    WHERE p.logon_session_id = l.logon_session_id) AS privileges
FROM logon_sessions l LEFT JOIN sessions s ON s.session_id = l.session_id
WHERE l.elevated = 1 AND l.account_class = 'user'
ORDER BY time, l.logon_session_id
