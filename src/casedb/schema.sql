-- Base tables: the project's own business. Times are ticks of 100 ns since 1601-01-01 UTC, logon
-- ids 64-bit integers, texts that repeat are interned in `string`. The views are the contract.
CREATE TABLE string (id INTEGER PRIMARY KEY, text TEXT NOT NULL);

CREATE TABLE case_fact (name TEXT PRIMARY KEY, value TEXT);

CREATE TABLE enum_values (name TEXT NOT NULL, value TEXT NOT NULL, meaning TEXT NOT NULL,
  PRIMARY KEY (name, value));

CREATE TABLE file (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL, container_path TEXT, container_sha256 TEXT,
  size_bytes INTEGER NOT NULL, sha256 TEXT, reader TEXT NOT NULL, chunks INTEGER NOT NULL, records_seen INTEGER NOT NULL,
  records_stored INTEGER NOT NULL, records_filtered INTEGER NOT NULL,
  records_duplicate INTEGER NOT NULL, records_rejected INTEGER NOT NULL,
  records_recovered INTEGER NOT NULL, first_time INTEGER, last_time INTEGER,
  dirty INTEGER NOT NULL, truncated INTEGER NOT NULL, status TEXT NOT NULL, note TEXT,
  message TEXT,
  header_bytes INTEGER, record_bytes INTEGER, torn_bytes INTEGER, recovered_bytes INTEGER,
  residue_bytes INTEGER, layout TEXT, host_hint TEXT, shadow_copy TEXT,
  CONSTRAINT every_byte_is_told CHECK (header_bytes IS NULL OR size_bytes =
    header_bytes + record_bytes + torn_bytes + recovered_bytes + residue_bytes),
  CONSTRAINT ledger_adds_up CHECK (records_seen =
    records_stored + records_filtered + records_duplicate + records_rejected));

-- What each file gave, packed; the events of a file in the order of its parts. Kind: head, events,
-- chunk.
CREATE TABLE finding (
  file_id INTEGER NOT NULL REFERENCES file, part INTEGER NOT NULL, kind TEXT NOT NULL,
  data BLOB NOT NULL, PRIMARY KEY (file_id, part));

CREATE TABLE definitions (data BLOB NOT NULL);

CREATE TABLE host (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, aliases TEXT, domain TEXT, os_hint TEXT,
  machine_sid TEXT, first_time INTEGER NOT NULL, last_time INTEGER NOT NULL,
  first_event_id INTEGER, last_event_id INTEGER);

CREATE TABLE boot (
  id INTEGER PRIMARY KEY, host_id INTEGER NOT NULL REFERENCES host, number INTEGER NOT NULL,
  start_time INTEGER, start_basis TEXT NOT NULL, end_time INTEGER, end_basis TEXT NOT NULL,
  clean INTEGER, boot_key TEXT, first_time INTEGER, last_time INTEGER, adjacent INTEGER);

CREATE TABLE local_session (
  id INTEGER PRIMARY KEY, host_id INTEGER NOT NULL REFERENCES host,
  boot_id INTEGER NOT NULL REFERENCES boot, ts_session_id INTEGER NOT NULL,
  use_number INTEGER NOT NULL, user_name TEXT, user_domain TEXT, user_sid TEXT,
  start_time INTEGER, end_time INTEGER, end_lower INTEGER, end_upper INTEGER, end_reason TEXT,
  end_basis TEXT, connects INTEGER NOT NULL,
  logon_session_id INTEGER REFERENCES logon_session DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE access_session (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, host_id INTEGER NOT NULL REFERENCES host,
  boot_id INTEGER NOT NULL REFERENCES boot, user_name TEXT, user_domain TEXT, user_sid TEXT,
  account_class TEXT NOT NULL, kind TEXT NOT NULL, outcome TEXT NOT NULL, attempt_time INTEGER,
  start_time INTEGER, end_time INTEGER, end_lower INTEGER, end_upper INTEGER,
  end_reason TEXT NOT NULL, end_basis TEXT, source_ip TEXT, source_port INTEGER,
  source_zone TEXT, source_host TEXT, is_local INTEGER, logon_type INTEGER, auth_package TEXT,
  logon_session_id INTEGER REFERENCES logon_session DEFERRABLE INITIALLY DEFERRED,
  elevated INTEGER, local_session_id INTEGER REFERENCES local_session, ts_session_id INTEGER,
  reconnect_of_id INTEGER REFERENCES access_session DEFERRABLE INITIALLY DEFERRED,
  superseded_by_id INTEGER REFERENCES access_session DEFERRABLE INITIALLY DEFERRED,
  failures INTEGER NOT NULL, lock_count INTEGER NOT NULL, activity_count INTEGER NOT NULL,
  connection_id TEXT, duration INTEGER, unseen TEXT, confidence REAL NOT NULL, begin_confidence REAL NOT NULL,
  end_confidence REAL NOT NULL);

CREATE TABLE logon_session (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, host_id INTEGER NOT NULL REFERENCES host,
  boot_id INTEGER NOT NULL REFERENCES boot, logon_id INTEGER NOT NULL, user_name TEXT,
  user_domain TEXT, user_sid TEXT, account_class TEXT NOT NULL, logon_type INTEGER,
  purpose TEXT NOT NULL, start_time INTEGER, start_basis TEXT NOT NULL, end_time INTEGER,
  end_lower INTEGER, end_upper INTEGER, end_reason TEXT NOT NULL, end_basis TEXT,
  linked_id INTEGER REFERENCES logon_session DEFERRABLE INITIALLY DEFERRED, linked_basis TEXT,
  elevated INTEGER,
  parent_id INTEGER REFERENCES logon_session DEFERRABLE INITIALLY DEFERRED,
  session_id INTEGER REFERENCES access_session,
  local_session_id INTEGER REFERENCES local_session, source_ip TEXT, source_port INTEGER,
  source_host TEXT, auth_package TEXT, lm_package TEXT, key_length INTEGER, logon_process TEXT,
  process_id INTEGER, process_name TEXT, logon_guid TEXT, restricted_admin TEXT,
  virtual_account INTEGER, impersonation_level TEXT, outbound_user TEXT, outbound_domain TEXT,
  confidence REAL NOT NULL);

CREATE TABLE logon_privileges (
  logon_session_id INTEGER PRIMARY KEY REFERENCES logon_session, set_id INTEGER NOT NULL);

-- The same few sets come with thousands of logons.
CREATE TABLE privilege (
  set_id INTEGER NOT NULL, privilege TEXT NOT NULL, PRIMARY KEY (set_id, privilege)) WITHOUT ROWID;

CREATE TABLE token_group (
  logon_session_id INTEGER NOT NULL REFERENCES logon_session, sid TEXT NOT NULL, name TEXT,
  special INTEGER, PRIMARY KEY (logon_session_id, sid)) WITHOUT ROWID;

-- What records of one kind have in common.
CREATE TABLE event_type (
  id INTEGER PRIMARY KEY, channel TEXT NOT NULL, provider TEXT NOT NULL, event_id INTEGER NOT NULL,
  version INTEGER NOT NULL);

-- What a record can tell of a session, and by which rule.
CREATE TABLE evidence_kind (id INTEGER PRIMARY KEY, role TEXT NOT NULL, rule TEXT NOT NULL);

-- Nearly every record is evidence of one access session at most, and of its own logon session: that
-- stands in its row, what is more in `evidence`. The views whole_event and whole_evidence show all.
CREATE TABLE event (
  id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL REFERENCES file, offset INTEGER NOT NULL,
  recovery INTEGER NOT NULL, boot_id INTEGER NOT NULL REFERENCES boot,
  type_id INTEGER NOT NULL REFERENCES event_type, record_id INTEGER NOT NULL,
  time INTEGER NOT NULL, logon_session_id INTEGER REFERENCES logon_session,
  session_id INTEGER REFERENCES access_session,
  proven_session_id INTEGER REFERENCES access_session,
  session_evidence INTEGER REFERENCES evidence_kind,
  logon_evidence INTEGER REFERENCES evidence_kind);

CREATE TABLE evidence (
  session_id INTEGER REFERENCES access_session, logon_session_id INTEGER REFERENCES logon_session,
  event_id INTEGER NOT NULL REFERENCES event,
  kind_id INTEGER NOT NULL REFERENCES evidence_kind);

CREATE TABLE event_copy (
  event_id INTEGER NOT NULL REFERENCES event, file_id INTEGER NOT NULL REFERENCES file,
  offset INTEGER NOT NULL, recovery INTEGER NOT NULL);

-- NULL in user_name, summary and object: as the logon session, the other columns or the access say;
-- the view whole_act shows all.
CREATE TABLE act (
  event_id INTEGER PRIMARY KEY REFERENCES event, kind TEXT NOT NULL, attribution TEXT,
  user_name TEXT, summary TEXT, process_name_id INTEGER REFERENCES string,
  process_id INTEGER, command_line TEXT, parent_process_name_id INTEGER REFERENCES string,
  object TEXT, source_ip TEXT, process_ref INTEGER REFERENCES process,
  access_ref INTEGER REFERENCES object_access, caller_id INTEGER REFERENCES logon_session,
  token_id INTEGER REFERENCES logon_session, access_mask INTEGER, status INTEGER);

-- Numbers as they were logged; the views put their meaning beside them.
CREATE TABLE authentication (
  event_id INTEGER PRIMARY KEY REFERENCES event, user_name_id INTEGER REFERENCES string,
  user_domain_id INTEGER REFERENCES string, user_sid_id INTEGER REFERENCES string,
  service_id INTEGER REFERENCES string, package_id INTEGER REFERENCES string, source_ip TEXT,
  source_port INTEGER, source_host_id INTEGER REFERENCES string, ticket_options INTEGER,
  ticket_encryption INTEGER, pre_auth_type INTEGER, status INTEGER, sub_status INTEGER,
  failure_reason_id INTEGER REFERENCES string);

CREATE TABLE account_flags (
  event_id INTEGER PRIMARY KEY REFERENCES event, user_name_id INTEGER REFERENCES string,
  user_domain_id INTEGER REFERENCES string, user_sid_id INTEGER REFERENCES string,
  old_flags INTEGER NOT NULL, new_flags INTEGER NOT NULL, changes TEXT);

CREATE TABLE process (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, host_id INTEGER NOT NULL REFERENCES host,
  boot_id INTEGER NOT NULL REFERENCES boot, process_id INTEGER NOT NULL,
  parent_id INTEGER REFERENCES process DEFERRABLE INITIALLY DEFERRED, image TEXT,
  command_line TEXT, start_time INTEGER, end_time INTEGER, exit_status INTEGER,
  logon_session_id INTEGER REFERENCES logon_session,
  creator_logon_session_id INTEGER REFERENCES logon_session,
  planner_logon_session_id INTEGER REFERENCES logon_session, token_elevation TEXT,
  integrity TEXT, process_guid TEXT, first_event_id INTEGER NOT NULL REFERENCES event);

CREATE TABLE object_access (
  id INTEGER PRIMARY KEY, host_id INTEGER NOT NULL REFERENCES host,
  boot_id INTEGER NOT NULL REFERENCES boot, kind TEXT NOT NULL,
  logon_session_id INTEGER REFERENCES logon_session, session_id INTEGER REFERENCES access_session,
  source_ip TEXT, object TEXT, object_type TEXT, access_mask INTEGER NOT NULL, accesses TEXT,
  known_as TEXT, process_id INTEGER, process_name TEXT, first_time INTEGER NOT NULL,
  last_time INTEGER NOT NULL, records INTEGER NOT NULL, closed INTEGER NOT NULL,
  deleted INTEGER NOT NULL);

CREATE TABLE host_address (
  host_id INTEGER REFERENCES host, name TEXT, address TEXT NOT NULL, basis TEXT NOT NULL,
  first_time INTEGER NOT NULL, last_time INTEGER NOT NULL, records INTEGER NOT NULL);

CREATE TABLE clock_skew (
  from_host_id INTEGER NOT NULL REFERENCES host, to_host_id INTEGER NOT NULL REFERENCES host,
  seconds REAL NOT NULL, samples INTEGER NOT NULL);

CREATE TABLE decoded_values (name TEXT NOT NULL, value TEXT NOT NULL, meaning TEXT NOT NULL,
  number INTEGER, PRIMARY KEY (name, value)) WITHOUT ROWID;

CREATE TABLE link (
  from_host_id INTEGER REFERENCES host, from_logon_session_id INTEGER REFERENCES logon_session,
  to_host_id INTEGER REFERENCES host, to_logon_session_id INTEGER REFERENCES logon_session,
  to_session_id INTEGER REFERENCES access_session, kind TEXT NOT NULL, basis TEXT NOT NULL, time INTEGER, clock_skew_seconds REAL,
  confidence REAL NOT NULL, ambiguous INTEGER NOT NULL,
  from_process_ref INTEGER REFERENCES process, to_process_ref INTEGER REFERENCES process);

CREATE TABLE attempt_group (
  id INTEGER PRIMARY KEY, host_id INTEGER NOT NULL REFERENCES host,
  boot_id INTEGER NOT NULL REFERENCES boot, users TEXT, sources TEXT, first_time INTEGER NOT NULL,
  last_time INTEGER NOT NULL, count INTEGER NOT NULL, distinct_users INTEGER NOT NULL,
  distinct_sources INTEGER NOT NULL, statuses TEXT, session_id INTEGER REFERENCES access_session);

CREATE TABLE gap (
  host_id INTEGER REFERENCES host, channel TEXT NOT NULL, kind TEXT NOT NULL, from_time INTEGER,
  to_time INTEGER, from_record_id INTEGER, to_record_id INTEGER,
  event_id INTEGER REFERENCES event);

CREATE TABLE channel_statistics (
  host_id INTEGER NOT NULL REFERENCES host, channel TEXT NOT NULL, first_time INTEGER,
  last_time INTEGER, first_record_id INTEGER NOT NULL, last_record_id INTEGER NOT NULL,
  records INTEGER NOT NULL, missing_record_ids INTEGER NOT NULL, can_tell TEXT);

CREATE TABLE diagnostic (
  id INTEGER PRIMARY KEY, severity TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL,
  file_id INTEGER REFERENCES file, offset INTEGER, host TEXT);
