-- People who came in outside of working hours
-- param from=07: first hour of work, UTC
-- param to=19: the hour at which work ends, UTC
-- param users=: only these accounts, with commas; all if empty
SELECT session_id, host, user_domain, user_name, kind, outcome, coalesce(start_time, attempt_time) AS time, source_ip, source_host, end_time
FROM sessions WHERE outcome IN ('established', 'taken_over') AND account_class = 'user' AND start_time IS NOT NULL
  AND (CAST(strftime('%H', start_time) AS INTEGER) NOT BETWEEN CAST(:from AS INTEGER)
      AND CAST(:to AS INTEGER) - 1
    OR strftime('%w', start_time) IN ('0', '6'))
  AND (:users = '' OR instr(',' || lower(:users) || ',', ',' || lower(user_name) || ',') > 0)
ORDER BY time, session_id
