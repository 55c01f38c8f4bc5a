-- Made when the rows are there: they go in faster without.
CREATE INDEX event_by_session ON event (session_id, time) WHERE session_id IS NOT NULL;
CREATE INDEX event_by_logon ON event (logon_session_id, time)
  WHERE logon_session_id IS NOT NULL;
CREATE INDEX event_by_proven_session ON event (proven_session_id)
  WHERE proven_session_id IS NOT NULL;
CREATE INDEX event_recovered ON event (logon_session_id) WHERE recovery <> 0;
CREATE INDEX evidence_by_session ON evidence (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX evidence_by_logon ON evidence (logon_session_id)
  WHERE logon_session_id IS NOT NULL;
CREATE INDEX evidence_by_event ON evidence (event_id);
CREATE INDEX event_copy_by_event ON event_copy (event_id);
CREATE INDEX link_by_source ON link (from_logon_session_id);
CREATE INDEX link_by_target ON link (to_logon_session_id);
CREATE INDEX process_by_session ON process (logon_session_id);
CREATE INDEX process_by_parent ON process (parent_id);
CREATE INDEX object_access_by_session ON object_access (logon_session_id);
