CREATE VIEW case_info AS
SELECT max(CASE name WHEN 'tool_version' THEN value END) AS tool_version,
  max(CASE name WHEN 'schema_version' THEN value END) AS schema_version,
  max(CASE name WHEN 'command_line' THEN value END) AS command_line,
  max(CASE name WHEN 'options' THEN value END) AS options,
  max(CASE name WHEN 'run_start' THEN value END) AS run_start,
  max(CASE name WHEN 'run_end' THEN value END) AS run_end,
  max(CASE name WHEN 'machine' THEN value END) AS machine,
  max(CASE name WHEN 'evidence_roots' THEN value END) AS evidence_roots
FROM case_fact;
