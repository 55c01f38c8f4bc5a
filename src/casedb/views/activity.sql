CREATE VIEW activity AS
SELECT a.event_id AS activity_id, h.name AS host, TIME(e.time) AS time, a.kind,
  e.logon_session_id, e.session_id, a.attribution, a.user_name, a.summary,
  a.process_name, a.process_id, a.command_line, a.parent_process_name, a.object,
  a.source_ip, e.channel, e.event_id, e.record_id, f.path AS file, e.offset,
  CASE a.attribution WHEN 'logon_id' THEN 1.0 WHEN 'linked' THEN 0.9 WHEN 'process' THEN 0.9
    WHEN 'time_only' THEN 0.5 END AS confidence,
  r.key AS process_key, a.access_ref AS object_access_id, a.caller_id AS caller_logon_session_id,
  a.token_id AS token_logon_session_id, CASE WHEN a.access_mask IS NOT NULL THEN printf('0x%x', a.access_mask) END AS access_mask,
  CASE WHEN a.status IS NOT NULL THEN printf('0x%x', a.status) END AS status
FROM whole_act a JOIN whole_event e ON e.id = a.event_id JOIN host h ON h.id = e.host_id
JOIN file f ON f.id = e.file_id
LEFT JOIN process r ON r.id = a.process_ref;
