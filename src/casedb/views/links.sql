CREATE VIEW links AS
SELECT a.name AS from_host, k.from_logon_session_id, b.name AS to_host, k.to_logon_session_id,
  k.kind, k.basis, TIME(k.time) AS time, k.clock_skew_seconds, k.confidence, k.ambiguous,
  p.key AS from_process_key, q.key AS to_process_key, k.to_session_id
FROM link k LEFT JOIN host a ON a.id = k.from_host_id LEFT JOIN host b ON b.id = k.to_host_id
LEFT JOIN process p ON p.id = k.from_process_ref LEFT JOIN process q ON q.id = k.to_process_ref;
