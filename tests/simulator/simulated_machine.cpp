#include "simulated_machine.h"

#include <algorithm>
#include <cstdio>

#include "base/text.h"
#include "base/time.h"

namespace logonloom {
namespace {

constexpr const char* kFirstMoment = "2023-05-01T07:00:00Z";

std::string ActivityOf(const std::string& machine, int number) {
  char text[64];
  std::snprintf(text, sizeof text, "{F420%04X-%04X-4A4A-9B9B-0000%08X}", number & 0xffff,
                static_cast<unsigned>(Hash64(machine) & 0xffff), static_cast<unsigned>(number));
  return text;
}

}  // namespace

SimulatedMachine::SimulatedMachine(std::string name, WindowsAge age, std::uint64_t seed,
                                   StringPool& pool, int first_file, SimulationOptions options)
    : log_(std::move(name), age, pool, first_file), random_(seed), options_(options) {
  users_ = {"admann", "admbo", "carol", "dave"};
  for (int i = 0; i < 4; ++i)
    addresses_.push_back("10.1." + std::to_string(random_.Int(0, 9)) + "." +
                         std::to_string(random_.Int(2, 250)));
  log_.now = *ParseTime(kFirstMoment) + Seconds(random_.Real(0, 3600));
}

void SimulatedMachine::Live(Truth& truth) {
  truth_ = &truth;
  const int boots = random_.Int(1, 4);
  bool crashed = false;
  for (int b = 0; b < boots; ++b) {
    Boot(crashed);
    const int acts = random_.Int(options_.acts / 3, options_.acts);
    for (int a = 0; a < acts; ++a) Act();
    if (b + 1 == boots) {
      EndNetwork(EndReason::kStillOpenAtEndOfLog);
      break;
    }
    crashed = random_.Chance(0.3);
    crashed ? Crash() : ShutDown();
    log_.now = log_.now + Seconds(random_.Real(30, 36000));
  }
}

void SimulatedMachine::Pass(double least, double most) {
  log_.now = log_.now + Seconds(random_.Real(least, most));
}

Luid SimulatedMachine::NextLuid() {
  next_luid_ += static_cast<Luid>(random_.Int(0x20, 0x4000));
  return next_luid_;
}

std::string SimulatedMachine::NewAddress() { return random_.Pick(addresses_); }

void SimulatedMachine::Boot(bool after_crash) {
  ++boot_;
  next_luid_ = 0x20000 + static_cast<Luid>(random_.Int(0, 0x8000));
  next_ts_ = 1;
  const FileTime start = log_.now;
  truth_->boots.push_back({log_.name(), start, std::nullopt});
  Pass(2, 8);
  if (after_crash) log_.System(EventKind::kUnexpectedShutdown, 6008).new_time = last_alive_;
  log_.System(EventKind::kVersionTold, 6009);
  log_.System(EventKind::kEventLogStarted, 6005);
  log_.System(EventKind::kKernelStarted, 12).new_time = start;
  if (after_crash) log_.System(EventKind::kUncleanReboot, 41);
  log_.Security(EventKind::kSecurityStarted, 4608);
  Event& system = log_.Logon(0x3e7, "SYSTEM", 0, "-");
  system.target = {log_.Text("SYSTEM"), log_.Text("NT AUTHORITY"), log_.Text("S-1-5-18")};
  system.subject_logon_id = 0;
  Pass(1, 5);
  log_.activity.clear();
  log_.Rcm(EventKind::kRcmListenerStarted, 258);
  if (log_.age() == WindowsAge::kTen)
    log_.Lsm(EventKind::kTsServiceStarted, 32, 0, {}).ts_session_id.reset();
  Pass(5, 60);
}

void SimulatedMachine::ShutDown() {
  while (!desks_.empty()) LogOff(desks_.size() - 1);
  Pass(1, 10);
  log_.System(EventKind::kEventLogStopped, 6006);
  log_.System(EventKind::kKernelStopping, 13).new_time = log_.now;
  log_.Security(EventKind::kEventLogStopping, 1100);
  truth_->boots.back().clean = true;
  EndNetwork(EndReason::kShutdown);
}

void SimulatedMachine::Crash() {
  Pass(1, 600);
  log_.Process(0x3e7, "SYSTEM");
  log_.System(EventKind::kActivity, 7036);
  last_alive_ = log_.now;
  for (Desk& desk : desks_)
    if (desk.visit >= 0) CloseVisit(desk, log_.now, EndReason::kInferredBoundary);
  EndNetwork(EndReason::kInferredBoundary);
  truth_->boots.back().clean = false;
  desks_.clear();
}

void SimulatedMachine::EndNetwork(EndReason reason) {
  for (TrueSession& s : truth_->sessions)
    if (s.host == log_.name() && !s.end && s.reason == EndReason::kUnknown) s.reason = reason;
}

TrueLogon& SimulatedMachine::AddLogon(Luid id, const std::string& user, Purpose purpose) {
  TrueLogon logon;
  logon.host = log_.name();
  logon.boot = boot_;
  logon.id = id;
  logon.user = user;
  logon.start = log_.now;
  logon.purpose = purpose;
  truth_->logons.push_back(std::move(logon));
  return truth_->logons.back();
}

TrueLogon& SimulatedMachine::Known(Luid id) {
  return *std::find_if(truth_->logons.rbegin(), truth_->logons.rend(), [&](const TrueLogon& l) {
    return l.host == log_.name() && l.boot == boot_ && l.id == id;
  });
}

// The elevated half is written first and has the smaller LUID; only it gets the 4672.
SimulatedMachine::Pair SimulatedMachine::LogOn(const std::string& user, std::uint32_t type,
                                               const std::string& ip, Purpose purpose) {
  Pair pair;
  if (IsAdmin(user)) pair.elevated = NextLuid();
  next_luid_ += static_cast<Luid>(random_.Int(0x10, 0x80));
  pair.owner = next_luid_;
  const bool fields = log_.age() == WindowsAge::kTen;
  for (const Luid half : {pair.elevated, pair.owner}) {
    if (half == 0) continue;
    Event& e = log_.Logon(half, user, type, type == 10 || type == 2 || type == 7 ? "User32" : "-");
    e.address = log_.Text(ip.empty() ? "127.0.0.1" : ip);
    const Luid other = half == pair.owner ? pair.elevated : pair.owner;
    if (fields && other != 0) e.linked_logon_id = other;
    if (fields && pair.elevated != 0) e.elevated = half == pair.elevated;
    TrueLogon& logon = AddLogon(half, user, purpose);
    logon.linked = other;
  }
  if (pair.elevated != 0) log_.Privileges(pair.elevated, user);
  return pair;
}

SimulatedMachine::Desk& SimulatedMachine::OpenDesk(const std::string& user, const Pair& pair,
                                                   bool remote) {
  Desk desk;
  desk.user = user;
  desk.logon = pair;
  desk.ts = next_ts_++;
  desk.number = ++desktops_;
  desk.session_name = remote ? "RDP-Tcp#" + std::to_string(connections_) : "Console";
  desks_.push_back(std::move(desk));
  return desks_.back();
}

int SimulatedMachine::OpenVisit(Desk& desk, SessionKind kind, FileTime attempt, FileTime start,
                                int failures) {
  TrueSession s;
  s.host = log_.name();
  s.desktop = desk.number;
  s.kind = kind;
  s.user = desk.user;
  s.ip = desk.ip;
  s.logon_id = desk.logon.owner;
  s.linked_id = desk.logon.elevated;
  s.attempt = attempt;
  s.start = start;
  s.failures = failures;
  truth_->sessions.push_back(std::move(s));
  return static_cast<int>(truth_->sessions.size()) - 1;
}

void SimulatedMachine::CloseVisit(Desk& desk, FileTime end, EndReason reason) {
  TrueSession& s = truth_->sessions[static_cast<std::size_t>(desk.visit)];
  s.end = end;
  s.reason = reason;
  if (reason == EndReason::kInferredBoundary) s.end.reset();
  desk.visit = -1;
}

void SimulatedMachine::ConsoleLogon() {
  const std::string& user = random_.Pick(users_);
  for (const Desk& desk : desks_)
    if (desk.user == user || desk.session_name == "Console") return;
  FileTime attempt = log_.now;
  const int failures = random_.Chance(0.2) ? random_.Int(1, 3) : 0;
  for (int f = 0; f < failures; ++f) {
    Event& e = log_.Failure(user, 2, "User32");
    e.workstation = log_.Text(log_.name());
    e.address = log_.Text("127.0.0.1");
    Pass(2, 20);
  }
  const FileTime logon = log_.now;
  if (failures == 0) attempt = logon;
  log_.activity = "{61A55000-55E5-1017-0000-000000000000}";
  log_.Lsm(EventKind::kTsArbitrationBegin, 41, next_ts_, user);
  const Pair pair = LogOn(user, 2, {}, Purpose::kDesktop);
  Desk& desk = OpenDesk(user, pair, false);
  log_.Lsm(EventKind::kTsArbitrationEnd, 42, desk.ts, user);
  Pass(0.1, 1);
  log_.Winlogon(EventKind::kWinlogonLogon, 7001, desk.ts, user);
  log_.Lsm(EventKind::kTsLogon, 21, desk.ts, user, "LOCAL");
  log_.Lsm(EventKind::kTsShellStart, 22, desk.ts, user, "LOCAL");
  log_.activity.clear();
  desk.visit = OpenVisit(desk, SessionKind::kConsole, attempt, logon, failures);
}

void SimulatedMachine::BeginConnection(Desk* desk, const std::string& user, const std::string& ip,
                                       std::string& connection, Luid& nla, FileTime& attempt,
                                       int& failures) {
  ++connections_;
  connection = ActivityOf(log_.name(), connections_);
  log_.activity = connection;
  attempt = log_.now;
  const bool ten = log_.age() == WindowsAge::kTen;
  if (ten) {
    Event& e = log_.Rdp(EventKind::kRdpAccepted, 131);
    e.address = log_.Text(ip);
    e.port = static_cast<std::uint16_t>(random_.Int(49152, 65535));
    e.object = log_.Text("TCP");
  }
  Pass(0.002, 0.01);
  if (!ten) attempt = log_.now;  // nothing is logged of the connection itself
  log_.Rcm(EventKind::kRcmConnection, 261);
  Pass(0.2, 2);
  nla = NextLuid();
  Event& e = log_.Logon(nla, user, 3, "NtLmSsp");
  e.address = log_.Text(ip);
  AddLogon(nla, user, Purpose::kNla);
  Pass(0.02, 0.08);
  Event& authenticated = log_.Rcm(EventKind::kRcmAuthenticated, 1149);
  authenticated.target = {log_.Text(user), log_.Text("CORP"), Symbol()};
  authenticated.address = log_.Text(ip);
  Pass(0.2, 1.5);
  failures = 0;
  if (desk != nullptr) desk->ip = ip;
}

void SimulatedMachine::RemoteLogon() {
  const std::string& user = random_.Pick(users_);
  for (const Desk& desk : desks_)
    if (desk.user == user) return;
  const std::string ip = NewAddress();
  std::string connection;
  Luid nla = 0;
  FileTime attempt;
  int failures = 0;
  BeginConnection(nullptr, user, ip, connection, nla, attempt, failures);
  log_.Lsm(EventKind::kTsArbitrationBegin, 41, next_ts_, user);
  const FileTime logon = log_.now;
  const Pair pair = LogOn(user, 10, ip, Purpose::kRemoteDesktop);
  Desk& desk = OpenDesk(user, pair, true);
  desk.ip = ip;
  desk.connection = connection;
  desk.nla = nla;
  log_.Lsm(EventKind::kTsArbitrationEnd, 42, desk.ts, user);
  Pass(0.1, 1);
  log_.Winlogon(EventKind::kWinlogonLogon, 7001, desk.ts, user);
  log_.Lsm(EventKind::kTsLogon, 21, desk.ts, user, ip);
  log_.Lsm(EventKind::kTsShellStart, 22, desk.ts, user, ip);
  log_.activity.clear();
  desk.visit = OpenVisit(desk, SessionKind::kRdp, attempt, logon, failures);
}

// The link drops: the logon of network level authentication ends with it.
void SimulatedMachine::EndConnection(Desk& desk) {
  if (desk.nla == 0) return;
  Pass(0.005, 0.03);
  log_.Logoff(desk.nla, desk.user, 3);
  Known(desk.nla).end = log_.now;
  desk.nla = 0;
}

void SimulatedMachine::Disconnect(Desk& desk) {
  log_.activity = desk.connection;
  Event& told = log_.Desktop(EventKind::kSessionDisconnected, 4779, desk.logon.owner, desk.user);
  told.session_name = log_.Text(desk.session_name);
  told.address = log_.Text(desk.ip.empty() ? "LOCAL" : desk.ip);
  Pass(0.01, 0.2);
  const FileTime time = log_.now;
  log_.Lsm(EventKind::kTsDisconnected, 24, desk.ts, desk.user, desk.ip.empty() ? "LOCAL" : desk.ip);
  log_.Lsm(EventKind::kTsDisconnectReason, 40, desk.ts, {}).reason = 0;
  if (!desk.ip.empty() && log_.age() == WindowsAge::kTen)
    log_.Rdp(EventKind::kRdpDisconnected, 102);
  log_.activity.clear();
  EndConnection(desk);
  CloseVisit(desk, time, EndReason::kDisconnect);
}

// The new connection gets a provisional session and a logon that lives for seconds, then the old
// session.
void SimulatedMachine::Reconnect(Desk& desk) {
  const std::string ip = NewAddress();
  FileTime attempt;
  int failures = 0;
  BeginConnection(&desk, desk.user, ip, desk.connection, desk.nla, attempt, failures);
  const std::uint32_t provisional = next_ts_++;
  log_.Lsm(EventKind::kTsArbitrationBegin, 41, provisional, desk.user);
  const Pair product = LogOn(desk.user, 10, ip, Purpose::kReconnect);
  Pass(0.2, 1);
  const FileTime start = log_.now;
  desk.session_name = "RDP-Tcp#" + std::to_string(connections_);
  log_.Lsm(EventKind::kTsReconnected, 25, desk.ts, desk.user, ip);
  Event& told = log_.Desktop(EventKind::kSessionReconnected, 4778, desk.logon.owner, desk.user);
  told.session_name = log_.Text(desk.session_name);
  told.address = log_.Text(ip);
  told.workstation = log_.Text("CLIENT");
  log_.Lsm(EventKind::kTsArbitrationEnd, 42, provisional, desk.user);
  log_.activity.clear();
  Pass(0.2, 2);
  for (const Luid half : {product.elevated, product.owner}) {
    if (half == 0) continue;
    log_.Logoff(half, desk.user, 10);
    Known(half).end = log_.now;
  }
  desk.visit = OpenVisit(desk, SessionKind::kRdp, attempt, start, failures);
}

// The same user comes from another place while the desktop is still in use.
void SimulatedMachine::TakeBack(Desk& desk) {
  const std::string old_connection = desk.connection, old_ip = desk.ip;
  const Luid old_nla = desk.nla;
  const std::string ip = NewAddress();
  if (ip == desk.ip) return;
  FileTime attempt;
  int failures = 0;
  BeginConnection(&desk, desk.user, ip, desk.connection, desk.nla, attempt, failures);
  const std::string connection = desk.connection;
  const std::uint32_t provisional = next_ts_++;
  log_.Lsm(EventKind::kTsArbitrationBegin, 41, provisional, desk.user);
  const Pair product = LogOn(desk.user, 10, ip, Purpose::kReconnect);
  Pass(0.1, 0.4);
  log_.activity = old_connection;
  log_.Lsm(EventKind::kTsDisconnectReason, 40, desk.ts, {}).reason = 5;
  Event& gone = log_.Desktop(EventKind::kSessionDisconnected, 4779, desk.logon.owner, desk.user);
  gone.session_name = log_.Text(desk.session_name);
  gone.address = log_.Text(old_ip.empty() ? "LOCAL" : old_ip);
  log_.Lsm(EventKind::kTsDisconnected, 24, desk.ts, desk.user, old_ip.empty() ? "LOCAL" : old_ip);
  const FileTime displaced = log_.now;
  if (!old_ip.empty() && log_.age() == WindowsAge::kTen) log_.Rdp(EventKind::kRdpDisconnected, 102);
  Pass(0.05, 0.3);
  log_.activity = connection;
  const FileTime start = log_.now;
  desk.session_name = "RDP-Tcp#" + std::to_string(connections_);
  log_.Lsm(EventKind::kTsReconnected, 25, desk.ts, desk.user, ip);
  Event& told = log_.Desktop(EventKind::kSessionReconnected, 4778, desk.logon.owner, desk.user);
  told.session_name = log_.Text(desk.session_name);
  told.address = log_.Text(ip);
  log_.Lsm(EventKind::kTsArbitrationEnd, 42, provisional, desk.user);
  log_.activity.clear();
  Pass(0.2, 2);
  for (const Luid half : {product.elevated, product.owner}) {
    if (half == 0) continue;
    log_.Logoff(half, desk.user, 10);
    Known(half).end = log_.now;
  }
  if (old_nla != 0) {
    log_.Logoff(old_nla, desk.user, 3);
    Known(old_nla).end = log_.now;
  }
  CloseVisit(desk, displaced, EndReason::kSuperseded);
  desk.visit = OpenVisit(desk, SessionKind::kRdp, attempt, start, failures);
}

void SimulatedMachine::LogOff(std::size_t number) {
  Desk& desk = desks_[number];
  Pass(1, 10);
  log_.activity = desk.connection;
  const FileTime time = log_.now;
  const bool connected = desk.visit >= 0;
  truth_->desks.push_back({log_.name(), desk.number, desk.user, time});
  log_.Goodbye(desk.logon.owner, desk.user);
  Known(desk.logon.owner).end = time;
  if (desk.logon.elevated != 0) Known(desk.logon.elevated).end = time;
  Pass(0.3, 2);
  log_.Winlogon(EventKind::kWinlogonLogoff, 7002, desk.ts, desk.user);
  log_.Lsm(EventKind::kTsLogoff, 23, desk.ts, desk.user);
  if (connected && !desk.ip.empty()) {
    Pass(0.05, 0.4);
    log_.Lsm(EventKind::kTsDisconnectReason, 40, desk.ts, {}).reason = 12;
    log_.Lsm(EventKind::kTsDisconnected, 24, desk.ts, desk.user, desk.ip);
    if (log_.age() == WindowsAge::kTen) log_.Rdp(EventKind::kRdpDisconnected, 102);
  }
  log_.activity.clear();
  if (connected) CloseVisit(desk, time, EndReason::kLogoff);
  EndConnection(desk);
  desks_.erase(desks_.begin() + static_cast<std::ptrdiff_t>(number));
}

void SimulatedMachine::LockAndUnlock(Desk& desk) {
  log_.Desktop(EventKind::kLocked, 4800, desk.logon.owner, desk.user).ts_session_id = desk.ts;
  Pass(60, 3000);
  const Pair product = LogOn(desk.user, 7, {}, Purpose::kUnlock);
  for (const Luid half : {product.elevated, product.owner}) {
    if (half == 0) continue;
    Pass(0.001, 0.01);
    log_.Logoff(half, desk.user, 7);
    Known(half).end = log_.now;
  }
  log_.Desktop(EventKind::kUnlocked, 4801, desk.logon.owner, desk.user).ts_session_id = desk.ts;
  ++truth_->sessions[static_cast<std::size_t>(desk.visit)].locks;
}

void SimulatedMachine::NetworkLogon() {
  const std::string& user = random_.Pick(users_);
  const Luid id = NextLuid();
  const std::string ip = NewAddress();
  if (IsAdmin(user)) log_.Privileges(id, user);
  Event& e = log_.Logon(id, user, 3, random_.Chance(0.5) ? "Kerberos" : "NtLmSsp");
  e.address = log_.Text(ip);
  e.port = static_cast<std::uint16_t>(random_.Int(49152, 65535));
  TrueLogon& logon = AddLogon(id, user, Purpose::kNetwork);
  TrueSession s;
  s.host = log_.name();
  s.kind = SessionKind::kNetwork;
  s.user = user;
  s.ip = ip;
  s.logon_id = id;
  s.attempt = log_.now;
  s.start = log_.now;
  if (random_.Chance(0.5)) {
    Pass(1, 60);
    log_.Logoff(id, user, 3);
    logon.end = s.end = log_.now;
    s.reason = EndReason::kLogoff;
  }
  truth_->sessions.push_back(std::move(s));
}

void SimulatedMachine::Runas(Desk& desk) {
  const std::string& other = random_.Pick(users_);
  if (other == desk.user) return;
  Event& credentials = log_.Security(EventKind::kExplicitCredentials, 4648);
  credentials.subject = log_.Person(desk.user);
  credentials.subject_logon_id = desk.logon.owner;
  credentials.target = {log_.Text(other), log_.Text("CORP"), Symbol()};
  const std::size_t first = log_.events.size();
  const Pair pair = LogOn(other, 2, "::1", Purpose::kRunas);
  for (std::size_t i = first; i < log_.events.size(); ++i) {
    Event& e = log_.events[i];
    if (e.kind != EventKind::kLogon) continue;
    e.logon_process = log_.Text("seclogo");
    e.subject = log_.Person(desk.user);
    e.subject_logon_id = desk.logon.owner;
    e.process_id = 900;
  }
  for (const Luid half : {pair.elevated, pair.owner})
    if (half != 0) Known(half).parent = desk.logon.owner;
  Pass(1, 30);
  log_.Process(pair.owner, other);
  for (const Luid half : {pair.elevated, pair.owner}) {
    if (half == 0) continue;
    log_.Logoff(half, other, 2);
    Known(half).end = log_.now;
  }
}

// Guesses of one account from outside the usual addresses.
void SimulatedMachine::Guess() {
  TrueSession s;
  s.host = log_.name();
  s.kind = SessionKind::kNetwork;
  s.outcome = Outcome::kFailed;
  s.user = "guess" + std::to_string(log_.events.size());
  s.ip = "203.0.113." + std::to_string(random_.Int(1, 250));
  s.attempt = log_.now;
  s.failures = random_.Int(1, 12);
  s.reason = EndReason::kAccessDenied;
  for (int i = 0; i < s.failures; ++i) {
    Event& e = log_.Failure(s.user, 3, "NtLmSsp");
    e.address = log_.Text(s.ip);
    s.end = log_.now;
    Pass(0.2, 20);
  }
  truth_->sessions.push_back(std::move(s));
}

void SimulatedMachine::StepClock() {
  const FileTime before = log_.now;
  log_.now = log_.now + Seconds(random_.Real(-7200, 7200));
  Event& e = log_.Security(EventKind::kClockChanged, 4616);
  e.previous_time = before;
  e.new_time = log_.now;
  e.subject_logon_id = 0x3e5;
  Event& kernel = log_.System(EventKind::kKernelClockChanged, 1);
  kernel.previous_time = before;
  kernel.new_time = log_.now;
}

void SimulatedMachine::Act() {
  Pass(5, 1800);
  const int act = random_.Int(0, 99);
  if (act < 14) return ConsoleLogon();
  if (act < 30) return RemoteLogon();
  if (act < 45) return NetworkLogon();
  if (act < 50) return Guess();
  if (act < 51 && options_.clock_steps) return StepClock();
  if (desks_.empty()) return;
  const auto number = static_cast<std::size_t>(random_.Int(0, static_cast<int>(desks_.size()) - 1));
  Desk& desk = desks_[number];
  const bool connected = desk.visit >= 0;
  if (act < 62) return connected ? Disconnect(desk) : Reconnect(desk);
  if (act < 66 && connected) return TakeBack(desk);
  if (act < 76) return LogOff(number);
  if (act < 86 && connected) return LockAndUnlock(desk);
  if (act < 92 && connected) return Runas(desk);
  log_.Process(desk.logon.owner, desk.user);
}

}  // namespace logonloom
