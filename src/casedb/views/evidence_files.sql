CREATE VIEW evidence_files AS
SELECT id AS file_id,
  CASE WHEN container_path IS NULL THEN path
    ELSE substr(path, 1, length(path) - length(container_path) - 1) END AS path, container_path, size_bytes, sha256, reader, chunks, records_seen,
  records_stored, records_filtered, records_duplicate, records_rejected, records_recovered,
  TIME(first_time) AS first_time, TIME(last_time) AS last_time, dirty, truncated, status, message,
  header_bytes, record_bytes, torn_bytes, recovered_bytes, residue_bytes, container_sha256,
  layout, host_hint, shadow_copy
FROM file;
