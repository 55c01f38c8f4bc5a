#include "simulated_desktops.h"

#include <algorithm>
#include <utility>

namespace logonloom {
namespace {

constexpr const char* kConsoleActivity = "{61A55000-55E5-1017-0000-000000000000}";
constexpr std::uint32_t kNoReason = 0, kReplaced = 5, kLogoff = 12;
constexpr std::uint32_t kTypeInteractive = 2, kTypeUnlock = 7, kTypeRemote = 10, kTypeCached = 11;

RdpConnection Console() {
  RdpConnection console;
  console.activity = kConsoleActivity;
  console.session_name = "Console";
  return console;
}

}  // namespace

Desk& SimulatedDesktops::Open(const std::string& user, std::uint32_t type,
                              const RdpConnection& connection) {
  m_.log.activity = connection.activity;
  m_.log.Lsm(EventKind::kTsArbitrationBegin, 41, m_.next_ts, user);
  Desk desk;
  desk.user = user;
  desk.logon_time = m_.log.now;
  desk.logon = m_.LogOn(user, type, connection.ip,
                        connection.ip.empty() ? Purpose::kDesktop : Purpose::kRemoteDesktop);
  desk.ts = m_.next_ts++;
  desk.number = ++m_.desktops;
  desk.connection = connection;
  m_.truth.desks.push_back({m_.number, desk.number, user, std::nullopt, std::nullopt});
  m_.desks.push_back(std::move(desk));
  return m_.desks.back();
}

// The records behind the logon.
void SimulatedDesktops::Tell(Desk& desk) {
  MachineLog& log = m_.log;
  log.Lsm(EventKind::kTsArbitrationEnd, 42, desk.ts, desk.user);
  m_.Pass(0.1, 1);
  log.Winlogon(EventKind::kWinlogonLogon, 7001, desk.ts, desk.user);
  log.Profile(EventKind::kProfileLogon, 1, desk.ts, desk.user);
  log.Lsm(EventKind::kTsLogon, 21, desk.ts, desk.user, desk.address());
  log.Lsm(EventKind::kTsShellStart, 22, desk.ts, desk.user, desk.address());
  log.activity.clear();
  log.SysmonProcess(desk.logon.owner, desk.logon_time, desk.ts, desk.user,
                    "C:\\Windows\\explorer.exe");
}

bool SimulatedDesktops::ConsoleIsFree() const {
  return std::none_of(m_.desks.begin(), m_.desks.end(), [](const Desk& desk) {
    return desk.connected() && !desk.remote();
  });
}

void SimulatedDesktops::ConsoleLogon() {
  const std::string& user = m_.random.Pick(m_.users);
  if (!ConsoleIsFree()) return;
  for (const Desk& desk : m_.desks)
    if (desk.user == user) return;
  RdpConnection console = Console();
  const int failures = m_.random.Chance(0.2) ? m_.random.Int(1, 3) : 0;
  for (int f = 0; f < failures; ++f) {
    Event& e = m_.log.Failure(user, kTypeInteractive, "User32");
    e.workstation = m_.log.Text(m_.log.name());
    e.address = m_.log.Text("127.0.0.1");
    console.failed_at.push_back(m_.log.now);
    m_.Pass(2, 20);
  }
  const FileTime logon = m_.log.now;
  const bool cached = !m_.traits.server && m_.random.Chance(0.15);
  Desk& desk = Open(user, cached ? kTypeCached : kTypeInteractive, console);
  Tell(desk);
  m_.OpenVisit(desk, failures == 0 ? logon : console.failed_at.front(), logon);
}

void SimulatedDesktops::RemoteLogon() {
  const std::string& user = m_.random.Pick(m_.users);
  for (const Desk& desk : m_.desks)
    if (desk.user == user && (!m_.traits.server || !desk.connected())) return;
  const RdpConnection connection = connections_.Begin(user);
  const FileTime logon = m_.log.now;
  Desk& desk = Open(user, kTypeRemote, connection);
  Tell(desk);
  m_.OpenVisit(desk, connection.attempt, logon);
}

void SimulatedDesktops::TellDisconnect(const Desk& desk, std::uint32_t reason) {
  m_.log.Lsm(EventKind::kTsDisconnected, 24, desk.ts, desk.user, desk.address());
  m_.log.Lsm(EventKind::kTsDisconnectReason, 40, desk.ts, {}).reason = reason;
}

void SimulatedDesktops::Disconnect(Desk& desk) {
  MachineLog& log = m_.log;
  log.activity = desk.connection.activity;
  if (desk.remote() && m_.random.Chance(0.1))  // by somebody on the machine
    log.Lsm(EventKind::kTsDisconnectedBy, 39, desk.ts, {}).other_session_id = 0;
  Event& told = log.Desktop(EventKind::kSessionDisconnected, 4779, desk.logon.owner, desk.user);
  told.session_name = log.Text(desk.connection.session_name);
  told.address = log.Text(desk.address());
  m_.Pass(0.01, 0.2);
  const FileTime time = log.now;
  TellDisconnect(desk, kNoReason);
  if (desk.remote()) connections_.Close(desk.connection);
  log.activity.clear();
  connections_.EndAuthentication(desk.connection);
  m_.CloseVisit(desk, time, EndReason::kDisconnect);
}

// The logons that live for moments, to check who comes back.
LogonPair SimulatedDesktops::LetBackIn(const Desk& desk, const RdpConnection& connection) {
  if (m_.traits.age == WindowsAge::kLateTen)
    return m_.LogOn(desk.user, kTypeUnlock, connection.ip, Purpose::kReconnect);
  return m_.LogOn(desk.user, connection.ip.empty() ? kTypeInteractive : kTypeRemote, connection.ip,
                  Purpose::kReconnect);
}

void SimulatedDesktops::TellReconnect(const Desk& desk) {
  MachineLog& log = m_.log;
  const auto security = [&] {
    Event& e = log.Desktop(EventKind::kSessionReconnected, 4778, desk.logon.owner, desk.user);
    e.session_name = log.Text(desk.connection.session_name);
    e.address = log.Text(desk.address());
    e.workstation = log.Text(desk.remote() ? "CLIENT" : log.name());
  };
  const bool first = m_.traits.age == WindowsAge::kLateTen;
  if (first) security();
  log.Lsm(EventKind::kTsReconnected, 25, desk.ts, desk.user, desk.address());
  if (!first) security();
}

void SimulatedDesktops::Reconnect(Desk& desk) {
  if (!m_.traits.server && ConsoleIsFree() && m_.random.Chance(0.4)) return ReturnToConsole(desk);
  ReturnFrom(desk, connections_.Begin(desk.user));
}

void SimulatedDesktops::ReturnToConsole(Desk& desk) {
  desk.connection = Console();
  m_.log.activity = kConsoleActivity;
  const FileTime attempt = m_.log.now;
  const LogonPair product = LetBackIn(desk, desk.connection);
  m_.Pass(0.05, 0.5);
  const FileTime start = m_.log.now;
  TellReconnect(desk);
  m_.log.activity.clear();
  m_.Pass(0.2, 2);
  m_.LogOff(product, desk.user,
            m_.traits.age == WindowsAge::kLateTen ? kTypeUnlock : kTypeInteractive);
  m_.OpenVisit(desk, attempt, start);
  m_.VisitOf(desk).returned = m_.traits.age == WindowsAge::kLateTen;
}

// The new connection gets a provisional session, then the old one, which may still be in use.
void SimulatedDesktops::ReturnFrom(Desk& desk, RdpConnection connection) {
  MachineLog& log = m_.log;
  const bool in_use = desk.connected();
  RdpConnection old = desk.connection;
  log.activity = connection.activity;
  const std::uint32_t provisional = m_.next_ts++;
  log.Lsm(EventKind::kTsArbitrationBegin, 41, provisional, desk.user);
  const LogonPair product = LetBackIn(desk, connection);
  m_.Pass(0.1, 0.5);
  FileTime displaced;
  if (in_use) {
    if (m_.traits.age != WindowsAge::kLateTen) log.activity = old.activity;
    log.Lsm(EventKind::kTsDisconnectReason, 40, desk.ts, {}).reason = kReplaced;
    Event& gone = log.Desktop(EventKind::kSessionDisconnected, 4779, desk.logon.owner, desk.user);
    gone.session_name = log.Text(old.session_name);
    gone.address = log.Text(desk.address());
    displaced = log.now;
    log.Lsm(EventKind::kTsDisconnected, 24, desk.ts, desk.user, desk.address());
    if (desk.remote()) connections_.Close(old);
    m_.Pass(0.05, 0.3);
    log.activity = connection.activity;
    m_.CloseVisit(desk, displaced, EndReason::kSuperseded);
  }
  const FileTime attempt = connection.attempt, start = log.now;
  desk.connection = std::move(connection);
  TellReconnect(desk);
  log.Lsm(EventKind::kTsArbitrationEnd, 42, provisional, desk.user);
  log.activity.clear();
  m_.Pass(0.2, 2);
  m_.LogOff(product, desk.user,
            m_.traits.age == WindowsAge::kLateTen ? kTypeUnlock : kTypeRemote);
  if (in_use) connections_.EndAuthentication(old);
  m_.OpenVisit(desk, attempt, start);
  m_.VisitOf(desk).returned = m_.traits.age == WindowsAge::kLateTen;
}

void SimulatedDesktops::TakeBack(Desk& desk) {
  if (m_.traits.server) return;
  RdpConnection connection = connections_.Begin(desk.user);
  ReturnFrom(desk, std::move(connection));
}

void SimulatedDesktops::TakeOver(Desk& desk) {
  if (!m_.traits.audits_desktops || !desk.remote()) return;
  const auto victim = std::find_if(m_.desks.begin(), m_.desks.end(), [&](const Desk& other) {
    return !other.connected() && other.user != desk.user;
  });
  if (victim == m_.desks.end()) return;
  MachineLog& log = m_.log;
  log.Process(0x3e7, "SYSTEM", "C:\\Windows\\System32\\tscon.exe");
  m_.Pass(0.005, 0.05);
  log.activity = desk.connection.activity;
  Event& gone = log.Desktop(EventKind::kSessionDisconnected, 4779, desk.logon.owner, desk.user);
  gone.session_name = log.Text(desk.connection.session_name);
  gone.address = log.Text(desk.address());
  const FileTime displaced = log.now;
  log.Lsm(EventKind::kTsDisconnected, 24, desk.ts, desk.user, desk.address());
  m_.Pass(0.1, 0.6);
  const FileTime start = log.now;
  victim->connection = std::exchange(desk.connection, {});
  victim->connection.tried_at.clear();
  victim->connection.failed_at.clear();
  TellReconnect(*victim);
  log.activity.clear();
  m_.CloseVisit(desk, displaced, EndReason::kSuperseded);
  m_.OpenVisit(*victim, start, start);
  m_.VisitOf(*victim).outcome = Outcome::kTakenOver;
}

// Logons that only its programs used.
void SimulatedDesktops::EndPrograms(const Desk& desk) {
  m_.Pass(0.05, 0.5);
  for (TrueLogon& logon : m_.truth.logons) {
    if (logon.machine != m_.number || logon.desktop != desk.number || logon.end) continue;
    m_.log.Logoff(logon.id, logon.user, logon.purpose == Purpose::kElevation ? 2 : 9);
    logon.end = m_.log.now;
  }
}

void SimulatedDesktops::LogOff(std::size_t number) {
  Desk& desk = m_.desks[number];
  MachineLog& log = m_.log;
  m_.Pass(1, 10);
  log.activity = desk.connection.activity;
  const FileTime time = log.now;
  const bool connected = desk.connected();
  m_.Known(desk).logoff = m_.Known(desk).over = time;
  log.Goodbye(desk.logon.owner, desk.user);
  m_.Known(desk.logon.owner).end = time;
  if (desk.logon.elevated != 0) m_.Known(desk.logon.elevated).end = time;
  EndPrograms(desk);
  m_.Pass(0.3, 2);
  log.Winlogon(EventKind::kWinlogonLogoff, 7002, desk.ts, desk.user);
  log.Profile(EventKind::kProfileLogoff, 4, desk.ts, desk.user);
  log.Lsm(EventKind::kTsLogoff, 23, desk.ts, desk.user);
  if (connected && desk.remote()) {
    m_.Pass(0.05, 0.4);
    log.Lsm(EventKind::kTsDisconnectReason, 40, desk.ts, {}).reason = kLogoff;
    log.Lsm(EventKind::kTsDisconnected, 24, desk.ts, desk.user, desk.address());
    connections_.Close(desk.connection);
  }
  log.activity.clear();
  if (connected) m_.CloseVisit(desk, time, EndReason::kLogoff);
  connections_.EndAuthentication(desk.connection);
  m_.desks.erase(m_.desks.begin() + static_cast<std::ptrdiff_t>(number));
}

bool SimulatedDesktops::OnlyDesktopOfUser(const Desk& desk) const {
  return std::none_of(m_.desks.begin(), m_.desks.end(), [&](const Desk& other) {
    return other.number != desk.number && other.user == desk.user && other.connected();
  });
}

// A type 7 logon does not say which desktop of its user it lets back in to.
void SimulatedDesktops::DoubtLocks(const std::string& user) {
  for (const Desk& desk : m_.desks)
    if (desk.user == user && desk.connected()) m_.VisitOf(desk).locks_told = false;
}

void SimulatedDesktops::LockAndUnlock(Desk& desk) {
  const auto mark = [&](EventKind kind, std::uint32_t id) {
    m_.log.Desktop(kind, id, desk.logon.owner, desk.user).ts_session_id = desk.ts;
  };
  const bool only = OnlyDesktopOfUser(desk);
  mark(EventKind::kLocked, 4800);
  m_.Pass(60, 3000);
  TrueSession& visit = m_.VisitOf(desk);
  if (only && m_.random.Chance(0.1)) {
    Event& e = m_.log.Failure(desk.user, kTypeUnlock, "User32");
    e.workstation = m_.log.Text(m_.log.name());
    visit.failed_at.push_back(m_.log.now);
    m_.Pass(1, 5);
  }
  const LogonPair product = m_.LogOn(desk.user, kTypeUnlock, {}, Purpose::kUnlock);
  m_.Pass(0.001, 0.02);
  m_.LogOff(product, desk.user, kTypeUnlock);
  mark(EventKind::kUnlocked, 4801);
  ++visit.locks;
  if (!only && !m_.traits.audits_desktops) DoubtLocks(desk.user);
}

}  // namespace logonloom
