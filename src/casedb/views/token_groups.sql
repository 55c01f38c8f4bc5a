CREATE VIEW token_groups AS SELECT logon_session_id, sid, name, special FROM token_group;
