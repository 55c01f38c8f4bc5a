CREATE VIEW coverage AS
SELECT h.name AS host, s.channel, TIME(s.first_time) AS first_time, TIME(s.last_time) AS last_time,
  s.first_record_id, s.last_record_id, s.records, s.missing_record_ids,
  (SELECT count(*) FROM gap g WHERE g.host_id = s.host_id AND g.channel = s.channel) AS gaps,
  TIME((SELECT max(g.to_time) FROM gap g
    WHERE g.host_id = s.host_id AND g.channel = s.channel AND g.kind = 'cleared')) AS cleared_at,
  s.can_tell, s.first_record_id > 1 AS wrapped,
  (SELECT a.user_name FROM gap g JOIN whole_act a ON a.event_id = g.event_id
    WHERE g.host_id = s.host_id AND g.channel = s.channel AND g.kind = 'cleared'
    ORDER BY g.to_time DESC LIMIT 1) AS cleared_by
FROM channel_statistics s JOIN host h ON h.id = s.host_id;
