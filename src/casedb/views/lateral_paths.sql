-- From every session that came from no other known machine, over the machines, in order of time.
-- Inside a machine a path goes from a session to those that it made. Where the log of the logon is
-- missing a path ends at the visit. What failed leads nowhere.
CREATE VIEW lateral_paths AS
WITH RECURSIVE step (first_id, from_id, to_id, visit_id, hops, time, confidence, ambiguous, hosts,
  seen) AS (
  SELECT k.from_logon_session_id, k.from_logon_session_id, k.to_logon_session_id, k.to_session_id,
    k.kind = 'lateral', k.time, k.confidence, k.ambiguous,
    a.name || CASE WHEN k.kind = 'lateral' THEN ' > ' || b.name ELSE '' END,
    '/' || k.from_logon_session_id || '/' || coalesce(k.to_logon_session_id, '') || '/'
  FROM link k JOIN host a ON a.id = k.from_host_id JOIN host b ON b.id = k.to_host_id
  LEFT JOIN logon_session t ON t.id = k.to_logon_session_id
  WHERE k.from_logon_session_id IS NOT NULL AND k.kind <> 'attempt'
    AND coalesce(t.purpose, '') <> 'well_known'
    AND NOT EXISTS (SELECT 1 FROM link i WHERE i.to_logon_session_id = k.from_logon_session_id
      AND i.from_logon_session_id IS NOT NULL AND i.time <= k.time)
  UNION ALL
  SELECT s.first_id, k.from_logon_session_id, k.to_logon_session_id, k.to_session_id,
    s.hops + (k.kind = 'lateral'), k.time, min(s.confidence, k.confidence),
    max(s.ambiguous, k.ambiguous),
    s.hosts || CASE WHEN k.kind = 'lateral' THEN ' > ' || b.name ELSE '' END,
    s.seen || coalesce(k.to_logon_session_id, '') || '/'
  FROM step s JOIN link k ON k.from_logon_session_id = s.to_id
  JOIN host b ON b.id = k.to_host_id LEFT JOIN logon_session t ON t.id = k.to_logon_session_id
  WHERE s.hops < 16 AND k.kind <> 'attempt' AND coalesce(t.purpose, '') <> 'well_known'
    AND k.time >= s.time - 6000000000
    AND instr(s.seen, '/' || coalesce(k.to_logon_session_id, 'none') || '/') = 0)
SELECT s.hops, s.hosts, a.user_name AS first_user, s.first_id AS first_logon_session_id,
  coalesce(b.user_name, w.user_name) AS last_user, s.to_id AS last_logon_session_id,
  coalesce(v.source_ip, a.source_ip) AS first_source_ip, TIME(a.start_time) AS first_time,
  TIME(s.time) AS last_time, s.confidence, s.ambiguous, s.visit_id AS last_session_id
FROM step s JOIN logon_session a ON a.id = s.first_id
LEFT JOIN logon_session b ON b.id = s.to_id LEFT JOIN access_session w ON w.id = s.visit_id
LEFT JOIN access_session v ON v.id = a.session_id
WHERE s.hops > 0 AND EXISTS (SELECT 1 FROM link k WHERE k.kind = 'lateral'
  AND k.from_logon_session_id = s.from_id AND k.to_logon_session_id IS s.to_id
  AND k.to_session_id IS s.visit_id);
