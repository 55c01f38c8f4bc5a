-- Flags that a new or changed account has and had (4720, 4738, 4741, 4742).
CREATE VIEW account_controls AS
SELECT a.event_id AS event_id_ref, h.name AS host, TIME(e.time) AS time, e.event_id,
  u.text AS user_name, d.text AS user_domain, i.text AS user_sid,
  printf('0x%x', a.old_flags) AS old_flags, printf('0x%x', a.new_flags) AS new_flags,
  (SELECT group_concat(o.meaning, ', ') FROM decoded_values o
    WHERE o.name = 'uac_flag' AND (o.number & ~a.old_flags & a.new_flags) <> 0) AS flags_set,
  (SELECT group_concat(o.meaning, ', ') FROM decoded_values o
    WHERE o.name = 'uac_flag' AND (o.number & a.old_flags & ~a.new_flags) <> 0) AS flags_cleared,
  a.changes, (SELECT group_concat(o.meaning, ', ') FROM decoded_values o WHERE o.name = 'message'
    AND instr(a.changes || ' ', o.value || ' ') > 0) AS change_names,
  e.logon_session_id, e.session_id, s.user_name AS changed_by, e.channel, e.record_id,
  f.path AS file, e.offset
FROM account_flags a JOIN whole_event e ON e.id = a.event_id JOIN host h ON h.id = e.host_id
JOIN file f ON f.id = e.file_id
LEFT JOIN string u ON u.id = a.user_name_id LEFT JOIN string d ON d.id = a.user_domain_id
LEFT JOIN string i ON i.id = a.user_sid_id
LEFT JOIN logon_session s ON s.id = e.logon_session_id;
