CREATE VIEW clock_skews AS
SELECT a.name AS from_host, b.name AS to_host, k.seconds, k.samples
FROM clock_skew k JOIN host a ON a.id = k.from_host_id JOIN host b ON b.id = k.to_host_id;
