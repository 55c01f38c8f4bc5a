-- People who got in on a machine and are not on its list
-- For machines that only few may use.
-- param hosts=%: pattern of machine names, % and _ as in SQL
-- param users=: accounts that may, with commas; @FILE for a list
SELECT session_id, host, user_domain, user_name, kind, outcome, coalesce(start_time, attempt_time) AS time, source_ip, source_host, end_time
FROM sessions WHERE outcome IN ('established', 'taken_over') AND account_class = 'user' AND host LIKE :hosts
  AND NOT instr(',' || lower(:users) || ',', ',' || lower(user_name) || ',') > 0
ORDER BY time, session_id
