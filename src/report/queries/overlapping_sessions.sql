-- One account in two remote sessions from different addresses at once
WITH visit AS MATERIALIZED (
  SELECT session_id, host, lower(user_name) AS user, user_domain, user_name, source_ip,
    start_time, coalesce(end_time, end_upper, '9999') AS ended, end_time
  FROM sessions WHERE outcome = 'established' AND account_class = 'user' AND kind <> 'network'
    AND source_ip IS NOT NULL AND start_time IS NOT NULL)
SELECT a.user_domain, a.user_name, a.session_id AS first_session, a.host AS first_host,
  a.source_ip AS first_ip, b.session_id AS second_session, b.host AS second_host,
  b.source_ip AS second_ip, b.start_time AS both_from,
  nullif(min(coalesce(a.end_time, '9999'), coalesce(b.end_time, '9999')), '9999') AS both_to
FROM visit a JOIN visit b ON b.user = a.user AND b.session_id <> a.session_id
  AND b.source_ip <> a.source_ip AND b.start_time >= a.start_time AND b.start_time < a.ended
ORDER BY both_from, first_session, second_session
