-- First time that a user came from an address
-- param after=0000: only pairs that were new at that time or later, as 2024-03-05T21
SELECT user_domain, user_name, source_ip, min(coalesce(start_time, attempt_time)) AS first_time,
  count(*) AS sessions, sum(outcome IN ('established', 'taken_over')) AS got_in, count(DISTINCT host) AS machines,
  min(session_id) AS a_session
FROM sessions WHERE source_ip IS NOT NULL AND account_class = 'user'
  AND source_ip NOT IN ('127.0.0.1', '::1')
GROUP BY lower(user_domain), lower(user_name), source_ip
HAVING first_time >= :after ORDER BY first_time, user_name
