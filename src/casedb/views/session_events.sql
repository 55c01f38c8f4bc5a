CREATE VIEW session_events AS
SELECT v.session_id, v.logon_session_id, v.event_id AS event_id_ref, v.role, TIME(e.time) AS time,
  e.channel, e.event_id, e.record_id, v.rule, f.path AS file, e.offset,
  CASE e.recovery WHEN 0 THEN 'listed' WHEN 1 THEN 'resync' WHEN 2 THEN 'slack' WHEN 3 THEN 'hidden'
    ELSE 'carved' END AS recovery, f.sha256 AS file_sha256
FROM whole_evidence v JOIN whole_event e ON e.id = v.event_id JOIN file f ON f.id = e.file_id;
