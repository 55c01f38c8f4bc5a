-- Made last: rows go in faster without them.
CREATE INDEX event_by_session ON event (session_id, time) WHERE session_id IS NOT NULL;
CREATE INDEX event_by_logon ON event (logon_session_id, time)
  WHERE logon_session_id IS NOT NULL;
CREATE INDEX evidence_by_session ON evidence (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX evidence_by_logon ON evidence (logon_session_id) WHERE logon_session_id IS NOT NULL;
CREATE INDEX evidence_by_event ON evidence (event_id);
CREATE INDEX event_copy_by_event ON event_copy (event_id);
CREATE INDEX access_by_host ON access_session (host_id, start_time);
CREATE INDEX access_by_user ON access_session (user_name);
CREATE INDEX access_by_ip ON access_session (source_ip);
CREATE INDEX logon_by_id ON logon_session (host_id, boot_id, logon_id);
CREATE INDEX act_by_access ON act (access_ref) WHERE access_ref IS NOT NULL;
CREATE INDEX process_by_session ON process (logon_session_id);
CREATE INDEX process_by_parent ON process (parent_id);
CREATE INDEX access_by_object ON object_access (object);
CREATE INDEX object_access_by_session ON object_access (logon_session_id);
CREATE INDEX link_by_source ON link (from_logon_session_id);
CREATE INDEX link_by_target ON link (to_logon_session_id);
