CREATE VIEW local_sessions AS
SELECT l.id AS local_session_id, h.name AS host, l.boot_id, l.ts_session_id, l.use_number,
  l.user_name, l.user_domain, l.user_sid, TIME(l.start_time) AS start_time,
  TIME(l.end_time) AS end_time, l.end_reason, l.connects, l.logon_session_id,
  TIME(l.end_lower) AS end_lower, TIME(l.end_upper) AS end_upper, l.end_basis
FROM local_session l JOIN host h ON h.id = l.host_id;
