-- Accounts of other domains than the machine's own
-- Another domain than the machine's, and not the machine itself: trusts, local accounts of others.
-- param domains=: further domains that belong here, with commas
SELECT session_id, host, user_domain, user_name, kind, outcome, coalesce(start_time, attempt_time) AS time, source_ip, source_host
FROM sessions s JOIN (SELECT name, domain AS host_domain FROM hosts) h ON h.name = s.host
WHERE account_class = 'user' AND user_domain IS NOT NULL AND user_domain <> '.'
  AND lower(user_domain) <> lower(substr(host, 1, instr(host || '.', '.') - 1))
  AND lower(coalesce(host_domain, '')) <> lower(user_domain)
  AND lower(coalesce(substr(host_domain, 1, instr(host_domain || '.', '.') - 1), '')) <> lower(user_domain)
  AND NOT instr(',' || lower(:domains) || ',', ',' || lower(user_domain) || ',') > 0
ORDER BY time, session_id
