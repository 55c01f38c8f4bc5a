-- NTLM session keys shorter than 128 bits
-- Also 0 with NTLM, where no session key was made.
-- param bits=128: the least length
SELECT logon_session_id, host, user_domain, user_name, auth_package, lm_package, key_length,
  start_time AS time, source_ip, source_host, session_id
FROM logon_sessions
WHERE key_length IS NOT NULL AND key_length < CAST(:bits AS INTEGER)
  AND coalesce(lm_package, '-') <> '-' AND account_class <> 'anonymous'
ORDER BY time, logon_session_id
