-- One account from two addresses in too short a time
-- No place of an address is known offline, so it is about networks: the first two parts of an IPv4
-- address, the first four of an IPv6 address. Private addresses are left out.
-- param minutes=60: at most so much time between them
WITH visit AS (
  SELECT session_id, host, lower(user_name) AS user, user_domain, user_name, source_ip,
    coalesce(start_time, attempt_time) AS time, coalesce(end_time, start_time) AS ended,
    CASE WHEN instr(source_ip, ':') THEN substr(source_ip, 1, 14) ELSE
      substr(source_ip, 1, instr(substr(source_ip, instr(source_ip, '.') + 1), '.')
        + instr(source_ip, '.')) END AS network
  FROM sessions WHERE outcome IN ('established', 'taken_over') AND source_ip IS NOT NULL
    AND account_class = 'user' AND source_ip NOT LIKE '10.%' AND source_ip NOT LIKE '192.168.%'
    AND source_ip NOT LIKE '127.%' AND source_ip NOT LIKE '169.254.%'
    AND source_ip NOT GLOB '172.1[6-9].*' AND source_ip NOT GLOB '172.2[0-9].*'
    AND source_ip NOT GLOB '172.3[01].*' AND source_ip <> '::1' AND source_ip NOT LIKE 'f%:%')
SELECT a.user_domain, a.user_name, a.session_id AS first_session, a.host AS first_host,
  a.source_ip AS first_ip, a.time AS first_time, b.session_id AS second_session,
  b.host AS second_host, b.source_ip AS second_ip, b.time AS second_time,
  CAST((julianday(b.time) - julianday(a.ended)) * 1440 AS INTEGER) AS minutes_between
FROM visit a JOIN visit b ON b.user = a.user AND b.network <> a.network AND b.time > a.time
WHERE (julianday(b.time) - julianday(a.ended)) * 1440 <= CAST(:minutes AS REAL)
ORDER BY second_time, first_session, second_session
