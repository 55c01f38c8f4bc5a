-- Logons by NTLM, and by which version
-- Kerberos is usual in a domain. LM and NTLM V1 are weak; NTLM by name of an account points at
-- addresses instead of names, or at pass-the-hash.
-- param version=%: pattern of the version, as «NTLM V1» or «LM»
SELECT logon_session_id, host, user_domain, user_name, lm_package, key_length,
  start_time AS time, source_ip, source_host, logon_type_name, session_id
FROM logon_sessions
WHERE lm_package IS NOT NULL AND lm_package <> '-' AND lm_package LIKE :version
ORDER BY time, logon_session_id
