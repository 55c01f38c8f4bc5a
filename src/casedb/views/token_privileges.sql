CREATE VIEW token_privileges AS SELECT logon_session_id, privilege FROM privilege;
