-- Empty until processes of 4688/4689 and Sysmon are merged; the starts stand in activity.
CREATE VIEW processes AS
SELECT NULL AS process_key, NULL AS host, NULL AS boot_id, NULL AS process_id,
  NULL AS parent_process_key, NULL AS image, NULL AS command_line, NULL AS start_time,
  NULL AS end_time, NULL AS exit_status, NULL AS logon_session_id,
  NULL AS creator_logon_session_id, NULL AS token_elevation, NULL AS integrity
WHERE 0;
