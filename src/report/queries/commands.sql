-- What was run in sessions
-- param pattern=%: pattern of command lines, % and _ as in SQL, as %mimikatz%
-- param users=: only these accounts, with commas; all if empty
SELECT a.time, a.host, a.user_name, a.session_id, s.source_ip, a.command_line, a.process_name,
  a.parent_process_name
FROM activity a LEFT JOIN sessions s ON s.session_id = a.session_id
WHERE a.kind = 'process_start' AND coalesce(a.command_line, a.process_name, '') LIKE :pattern
  AND (:users = '' OR instr(',' || lower(:users) || ',', ',' || lower(a.user_name) || ',') > 0)
ORDER BY a.time, a.activity_id
