CREATE VIEW sessions AS
SELECT s.id AS session_id, s.key AS session_key, h.name AS host, s.boot_id, s.user_name,
  s.user_domain, s.user_sid, s.account_class, s.kind, s.outcome,
  TIME(s.attempt_time) AS attempt_time, TIME(s.start_time) AS start_time,
  TIME(s.end_time) AS end_time, TIME(s.end_lower) AS end_lower, TIME(s.end_upper) AS end_upper,
  s.end_reason, s.duration / 1e7 AS duration_seconds, s.source_ip, s.source_port,
  s.source_zone, s.source_host, s.is_local, s.logon_type, s.auth_package, s.logon_session_id,
  CASE WHEN l.id IS NOT NULL THEN printf('0x%llx', l.logon_id) END AS logon_id,
  CASE WHEN t.id IS NOT NULL THEN printf('0x%llx', t.logon_id) END AS linked_logon_id,
  s.elevated, s.local_session_id, s.ts_session_id, s.reconnect_of_id AS reconnect_of_session_id,
  s.superseded_by_id AS superseded_by_session_id, s.failures, s.lock_count, s.activity_count,
  s.connection_id, s.confidence, s.begin_confidence, s.end_confidence, s.end_basis,
  (SELECT count(*) FROM event e WHERE e.proven_session_id = s.id AND e.recovery <> 0) +
  (SELECT count(*) FROM evidence v JOIN event e ON e.id = v.event_id
    WHERE v.session_id = s.id AND e.recovery <> 0) AS recovered_records,
  s.unseen AS not_seen
FROM access_session s JOIN host h ON h.id = s.host_id
LEFT JOIN logon_session l ON l.id = s.logon_session_id
LEFT JOIN logon_session t ON t.id = l.linked_id;
