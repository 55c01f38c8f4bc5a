-- Remote desktop from the machine itself: tunnels
-- A loopback address as source of a remote desktop means that something forwards the connection.
SELECT session_id, host, user_domain, user_name, kind, outcome, coalesce(start_time, attempt_time) AS time, source_ip, source_host, source_port, end_time
FROM sessions WHERE kind IN ('rdp', 'interactive') AND logon_type IN (7, 10, 12)
  AND (source_ip LIKE '127.%' OR source_ip = '::1') AND outcome <> 'abandoned'
ORDER BY time, session_id
