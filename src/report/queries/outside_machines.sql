-- Accounts on machines that are not theirs
-- For accounts that belong to some machines only, such as those of services and administrators.
-- param users=: the accounts, with commas; @FILE for a list
-- param hosts=: pattern of the machines where they belong, % and _ as in SQL
SELECT session_id, host, user_domain, user_name, kind, outcome, coalesce(start_time, attempt_time) AS time, source_ip, source_host
FROM sessions WHERE instr(',' || lower(:users) || ',', ',' || lower(user_name) || ',') > 0 AND host NOT LIKE :hosts
ORDER BY time, session_id
