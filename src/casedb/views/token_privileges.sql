CREATE VIEW token_privileges AS
SELECT l.logon_session_id, p.privilege
FROM logon_privileges l CROSS JOIN privilege p ON p.set_id = l.set_id;
