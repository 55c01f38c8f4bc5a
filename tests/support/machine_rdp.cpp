// Remote desktop: connections, logons, disconnects, reconnects and failures.
#include <algorithm>

#include "support/machine.h"
#include "support/system_events.h"
#include "support/terminal_events.h"

namespace logonloom::support {
namespace {

constexpr Ticks kRetryPause = Seconds(10);
constexpr Ticks kFoldingPause = Seconds(300);

}  // namespace

Machine::Connection Machine::Connect(const Client& client, FileTime at) {
  Connection connection;
  connection.client = client;
  connection.activity = ConnectionActivity();
  connection.name = "RDP-Tcp#" + std::to_string(next_connection_++);
  Core(at, RdpAccepted131(client.address, client.port, connection.activity));
  Core(at + Milliseconds(2), RdpCreated65(connection.name, connection.activity));
  Rcm(at + Milliseconds(4), RcmConnection261(connection.activity));
  return connection;
}

// Network level authentication: a type 3 logon that lives as long as the connection.
void Machine::Authenticate(Connection& connection, const Person& person, FileTime at) {
  LogonFacts facts;
  facts.type = 3;
  facts.logon_process = "NtLmSsp ";
  facts.auth_package = "NTLM";
  facts.lm_package = "NTLM V2";
  facts.key_length = 128;
  facts.workstation = connection.client.name.empty() ? "-" : connection.client.name;
  facts.address = connection.client.address;
  facts.port = "0";
  facts.elevated = person.admin;
  connection.nla = AddLogon(person, 3, "nla", at);
  TrueAt(connection.nla).elevated = person.admin;
  facts.target = Mention(connection.nla);
  if (person.admin) Security(at - Ticks{400}, SpecialPrivileges4672(facts.target));
  Security(at, Logon4624(facts, setup_.os));
  Rcm(at + Milliseconds(40), RcmAuthenticated1149(person.name, person.domain,
                                                  connection.client.address, connection.activity));
}

void Machine::NoteArrival(int index, const Connection& connection, FileTime attempt,
                          FileTime start) {
  TrueSession& visit = VisitAt(index);
  // Windows 7 writes no 131, so that the 261 is the first sign.
  visit.attempt = setup_.os == Os::kWindows7 ? attempt + Milliseconds(4) : attempt;
  visit.start = start;
  visit.source_ip = connection.client.address;
  visit.source_port = setup_.os == Os::kWindows7 ? 0 : connection.client.port;  // from 131
  visit.source_host = connection.client.name;
  visit.is_local = false;
  visit.connection_id = connection.activity;
  TrueAt(connection.nla).session = index;
}

DesktopId Machine::RdpLogon(const Person& person, const Client& client, FileTime at,
                            RdpOptions options) {
  for (int i = options.failures; i > 0; --i)
    RdpFailure(person.name, person.domain, client, at - Ticks{i * kRetryPause.count}, true);
  const bool seven = setup_.os == Os::kWindows7;
  Desktop desktop;
  desktop.person = person;
  desktop.ts_session = next_ts_session_++;
  Connection connection = Connect(client, at);
  Authenticate(connection, person, at + Milliseconds(900));
  const std::string user = Qualified(person), &id = connection.activity;
  if (!seven) Lsm(at + Milliseconds(1300), LsmArbitrationBegin41(user, desktop.ts_session, id));
  Core(at + Milliseconds(1350), RdpSessionBound66(connection.name, desktop.ts_session, id));
  desktop.managers = StartManagers(desktop.ts_session, at + Milliseconds(1400));
  desktop.logons =
      DesktopLogon(person, 10, "remote_desktop", client.address, at + Milliseconds(1500));
  if (!seven) Lsm(at + Milliseconds(1600), LsmArbitrationEnd42(user, desktop.ts_session, id));
  Lsm(at + Milliseconds(2000), LsmLogon21(user, desktop.ts_session, client.address, id));
  log_.Emit(Channel::kSystem, at + Milliseconds(2100),
            WinlogonLogon7001(desktop.ts_session, person.sid));
  Lsm(at + Milliseconds(2400), LsmShellStart22(user, desktop.ts_session, client.address, id));
  StartShell(desktop, at + Milliseconds(2500));
  desktop.visit = AddVisit(person, "rdp");
  NoteArrival(desktop.visit, connection, at, at + Milliseconds(1501));
  TrueSession& visit = VisitAt(desktop.visit);
  visit.local_start = at + Milliseconds(2000);
  visit.logon = desktop.logons.owner;
  visit.ts_session_id = desktop.ts_session;
  for (const int logon : {desktop.logons.elevated, desktop.logons.owner})
    if (logon >= 0) TrueAt(logon).session = desktop.visit;
  TakeFailures(desktop.visit);
  desktop.connection = std::move(connection);
  desktops_.push_back(std::move(desktop));
  return DesktopId(desktops_.size() - 1);
}

// The connection goes; with it the logon that authenticated it.
void Machine::Drop(Desktop& desktop, std::uint32_t reason, FileTime at) {
  if (!desktop.connection) return;
  Core(at, RdpDisconnectReason103(reason, desktop.connection->activity));
  Core(at + Milliseconds(1), RdpDisconnected102(desktop.connection->activity));
  EmitLogoff(desktop.connection->nla, at + Milliseconds(100));
}

void Machine::RdpDisconnect(DesktopId id, FileTime at) {
  Desktop& desktop = At(id);
  Leave(desktop, 0, at);
  EndVisit(desktop, at, "disconnect");
}

// The desktop loses its connection or its console and goes on without.
void Machine::Leave(Desktop& desktop, std::uint32_t reason, FileTime at) {
  const bool seven = setup_.os == Os::kWindows7;
  const bool console = !desktop.connection;
  const std::string activity = !console ? desktop.connection->activity
                               : seven  ? ""
                                        : kConsoleActivity;
  const std::string client = console ? "Unknown" : desktop.connection->client.name;
  if (!seven)
    Lsm(at - Milliseconds(10), LsmDisconnectReason40(desktop.ts_session, reason, activity));
  Lsm(at, LsmDisconnected24(Qualified(desktop.person), desktop.ts_session, ClientText(desktop),
                            activity));
  Security(at + Milliseconds(50),
           SessionDisconnected4779(Mention(desktop.logons.owner),
                                   console ? "Console" : desktop.connection->name, client,
                                   console ? "Unknown" : desktop.connection->client.address));
  Drop(desktop, reason, at + Milliseconds(60));
  if (desktop.visit >= 0) VisitAt(desktop.visit).local_end = at;
}

void Machine::RdpReconnect(DesktopId id, const Client& client, FileTime at) {
  Desktop& desktop = At(id);
  const bool seven = setup_.os == Os::kWindows7;
  const std::string user = Qualified(desktop.person);
  const int before = LastVisit(desktop);
  const std::uint32_t provisional = next_ts_session_++;
  Connection connection = Connect(client, at);
  Authenticate(connection, desktop.person, at + Milliseconds(900));
  const std::string& activity = connection.activity;
  if (!seven) Lsm(at + Milliseconds(1200), LsmArbitrationBegin41(user, provisional, activity));
  Core(at + Milliseconds(1250), RdpSessionBound66(connection.name, provisional, activity));
  const std::vector<int> managers = StartManagers(provisional, at + Milliseconds(1300));
  const LogonPair check =
      DesktopLogon(desktop.person, 10, "reconnect", client.address, at + Milliseconds(1500));
  const bool takes_over = desktop.visit >= 0;
  if (takes_over) {
    Leave(desktop, 5, at + Milliseconds(1900));
    EndVisit(desktop, at + Milliseconds(1900), "superseded");
  }
  if (desktop.ts_session == console_session_) {  // the console gets a session of its own
    console_session_ = next_ts_session_++;
    console_managers_ = StartManagers(console_session_, at + Milliseconds(1990));
  }
  if (!seven) Lsm(at + Milliseconds(2000), LsmDisconnectReason40(provisional, 0, activity));
  Core(at + Milliseconds(2050), RdpSessionBound66(connection.name, desktop.ts_session, activity));
  Lsm(at + Milliseconds(2100),
      LsmReconnected25(user, desktop.ts_session, client.address, activity));
  if (!seven) Lsm(at + Milliseconds(2150), LsmArbitrationEnd42(user, desktop.ts_session, activity));
  Security(at + Milliseconds(2200),
           SessionReconnected4778(Mention(desktop.logons.owner), connection.name, client.name,
                                  client.address));
  for (const int logon : {check.owner, check.elevated})
    if (logon >= 0) EmitLogoff(logon, at + Milliseconds(4000));
  for (const int manager : managers) EmitLogoff(manager, at + Milliseconds(4100));

  desktop.visit = AddVisit(desktop.person, "rdp");
  NoteArrival(desktop.visit, connection, at, at + Milliseconds(2100));
  TrueSession& visit = VisitAt(desktop.visit);
  visit.local_start = visit.start;
  visit.logon = desktop.logons.owner;
  visit.ts_session_id = desktop.ts_session;
  visit.reconnect_of = before;
  if (takes_over) VisitAt(before).superseded_by = desktop.visit;
  for (const int logon : {check.owner, check.elevated})
    if (logon >= 0) TrueAt(logon).session = desktop.visit;
  desktop.connection = std::move(connection);
}

int Machine::LastVisit(const Desktop& desktop) const {
  for (std::size_t i = truth_.sessions.size(); i-- > 0;)
    if (truth_.sessions[i].logon == desktop.logons.owner) return static_cast<int>(i);
  return -1;
}

void Machine::RdpFailure(const std::string& user, const std::string& domain, const Client& client,
                         FileTime at, bool user_exists) {
  const Connection connection = Connect(client, at);
  FailureFacts facts;
  facts.user = user;
  facts.domain = domain;
  facts.sub_status = user_exists ? 0xc000006a : 0xc0000064;
  facts.type = 3;
  facts.logon_process = "NtLmSsp ";
  facts.auth_package = "NTLM";
  facts.workstation = client.name.empty() ? "-" : client.name;
  facts.address = client.address;
  facts.port = "0";
  Security(at + Milliseconds(700), LogonFailed4625(facts));
  Core(at + Milliseconds(720), RdpBadPassword140(client.address, connection.activity));
  Core(at + Milliseconds(730), RdpDisconnectReason103(0, connection.activity));
  Core(at + Milliseconds(731), RdpDisconnected102(connection.activity));
  const int failed = AddVisit({user, domain, "", false}, "rdp");
  TrueSession& visit = VisitAt(failed);
  visit.outcome = "failed";
  visit.attempt = at;
  visit.end = at + Milliseconds(720);
  visit.end_reason = "access_denied";
  visit.source_ip = client.address;
  visit.source_port = setup_.os == Os::kWindows7 ? 0 : client.port;
  visit.source_host = client.name;
  visit.is_local = false;
  visit.connection_id = connection.activity;
  visit.failures = 1;
  recent_failures_.push_back({user, domain, client.address, at, failed});
}

void Machine::RdpProbe(const Client& client, FileTime at) {
  const Connection connection = Connect(client, at);
  Core(at + Milliseconds(300), RdpDisconnectReason103(14, connection.activity));
  Core(at + Milliseconds(301), RdpDisconnected102(connection.activity));
  const int probe = AddVisit({"", "", "", false}, "rdp");
  TrueSession& visit = VisitAt(probe);
  visit.outcome = "abandoned";
  visit.attempt = at;
  visit.end = at + Milliseconds(300);
  visit.end_reason = "abandoned";
  visit.source_ip = client.address;
  visit.source_port = client.port;
  visit.is_local = false;
  visit.connection_id = connection.activity;
}

// Failures of the same account and source with pauses of at most five minutes belong to the
// session that follows within five minutes.
void Machine::TakeFailures(int index) {
  TrueSession& visit = VisitAt(index);
  FileTime next = *visit.start;
  for (std::size_t i = recent_failures_.size(); i-- > 0;) {
    const FailedAttempt failure = recent_failures_[i];
    if (failure.user != visit.user_name || failure.domain != visit.user_domain ||
        failure.address != visit.source_ip)
      continue;
    if (next - failure.time > kFoldingPause) break;
    next = failure.time;
    ++visit.failures;
    visit.attempt = std::min(*visit.attempt, failure.time);
    VisitAt(failure.session).recorded = false;
    recent_failures_.erase(recent_failures_.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

}  // namespace logonloom::support
