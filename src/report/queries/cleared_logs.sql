-- Cleared logs, by whom, and who was there
SELECT g.host, g.channel, g.to_time AS time, g.user_name AS cleared_by, s.session_id,
  s.user_name AS who_was_there, s.kind, s.source_ip
FROM gaps g LEFT JOIN sessions s ON s.host = g.host AND s.account_class = 'user'
  AND s.outcome IN ('established', 'taken_over') AND s.start_time <= g.to_time
  AND coalesce(s.end_time, s.end_upper, '9999') >= g.to_time
WHERE g.kind = 'cleared' ORDER BY time, g.host, g.channel, s.session_id
