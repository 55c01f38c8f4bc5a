CREATE VIEW hosts AS
SELECT id AS host_id, name, aliases, domain, os_hint, machine_sid,
  TIME(first_time) AS first_time, TIME(last_time) AS last_time
FROM host;
