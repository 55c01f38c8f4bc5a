-- First and last sign of users, addresses and client names
-- param after=0000: only what was first seen at that time or later
WITH sign AS (
  SELECT 'user' AS what, coalesce(user_domain || '\', '') || user_name AS name,
    coalesce(attempt_time, start_time) AS time, host FROM sessions WHERE user_name IS NOT NULL
  UNION ALL
  SELECT 'address', source_ip, coalesce(attempt_time, start_time), host FROM sessions
    WHERE source_ip IS NOT NULL
  UNION ALL
  SELECT 'client', source_host, coalesce(attempt_time, start_time), host FROM sessions
    WHERE source_host IS NOT NULL)
SELECT what, name, min(time) AS first_time, max(time) AS last_time, count(*) AS sessions,
  count(DISTINCT host) AS machines
FROM sign GROUP BY what, lower(name) HAVING first_time >= :after
ORDER BY first_time, what, name
