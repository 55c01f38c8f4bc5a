-- Accounts that came back after a long silence
-- Nothing of the account is in the case for that many days, then it got in again.
-- param days=30: days of silence
WITH visit AS (
  SELECT session_id, host, user_domain, user_name, user_sid, start_time, source_ip,
    lag(coalesce(end_time, start_time)) OVER (PARTITION BY lower(user_domain), lower(user_name)
      ORDER BY start_time) AS seen_before
  FROM sessions WHERE outcome = 'established' AND start_time IS NOT NULL
    AND account_class = 'user')
SELECT session_id, host, user_domain, user_name, seen_before, start_time AS time, source_ip,
  CAST(julianday(start_time) - julianday(seen_before) AS INTEGER) AS days
FROM visit WHERE julianday(start_time) - julianday(seen_before) >= CAST(:days AS REAL)
ORDER BY time, session_id
