-- Virtual and managed accounts, and where they were used
-- Only services and application pools use them; a source address or a desktop does not fit.
SELECT host, user_domain, user_name, account_class, logon_type_name, count(*) AS logons,
  min(start_time) AS first_time, max(start_time) AS last_time, max(source_ip) AS a_source,
  max(source_ip IS NOT NULL AND source_ip NOT IN ('127.0.0.1', '::1')) AS from_elsewhere
FROM logon_sessions
WHERE virtual_account = 1 OR account_class = 'virtual'
  OR (user_name LIKE '%$' AND lower(rtrim(user_name, '$')) NOT IN
    (SELECT lower(substr(name, 1, instr(name || '.', '.') - 1)) FROM hosts))
GROUP BY host, user_domain, user_name, account_class, logon_type_name
ORDER BY from_elsewhere DESC, host, user_name, logon_type_name
