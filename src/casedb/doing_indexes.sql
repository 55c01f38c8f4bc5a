-- As record_indexes.sql, of the tables that a second thread may fill.
CREATE INDEX access_by_host ON access_session (host_id, start_time);
CREATE INDEX access_by_user ON access_session (user_name);
CREATE INDEX access_by_ip ON access_session (source_ip);
CREATE INDEX logon_by_id ON logon_session (host_id, boot_id, logon_id);
CREATE INDEX act_by_access ON act (access_ref) WHERE access_ref IS NOT NULL;
