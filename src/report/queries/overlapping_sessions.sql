-- One account in two remote sessions from different addresses at once
SELECT a.user_domain, a.user_name, a.session_id AS first_session, a.host AS first_host,
  a.source_ip AS first_ip, b.session_id AS second_session, b.host AS second_host,
  b.source_ip AS second_ip, b.start_time AS both_from,
  min(coalesce(a.end_time, '9999'), coalesce(b.end_time, '9999')) AS both_to
FROM sessions a JOIN sessions b ON lower(b.user_name) = lower(a.user_name)
  AND b.session_id <> a.session_id AND b.source_ip <> a.source_ip
  AND b.start_time >= a.start_time AND b.start_time < coalesce(a.end_time, a.end_upper, '9999')
WHERE a.outcome = 'established' AND b.outcome = 'established' AND a.account_class = 'user'
  AND a.kind <> 'network' AND b.kind <> 'network'
ORDER BY both_from, first_session, second_session
