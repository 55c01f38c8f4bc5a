#include "full_case.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <iterator>

#include "base/time.h"

namespace logonloom {
namespace {

constexpr std::size_t kRows = 24;  // more than any enum has enumerators

const FileTime kStart = FromUnixSeconds(1'709'600'000);

FileTime At(std::int64_t second) { return kStart + Ticks{second * 10'000'000 + second}; }

template <typename Enum>
Enum Nth(std::size_t i) {
  static const std::vector<Enum> all = Enumerators<Enum>();
  return all[i % all.size()];
}

SessionEnd EndOf(std::size_t i) {
  SessionEnd end;
  end.reason = Nth<EndReason>(i);
  end.basis = Nth<EndBasis>(i);
  if (i % 2 == 0)
    end.time = At(100 + static_cast<std::int64_t>(i));
  else
    end.lower = At(50);
  return end;
}

}  // namespace

FullCase::FullCase(std::string text) : text_(std::move(text)) {
  AddFiles();
  AddMachine();
  AddLogonSessions();
  AddDesktops();
  AddEvents();
  AddEvidence();
  AddTheRest();
}

void FullCase::AddFiles() {
  constexpr const char* kStatus[] = {"complete", "partial", "unreadable"};
  for (const char* layout :
       {"kape", "velociraptor", "cylr", "uac", "cortex_xdr", "winevt_logs", "disk_image"}) {
    EvidenceFile file;
    file.path = file.message = file.host_hint = file.shadow_copy = text_;
    file.layout = layout;
    file.sha256 = std::string(64, 'a');
    file.reader = "evtx";
    file.status = kStatus[contents.files.size() % std::size(kStatus)];
    contents.files.push_back(file);
  }
}

void FullCase::AddMachine() {
  Correlation& c = contents.correlation;
  Host host;
  host.name = host.domain = text_;
  host.aliases = {text_};
  host.first_time = kStart;
  host.last_time = At(1000);
  c.hosts.push_back(host);
  for (std::size_t i = 0; i < kRows; ++i) {
    Boot boot;
    boot.host = 0;
    boot.number = static_cast<std::int32_t>(i);
    boot.start_basis = Nth<BootBasis>(i);
    boot.end_basis = Nth<BootEndBasis>(i);
    boot.start_time = At(static_cast<std::int64_t>(i));
    boot.end_time = At(static_cast<std::int64_t>(i) + 1);
    boot.first_time = boot.last_time = boot.start_time;
    boot.adjacent = true;
    c.boots.push_back(boot);
  }
}

void FullCase::AddLogonSessions() {
  for (std::size_t i = 0; i < kRows; ++i) {
    LogonSession s;
    s.key = "L-" + std::to_string(i);
    s.host = s.boot = 0;
    s.logon_id = 0x1000 + i;
    s.user = s.outbound = TestUser();
    s.account_class = Nth<AccountClass>(i);
    s.logon_type = static_cast<std::uint32_t>(i);
    s.purpose = Nth<Purpose>(i);
    s.start_basis = Nth<StartBasis>(i);
    if (s.start_basis != StartBasis::kImplied) s.start_time = At(10);
    s.end = EndOf(i);
    s.linked = static_cast<Index>(i ^ 1);
    s.linked_basis = Nth<LinkedBasis>(i);
    s.source_host = s.process_name = text_;
    s.privileges = {text_};
    contents.correlation.logon_sessions.push_back(s);
  }
}

void FullCase::AddDesktops() {
  Correlation& c = contents.correlation;
  for (std::size_t i = 0; i < kRows; ++i) {
    LocalSession local;
    local.host = local.boot = 0;
    local.ts_session_id = static_cast<std::uint32_t>(i);
    local.user = TestUser();
    local.end = EndOf(i);
    local.logon_session = static_cast<Index>(i);
    c.local_sessions.push_back(local);
    AccessSession s;
    s.key = "S-" + std::to_string(i);
    s.host = s.boot = 0;
    s.user = TestUser();
    s.account_class = Nth<AccountClass>(i);
    s.kind = Nth<SessionKind>(i);
    s.outcome = Nth<Outcome>(i);
    s.attempt_time = At(5);
    if (s.outcome == Outcome::kEstablished) s.start_time = At(10);
    s.end = EndOf(i);
    s.source_host = text_;
    s.logon_session = s.local_session = static_cast<Index>(i);
    c.access_sessions.push_back(s);
  }
}

void FullCase::AddEvent(EventKind kind, std::uint32_t id, std::string_view channel) {
  Correlation& c = contents.correlation;
  Event e;
  e.kind = kind;
  e.event_id = id;
  e.source.file_index = 0;
  e.source.recovery = Nth<Recovery>(c.events.size());
  e.channel = pool.Intern(channel);
  e.provider = e.process_name = e.parent_process_name = e.command_line = pool.Intern(text_);
  e.object = e.object_path = e.message = e.target.name = e.workstation = pool.Intern(text_);
  e.flags = e.old_flags = 1;
  e.record_id = c.events.size() + 1;
  e.time = At(static_cast<std::int64_t>(c.events.size()));
  e.subject_logon_id = 0x1000;
  // Its own logon session, then the linked half of the session's one.
  const Index logon = static_cast<Index>(c.events.size() % 2);
  c.events.Append(e);
  c.places.push_back({0, 0, logon, 0, static_cast<Attribution>(c.events.size() % 4)});
}

void FullCase::AddEvents() {
  for (int kind = 0; kind < 160; ++kind) AddEvent(static_cast<EventKind>(kind), 1, text_);
  for (std::uint32_t id = 4600; id < 5200; ++id) AddEvent(EventKind::kActivity, id, "Security");
  AddEvent(EventKind::kActivity, 7045, "System");
  for (const EventKind kind :
       {EventKind::kLogon, EventKind::kLogonFailed, EventKind::kLogoff, EventKind::kLogonGroups})
    AddEvent(kind, 4624, "Security");
  for (const std::uint32_t id : {2u, 7u, 8u, 9u, 12u, 17u})
    AddEvent(EventKind::kProcessAct, id, text_);
  contents.correlation.duplicates = {{0, {.offset = 4096, .file_index = 1}}};
}

void FullCase::AddEvidence() {
  for (std::size_t i = 0; i < kRows; ++i)
    contents.correlation.evidence.push_back(
        {0, kNone, static_cast<Index>(i), Nth<EvidenceRole>(i), "logon_id"});
}

void FullCase::AddTheRest() {
  Correlation& c = contents.correlation;
  for (const GapKind kind : Enumerators<GapKind>()) {
    Gap gap;
    gap.host = 0;
    gap.channel = text_;
    gap.kind = kind;
    c.gaps.push_back(gap);
  }
  c.links.push_back({0, 0, 0, 1, "runas", "subject_logon_id", At(1), 1, 0.5, false});
  AddActivity();
  AttemptGroup group;
  group.host = group.boot = 0;
  group.users = group.sources = {text_};
  group.first_time = group.last_time = kStart;
  group.statuses = {{0xc000006a, 2}};
  c.attempt_groups.push_back(group);
  ChannelStatistics channel;
  channel.host = 0;
  channel.channel = text_;
  c.channels.push_back(channel);
  for (const Severity severity : {Severity::kInfo, Severity::kWarning, Severity::kError})
    contents.diagnostics.push_back({severity, "record_torn", text_, text_, 0, 512});
  for (const char* name : {"tool_version", "schema_version", "command_line", "options", "run_start",
                           "run_end", "machine", "evidence_roots"})
    contents.facts.emplace_back(name, text_);
}

void FullCase::AddActivity() {
  Activity& a = contents.activity;
  Process process;
  process.key = "P-1";
  process.host = process.boot = process.logon_session = process.first_event = 0;
  process.process_id = 500;
  process.image = process.command_line = process.guid = text_;
  process.integrity = text_;
  a.processes = {process, process};
  a.processes[1].parent = 0;
  for (const char* kind : {"share", "file", "pipe", "directory", "object"}) {
    ObjectAccess access;
    access.host = access.boot = access.logon_session = 0;
    access.kind = kind;
    access.object = access.object_type = access.process_name = text_;
    access.first_time = access.last_time = kStart;
    a.accesses.push_back(access);
  }
  for (const char* basis :
       {"own_connection", "logon_workstation", "remote_desktop", "ticket", "machine_access"})
    a.addresses.push_back({0, text_, "10.0.0.1", basis, kStart, kStart, 1});
  a.skews = {{0, 0, 0.5, 1}};
  a.details.resize(contents.correlation.events.size());
  a.details[0] = {0, 0, 0, 0};
}

std::vector<std::string> RowsOf(const std::string& case_path, const std::string& table) {
  SQLite::Database db(case_path);
  SQLite::Statement query(db, "SELECT * FROM \"" + table + "\"");
  std::vector<std::string> rows;
  while (query.executeStep()) {
    std::string row;
    for (int i = 0; i < query.getColumnCount(); ++i)
      row += (query.getColumn(i).isNull() ? "NULL" : query.getColumn(i).getString()) + "|";
    rows.push_back(row);
  }
  return rows;
}

}  // namespace logonloom
