-- What Windows checked: tickets, passwords, logons that failed. A code means another thing in Kerberos
-- than elsewhere.
CREATE VIEW authentications AS
SELECT a.event_id AS event_id_ref, h.name AS host, TIME(e.time) AS time, e.event_id,
  u.text AS user_name, d.text AS user_domain, i.text AS user_sid, v.text AS service_name,
  a.source_ip, a.source_port, w.text AS source_host, p.text AS auth_package,
  CASE WHEN a.ticket_options IS NOT NULL THEN printf('0x%x', a.ticket_options) END AS ticket_options,
  (SELECT group_concat(o.meaning, ', ') FROM decoded_values o
    WHERE o.name = 'kerberos_ticket_option' AND (o.number & a.ticket_options) <> 0)
    AS ticket_option_names,
  CASE WHEN a.ticket_encryption IS NOT NULL THEN printf('0x%x', a.ticket_encryption) END AS ticket_encryption,
  k.meaning AS ticket_encryption_name, a.pre_auth_type, t.meaning AS pre_auth_name,
  CASE WHEN a.status IS NOT NULL THEN printf('0x%x', a.status) END AS status, s.meaning AS status_meaning,
  CASE WHEN a.sub_status IS NOT NULL THEN printf('0x%x', a.sub_status) END AS sub_status, b.meaning AS sub_status_meaning,
  r.text AS failure_reason, m.meaning AS failure_reason_meaning,
  e.logon_session_id, e.session_id, e.channel, e.record_id, f.path AS file, e.offset
FROM authentication a JOIN whole_event e ON e.id = a.event_id JOIN host h ON h.id = e.host_id
JOIN file f ON f.id = e.file_id
LEFT JOIN string u ON u.id = a.user_name_id LEFT JOIN string d ON d.id = a.user_domain_id
LEFT JOIN string i ON i.id = a.user_sid_id LEFT JOIN string v ON v.id = a.service_id
LEFT JOIN string w ON w.id = a.source_host_id LEFT JOIN string p ON p.id = a.package_id
LEFT JOIN string r ON r.id = a.failure_reason_id
LEFT JOIN decoded_values k ON k.name = 'kerberos_encryption'
  AND k.value = CASE WHEN a.ticket_encryption IS NOT NULL THEN printf('0x%x', a.ticket_encryption) END
LEFT JOIN decoded_values t ON t.name = 'kerberos_pre_authentication'
  AND t.value = CAST(a.pre_auth_type AS TEXT)
LEFT JOIN decoded_values s ON s.name = CASE WHEN e.event_id BETWEEN 4768 AND 4773
  OR e.event_id IN (4820, 4821, 4824) THEN 'kerberos_status' ELSE 'nt_status' END
  AND s.value = CASE WHEN a.status IS NOT NULL THEN printf('0x%x', a.status) END
LEFT JOIN decoded_values b ON b.name = 'nt_status' AND a.sub_status <> 0 AND b.value = CASE WHEN a.sub_status IS NOT NULL THEN printf('0x%x', a.sub_status) END
LEFT JOIN decoded_values m ON m.name = 'message' AND m.value = r.text;
