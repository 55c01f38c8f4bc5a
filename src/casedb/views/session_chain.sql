-- Ways back through well-known sessions (SYSTEM and the like) are not followed: all of a boot would
-- meet there.
CREATE VIEW session_chain AS
WITH RECURSIVE chain (start_id, id, depth, kind, basis, time, confidence, path) AS (
  SELECT s.id, s.id, 0, NULL, NULL, s.start_time, 1.0, '/' || s.id || '/' FROM logon_session s
  UNION ALL
  SELECT c.start_id, k.from_logon_session_id, c.depth + 1, k.kind, k.basis, k.time,
    min(c.confidence, k.confidence), c.path || k.from_logon_session_id || '/'
  FROM chain c JOIN link k ON k.to_logon_session_id = c.id
  JOIN logon_session t ON t.id = c.id
  WHERE k.from_logon_session_id IS NOT NULL AND c.depth < 32 AND t.purpose <> 'well_known'
    AND instr(c.path, '/' || k.from_logon_session_id || '/') = 0)
SELECT c.start_id AS logon_session_id, c.depth, c.id AS ancestor_logon_session_id,
  h.name AS ancestor_host, s.user_name AS ancestor_user, c.kind, c.basis, TIME(c.time) AS time,
  c.confidence, s.session_id AS ancestor_session_id, a.kind AS access_kind,
  coalesce(a.source_ip, s.source_ip) AS source_ip, coalesce(a.source_host, s.source_host) AS source_host
FROM chain c JOIN logon_session s ON s.id = c.id JOIN host h ON h.id = s.host_id
LEFT JOIN access_session a ON a.id = s.session_id;
