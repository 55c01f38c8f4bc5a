-- One source, many accounts
-- param users=5: at least so many accounts
SELECT host, first_time, last_time, count AS failures, distinct_users, sources, users,
  status_histogram, session_id AS then_got_in
FROM attempt_groups WHERE distinct_users >= CAST(:users AS INTEGER)
ORDER BY distinct_users DESC, first_time, attempt_group_id
