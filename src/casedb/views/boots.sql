CREATE VIEW boots AS
SELECT b.id AS boot_id, h.name AS host, b.number AS boot_number, TIME(b.start_time) AS start_time,
  b.start_basis, TIME(b.end_time) AS end_time, b.end_basis, b.clean, b.boot_key,
  TIME(b.first_time) AS first_time, TIME(b.last_time) AS last_time, b.adjacent
FROM boot b JOIN host h ON h.id = b.host_id;
