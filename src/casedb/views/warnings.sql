CREATE VIEW warnings AS
SELECT d.severity, d.code, d.message, f.path AS file, d.offset, d.host
FROM diagnostic d LEFT JOIN file f ON f.id = d.file_id;
