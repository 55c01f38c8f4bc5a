CREATE VIEW object_accesses AS
SELECT a.id AS object_access_id, h.name AS host, a.boot_id, a.kind, a.logon_session_id,
  a.session_id, s.user_name, coalesce(a.source_ip, s.source_ip) AS source_ip, a.object,
  a.object_type, printf('0x%x', a.access_mask) AS access_mask, a.accesses, a.known_as,
  a.process_id, a.process_name, TIME(a.first_time) AS first_time, TIME(a.last_time) AS last_time,
  a.records, a.closed, a.deleted
FROM object_access a JOIN host h ON h.id = a.host_id
LEFT JOIN logon_session s ON s.id = a.logon_session_id;
