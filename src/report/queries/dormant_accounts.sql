-- Use of accounts that should not be used
-- Disabled, former, guest and emergency accounts: any use is worth a look.
-- param users=guest,defaultaccount,krbtgt: account names, with commas; @FILE for a list
SELECT session_id, host, user_domain, user_name, kind, outcome, coalesce(start_time, attempt_time) AS time, source_ip, source_host, failures
FROM sessions WHERE instr(',' || lower(:users) || ',', ',' || lower(user_name) || ',') > 0
ORDER BY time, session_id
