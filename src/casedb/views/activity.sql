CREATE VIEW activity AS
SELECT a.event_id AS activity_id, h.name AS host, TIME(e.time) AS time, a.kind,
  e.logon_session_id, e.session_id, a.attribution, a.user_name, a.summary,
  p.text AS process_name, a.process_id, a.command_line, q.text AS parent_process_name, a.object,
  a.source_ip, c.text AS channel, e.event_id, e.record_id, f.path AS file, e.offset
FROM act a JOIN event e ON e.id = a.event_id JOIN host h ON h.id = e.host_id
JOIN string c ON c.id = e.channel_id JOIN file f ON f.id = e.file_id
LEFT JOIN string p ON p.id = a.process_name_id LEFT JOIN string q ON q.id = a.parent_process_name_id;
