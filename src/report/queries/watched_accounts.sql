-- Every access and attempt of accounts that are watched
-- For accounts of high value, such as administrators of the domain: each use should have a reason.
-- param users=administrator: account names, with commas; @FILE for a list
SELECT session_id, host, user_domain, user_name, kind, outcome, coalesce(start_time, attempt_time) AS time, source_ip, source_host, end_time, end_reason, confidence
FROM sessions WHERE instr(',' || lower(:users) || ',', ',' || lower(user_name) || ',') > 0
ORDER BY time, session_id
