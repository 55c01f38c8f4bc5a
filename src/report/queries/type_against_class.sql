-- Logon types that do not fit the class of their account
-- Machine and service accounts at a desktop, people as a service or in clear text over the network.
SELECT l.logon_session_id, l.host, l.user_domain, l.user_name, l.account_class, l.logon_type,
  l.logon_type_name, l.start_time AS time, l.source_ip, l.session_id, l.process_name
FROM logon_sessions l
WHERE (l.account_class IN ('machine', 'service', 'anonymous')
    AND l.logon_type IN (2, 7, 10, 11, 12, 13))
  OR (l.account_class = 'user' AND l.logon_type IN (5, 8))
ORDER BY time, l.logon_session_id
