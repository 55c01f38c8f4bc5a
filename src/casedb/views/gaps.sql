CREATE VIEW gaps AS
SELECT h.name AS host, g.channel, g.kind, TIME(g.from_time) AS from_time, TIME(g.to_time) AS to_time,
  g.from_record_id, g.to_record_id, g.event_id AS event_id_ref,
  (SELECT a.user_name FROM whole_act a WHERE a.event_id = g.event_id) AS user_name
FROM gap g LEFT JOIN host h ON h.id = g.host_id;
