CREATE VIEW host_addresses AS
SELECT h.name AS host, a.name, a.address, a.basis, TIME(a.first_time) AS first_time,
  TIME(a.last_time) AS last_time, a.records
FROM host_address a LEFT JOIN host h ON h.id = a.host_id;
