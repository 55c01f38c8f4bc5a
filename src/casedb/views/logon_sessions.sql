CREATE VIEW logon_sessions AS
SELECT l.id AS logon_session_id, l.key AS logon_session_key, h.name AS host, l.boot_id,
  printf('0x%llx', l.logon_id) AS logon_id, l.user_name, l.user_domain, l.user_sid,
  l.account_class, l.logon_type,
  CASE l.logon_type WHEN 0 THEN 'system' WHEN 2 THEN 'interactive' WHEN 3 THEN 'network'
    WHEN 4 THEN 'batch' WHEN 5 THEN 'service' WHEN 7 THEN 'unlock' WHEN 8 THEN 'network_cleartext'
    WHEN 9 THEN 'new_credentials' WHEN 10 THEN 'remote_interactive'
    WHEN 11 THEN 'cached_interactive' WHEN 12 THEN 'cached_remote_interactive'
    WHEN 13 THEN 'cached_unlock' END AS logon_type_name,
  l.purpose, TIME(l.start_time) AS start_time, l.start_basis, TIME(l.end_time) AS end_time,
  TIME(l.end_lower) AS end_lower, TIME(l.end_upper) AS end_upper, l.end_reason, l.end_basis,
  l.linked_id AS linked_logon_session_id, l.linked_basis, l.elevated,
  l.parent_id AS parent_logon_session_id, l.session_id, l.local_session_id, l.source_ip,
  l.source_port, l.source_host, l.auth_package, l.lm_package, l.key_length, l.logon_process,
  l.process_id, l.process_name, l.logon_guid, l.restricted_admin, l.virtual_account,
  l.impersonation_level, l.outbound_user, l.outbound_domain, l.confidence,
  (SELECT coalesce(sum((e.session_evidence IS NOT NULL) + (e.logon_evidence IS NOT NULL)), 0)
    FROM event e WHERE e.logon_session_id = l.id AND e.recovery <> 0) +
  (SELECT count(*) FROM evidence v JOIN event e ON e.id = v.event_id
    WHERE v.logon_session_id = l.id AND e.recovery <> 0) AS recovered_records
FROM logon_session l JOIN host h ON h.id = l.host_id;
