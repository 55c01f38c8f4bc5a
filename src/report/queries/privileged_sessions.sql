-- Privileged sessions and where they came from
SELECT session_id, host, user_domain, user_name, kind, outcome, coalesce(start_time, attempt_time) AS time, source_ip, source_host, end_time, end_reason, elevated,
  (SELECT group_concat(DISTINCT l.user_name) FROM logon_sessions l
    WHERE l.session_id = s.session_id AND l.elevated = 1) AS elevated_as
FROM sessions s
WHERE account_class = 'user' AND (elevated = 1 OR EXISTS (SELECT 1 FROM logon_sessions l
  WHERE l.session_id = s.session_id AND l.elevated = 1))
ORDER BY time, session_id
