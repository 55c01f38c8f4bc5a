-- Logons by a process that is not on the list
-- LogonProcessName tells which part of Windows submitted the logon; strangers may be implants.
-- param processes=User32,Kerberos,NtLmSsp,Advapi,Negotiate,seclogo,Schannel,IAS,C,CredPro,Winlogon,WinLogon,IIS,HTTP.SYS,KSecDD,SspiCli,Secondary Logon Service: names that are usual
SELECT logon_process, count(*) AS logons, count(DISTINCT host) AS machines,
  min(start_time) AS first_time, max(start_time) AS last_time, min(user_name) AS a_user,
  min(process_name) AS a_program
FROM logon_sessions WHERE logon_process IS NOT NULL
  AND NOT instr(',' || lower(:processes) || ',', ',' || lower(trim(logon_process)) || ',') > 0
GROUP BY logon_process ORDER BY logons, logon_process
