-- Base tables as the other views read them: whole rows of what the tables keep once.
CREATE VIEW whole_event AS
SELECT e.id, e.file_id, e.offset, e.recovery, b.host_id, e.boot_id, t.channel, t.provider, t.event_id,
  t.version, e.record_id, e.time, e.logon_session_id, e.session_id
FROM event e JOIN event_type t ON t.id = e.type_id JOIN boot b ON b.id = e.boot_id;

CREATE VIEW whole_evidence AS
SELECT e.proven_session_id AS session_id, e.logon_session_id, e.id AS event_id, k.role, k.rule
FROM event e JOIN evidence_kind k ON k.id = e.session_evidence
WHERE e.proven_session_id IS NOT NULL
UNION ALL
SELECT NULL, e.logon_session_id, e.id, k.role, k.rule
FROM event e JOIN evidence_kind k ON k.id = e.logon_evidence
UNION ALL
SELECT v.session_id, v.logon_session_id, v.event_id, k.role, k.rule
FROM evidence v JOIN evidence_kind k ON k.id = v.kind_id;

CREATE VIEW whole_act AS
SELECT a.event_id, a.kind, a.attribution, coalesce(a.user_name, l.user_name) AS user_name,
  CASE WHEN a.summary IS NOT NULL THEN a.summary
    WHEN a.kind = 'process_start' THEN 'Started ' || coalesce(a.command_line, p.text)
    WHEN a.kind = 'share_file' THEN 'Accessed ' || coalesce(a.object, o.object)
    ELSE 'Opened share ' || coalesce(a.object, o.object) END AS summary,
  p.text AS process_name, a.process_id, a.command_line, q.text AS parent_process_name,
  CASE WHEN a.kind IN ('share_file', 'share_access') THEN coalesce(a.object, o.object)
    ELSE a.object END AS object,
  a.source_ip, a.process_ref, a.access_ref, a.caller_id, a.token_id, a.access_mask, a.status
FROM act a JOIN event e ON e.id = a.event_id
LEFT JOIN logon_session l ON l.id = e.logon_session_id
LEFT JOIN object_access o ON o.id = a.access_ref
LEFT JOIN string p ON p.id = a.process_name_id LEFT JOIN string q ON q.id = a.parent_process_name_id;
