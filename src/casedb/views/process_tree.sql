-- Starts anew at each process whose parent ran in another session, or is not known.
CREATE VIEW process_tree AS
WITH RECURSIVE tree (id, root_id, depth, path) AS (
  SELECT p.id, p.id, 0, coalesce(p.image, '(unknown)') FROM process p
  LEFT JOIN process q ON q.id = p.parent_id
  WHERE q.id IS NULL OR q.logon_session_id IS NOT p.logon_session_id
  UNION ALL
  SELECT c.id, t.root_id, t.depth + 1, t.path || ' > ' || coalesce(c.image, '(unknown)')
  FROM tree t JOIN process p ON p.id = t.id JOIN process c ON c.parent_id = t.id
  WHERE c.logon_session_id IS p.logon_session_id AND t.depth < 64)
SELECT p.logon_session_id, s.session_id, h.name AS host, r.key AS root_process_key,
  p.key AS process_key, t.depth, p.image, p.command_line, TIME(p.start_time) AS start_time, t.path
FROM tree t JOIN process p ON p.id = t.id JOIN process r ON r.id = t.root_id
JOIN host h ON h.id = p.host_id LEFT JOIN logon_session s ON s.id = p.logon_session_id;
