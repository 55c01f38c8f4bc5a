CREATE VIEW processes AS
SELECT p.key AS process_key, h.name AS host, p.boot_id, p.process_id, q.key AS parent_process_key,
  p.image, p.command_line, TIME(p.start_time) AS start_time, TIME(p.end_time) AS end_time,
  CASE WHEN p.exit_status IS NOT NULL THEN printf('0x%x', p.exit_status) END AS exit_status,
  p.logon_session_id, p.creator_logon_session_id, p.token_elevation, p.integrity, p.process_guid,
  CASE WHEN e.logon_session_id = p.logon_session_id THEN e.session_id ELSE s.session_id END
    AS session_id, p.first_event_id AS event_id_ref,
  p.planner_logon_session_id
FROM process p JOIN host h ON h.id = p.host_id JOIN whole_event e ON e.id = p.first_event_id
LEFT JOIN process q ON q.id = p.parent_id
LEFT JOIN logon_session s ON s.id = p.logon_session_id;
