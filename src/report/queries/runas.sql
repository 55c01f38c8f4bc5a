-- Other credentials used inside a session
SELECT k.time, k.kind, k.from_host AS host, f.session_id, f.user_name AS who,
  t.user_domain AS as_domain, t.user_name AS as_user, t.outbound_user, t.elevated, k.basis,
  k.confidence
FROM links k JOIN logon_sessions f ON f.logon_session_id = k.from_logon_session_id
JOIN logon_sessions t ON t.logon_session_id = k.to_logon_session_id
WHERE k.from_host = k.to_host
ORDER BY k.time, k.to_logon_session_id
