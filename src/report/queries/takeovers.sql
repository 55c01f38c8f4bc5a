-- Desktops that were taken over
-- Without a logon, as with tscon, or by a connection of another user or address.
SELECT session_id, host, user_domain, user_name, kind, outcome, coalesce(start_time, attempt_time) AS time, source_ip, source_host, reconnect_of_session_id, superseded_by_session_id, end_reason
FROM sessions s WHERE outcome = 'taken_over' OR superseded_by_session_id IS NOT NULL
  OR EXISTS (SELECT 1 FROM sessions b WHERE b.session_id = s.reconnect_of_session_id
    AND b.source_ip <> s.source_ip)
ORDER BY time, session_id
