-- Logons in restricted admin mode
-- Remote desktop without giving the password to the machine; also used to log on with a hash.
SELECT logon_session_id, host, user_domain, user_name, restricted_admin, start_time AS time,
  source_ip, source_host, session_id
FROM logon_sessions WHERE restricted_admin IN ('%%1842', 'Yes', '1')
ORDER BY time, logon_session_id
