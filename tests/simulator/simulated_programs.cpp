#include "simulated_programs.h"

namespace logonloom {
namespace {

constexpr const char* kProgram = "C:\\Windows\\System32\\notepad.exe";
constexpr std::uint32_t kTypeInteractive = 2, kTypeNewCredentials = 9;

}  // namespace

void SimulatedPrograms::Run(const Desk& desk) {
  m_.log.Process(desk.logon.owner, desk.user, kProgram);
  m_.log.SysmonProcess(desk.logon.owner, desk.logon_time, desk.ts, desk.user, kProgram);
}

void SimulatedPrograms::Runas(const Desk& desk) {
  const std::string& other = m_.random.Pick(m_.users);
  if (other == desk.user) return;
  Event& credentials = m_.log.Security(EventKind::kExplicitCredentials, 4648);
  credentials.subject = m_.log.Person(desk.user);
  credentials.subject_logon_id = desk.logon.owner;
  credentials.target = {m_.log.Text(other), m_.log.Text("CORP"), Symbol()};
  const std::size_t first = m_.log.events.size();
  const LogonPair pair = m_.LogOn(other, kTypeInteractive, "::1", Purpose::kRunas, "seclogo");
  for (std::size_t i = first; i < m_.log.events.size(); ++i) {
    Event& e = m_.log.events[i];
    if (e.kind != EventKind::kLogon) continue;
    e.subject = m_.log.Person(desk.user);
    e.subject_logon_id = desk.logon.owner;
    e.process_id = 900;
  }
  for (const Luid half : {pair.elevated, pair.owner})
    if (half != 0) m_.Known(half).parent = desk.logon.owner;
  const FileTime logon = m_.log.now;
  m_.Pass(1, 30);
  m_.log.Process(pair.owner, other, kProgram);
  m_.log.SysmonProcess(pair.owner, logon, desk.ts, other, kProgram);
  m_.LogOff(pair, other, kTypeInteractive);
}

void SimulatedPrograms::Elevate(const Desk& desk) {
  if (MachineState::IsAdmin(desk.user)) return;
  const std::string admin = m_.users.front();
  const std::size_t first = m_.log.events.size();
  const LogonPair pair = m_.LogOn(admin, kTypeInteractive, {}, Purpose::kElevation, "CredPro");
  for (std::size_t i = first; i < m_.log.events.size(); ++i) {
    Event& e = m_.log.events[i];
    if (e.kind == EventKind::kLogon)
      e.process_name = m_.log.Text("C:\\Windows\\System32\\consent.exe");
  }
  m_.Known(pair.elevated).desktop = desk.number;
  const FileTime logon = m_.log.now;
  m_.Pass(0.001, 0.01);
  m_.LogOff({pair.owner, 0}, admin, kTypeInteractive);
  m_.Pass(0.5, 5);
  m_.log.Process(pair.elevated, admin, kProgram);
  m_.log.SysmonProcess(pair.elevated, logon, desk.ts, admin, kProgram);
  if (!m_.random.Chance(0.5)) return;
  m_.Pass(1, 100);
  m_.LogOff({pair.elevated, 0}, admin, kTypeInteractive);
}

// runas /netonly: the same user here, another one to the network.
void SimulatedPrograms::NewCredentials(const Desk& desk) {
  const Luid id = m_.NextLuid();
  Event& e = m_.log.Logon(id, desk.user, kTypeNewCredentials, "seclogo");
  e.subject = m_.log.Person(desk.user);
  e.subject_logon_id = desk.logon.owner;
  e.outbound = {m_.log.Text("svc"), m_.log.Text("CORP"), Symbol()};
  e.address = m_.log.Text("::1");
  TrueLogon& logon = m_.AddLogon(id, desk.user, Purpose::kNewCredentials);
  logon.parent = desk.logon.owner;
  logon.desktop = desk.number;
  m_.Pass(0.5, 5);
  m_.log.Process(id, desk.user, "C:\\Windows\\System32\\cmd.exe");
}

void SimulatedPrograms::ClearLog(const Desk& desk) {
  const Luid id = desk.logon.elevated;
  if (id == 0) return;
  if (m_.random.Chance(0.6)) {
    Event& e = m_.log.Security(EventKind::kLogCleared, 1102);
    e.subject = m_.log.Person(desk.user);
    e.subject_logon_id = id;
    return;
  }
  static const std::vector<std::string> kLogs = {
      "System", "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational",
      "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational"};
  Event& e = m_.log.System(EventKind::kLogCleared, 104);
  e.subject = m_.log.Person(desk.user);
  e.subject.sid = Symbol();
  e.object = m_.log.Text(m_.random.Pick(kLogs));
}

}  // namespace logonloom
