CREATE VIEW attempt_groups AS
SELECT g.id AS attempt_group_id, h.name AS host, g.boot_id, g.users, g.sources,
  TIME(g.first_time) AS first_time, TIME(g.last_time) AS last_time, g.count, g.distinct_users,
  g.distinct_sources, g.statuses AS status_histogram, g.session_id
FROM attempt_group g JOIN host h ON h.id = g.host_id;
