CREATE VIEW timeline AS
SELECT TIME(m.ticks) AS time, h.name AS host, m.user_name, m.source_ip, m.kind, m.description,
  m.session_id, m.logon_session_id, m.evidence
FROM (
  SELECT b.start_time AS ticks, b.host_id, NULL AS user_name, NULL AS source_ip,
    'boot' AS kind, 'Boot ' || b.number || ' began' AS description, NULL AS session_id,
    NULL AS logon_session_id, b.start_basis AS evidence
  FROM boot b WHERE b.start_time IS NOT NULL
  UNION ALL
  SELECT b.end_time, b.host_id, NULL, NULL, 'boot_end',
    'Boot ' || b.number || CASE b.clean WHEN 1 THEN ' was shut down' ELSE ' ended without shutdown, last alive' END,
    NULL, NULL, b.end_basis
  FROM boot b WHERE b.end_time IS NOT NULL
  UNION ALL
  SELECT coalesce(s.start_time, s.attempt_time), s.host_id, s.user_name, s.source_ip,
    CASE s.outcome WHEN 'established' THEN 'session_begin' WHEN 'taken_over' THEN 'takeover'
      ELSE s.outcome END,
    s.kind || ' session ' || s.outcome || CASE WHEN s.failures > 0
      THEN ' (failed attempts: ' || s.failures || ')' ELSE '' END,
    s.id, s.logon_session_id, s.key
  FROM access_session s WHERE coalesce(s.start_time, s.attempt_time) IS NOT NULL
  UNION ALL
  SELECT s.end_time, s.host_id, s.user_name, s.source_ip, 'session_end',
    s.kind || ' session ended: ' || s.end_reason, s.id, s.logon_session_id, s.key
  FROM access_session s
  WHERE s.end_time IS NOT NULL AND s.outcome IN ('established', 'taken_over')
  UNION ALL
  SELECT g.first_time, g.host_id, g.users, g.sources, 'attempts',
    g.count || ' failed attempts', g.session_id, NULL, g.statuses
  FROM attempt_group g
  UNION ALL
  SELECT e.time, e.host_id, a.user_name, a.source_ip, a.kind, a.summary, e.session_id,
    e.logon_session_id, 'record ' || e.record_id
  FROM whole_act a JOIN whole_event e ON e.id = a.event_id
  WHERE a.kind IN ('log_cleared', 'service_install', 'explicit_credentials', 'clock_change')
) m JOIN host h ON h.id = m.host_id
ORDER BY m.ticks, m.host_id, m.kind, m.session_id;
