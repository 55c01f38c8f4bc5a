CREATE VIEW unattributed AS
SELECT f.path AS file, e.channel, e.event_id, a.kind, count(*) AS records,
  CASE WHEN a.process_id = 4 THEN 'done by the kernel: no process of a session'
    WHEN a.kind = 'logon_failed' THEN 'the caller is not named'
    WHEN a.kind = 'script' THEN 'the program that ran the script is not recorded as started'
    WHEN a.process_id IS NOT NULL THEN 'the process is not recorded as started'
    WHEN a.user_name IS NOT NULL THEN 'the account had no session at the time, or several'
    ELSE 'neither session, process nor account is named' END AS why
FROM whole_act a JOIN whole_event e ON e.id = a.event_id JOIN file f ON f.id = e.file_id
WHERE a.attribution IS NULL GROUP BY 1, 2, 3, 4, 6;
