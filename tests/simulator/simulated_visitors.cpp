#include "simulated_visitors.h"

namespace logonloom {
namespace {

constexpr const char* kSshd = "C:\\Windows\\System32\\OpenSSH\\sshd.exe";
constexpr std::uint16_t kWinrmPort = 5985;
constexpr std::uint32_t kTypeNetwork = 3, kTypeBatch = 4, kTypeService = 5, kTypeCleartext = 8;

}  // namespace

void SimulatedVisitors::NetworkLogon() {
  const std::string& user = m_.random.Pick(m_.users);
  const Luid id = m_.NextLuid();
  TrueSession& s =
      m_.AddSession(SessionKind::kNetwork, user, m_.random.Pick(m_.addresses));
  if (MachineState::IsAdmin(user)) m_.log.Privileges(id, user);
  Event& e =
      m_.log.Logon(id, user, kTypeNetwork, m_.random.Chance(0.5) ? "Kerberos" : "NtLmSsp");
  e.address = m_.log.Text(s.ip);
  e.port = m_.AnyPort();
  TrueLogon& logon = m_.AddLogon(id, user, Purpose::kNetwork);
  s.logon_id = id;
  s.start = m_.log.now;
  if (!m_.random.Chance(0.5)) return;
  m_.Pass(1, 60);
  m_.log.Logoff(id, user, kTypeNetwork);
  logon.end = s.end = s.over = m_.log.now;
  s.reason = EndReason::kLogoff;
}

void SimulatedVisitors::MachineLogons() {
  const Luid id = m_.NextLuid();
  Event& e = m_.log.Logon(id, "DC01$", kTypeNetwork, "Kerberos");
  e.address = m_.log.Text("10.1.1.1");
  e.port = m_.AnyPort();
  Event& nobody = m_.log.Logon(m_.NextLuid(), "ANONYMOUS LOGON", kTypeNetwork, "NtLmSsp");
  nobody.target.domain = m_.log.Text("NT AUTHORITY");
  nobody.target.sid = m_.log.Text("S-1-5-7");
  nobody.address = m_.log.Text(m_.random.Pick(m_.addresses));
  m_.Pass(1, 10);
  m_.log.Logoff(id, "DC01$", kTypeNetwork);
}

// Guesses of one account from outside the usual addresses.
void SimulatedVisitors::Guess() {
  TrueSession& s =
      m_.AddSession(SessionKind::kNetwork, "guess" + std::to_string(m_.log.events.size()),
                    "203.0.113." + std::to_string(m_.random.Int(1, 250)));
  s.outcome = Outcome::kFailed;
  s.reason = EndReason::kAccessDenied;
  const int guesses = m_.random.Int(1, 12);
  for (int i = 0; i < guesses; ++i) {
    Event& e = m_.log.Failure(s.user, kTypeNetwork, "NtLmSsp");
    e.address = m_.log.Text(s.ip);
    s.failed_at.push_back(m_.log.now);
    m_.Pass(0.2, 20);
  }
  s.end = s.over = s.failed_at.back();
}

// sshd looks the user up, in an account of its own, before it checks the password.
void SimulatedVisitors::Ssh() {
  const std::string& user = m_.random.Pick(m_.users);
  pid_ = m_.NextPid();
  port_ = m_.AnyPort();
  ip_ = m_.random.Pick(m_.addresses);
  const std::string self = "sshd_" + std::to_string(pid_);
  Event& e = m_.log.Logon(m_.NextLuid(), self, kTypeService, "Advapi");
  e.target.sid = m_.log.Text("S-1-5-111-3847866527-" + std::to_string(pid_));
  e.process_id = pid_;
  e.process_name = m_.log.Text(kSshd);
  m_.Pass(0.1, 5);
  m_.random.Chance(0.3) ? SshFails(user, ip_) : SshSucceeds(user, ip_);
}

Luid SimulatedVisitors::SshLogon(const std::string& user, std::uint32_t type, Purpose purpose) {
  const Luid id = m_.NextLuid();
  Event& e = m_.log.Logon(id, user, type, type == kTypeNetwork ? "sshd" : "Advapi");
  e.subject_logon_id = 0x3e7;
  e.process_id = pid_;
  e.process_name = m_.log.Text(kSshd);
  m_.AddLogon(id, user, purpose);
  return id;
}

void SimulatedVisitors::SshFails(const std::string& user, const std::string& ip) {
  TrueSession& s = m_.AddSession(SessionKind::kSsh, user, ip);
  s.outcome = Outcome::kFailed;
  s.reason = EndReason::kAccessDenied;
  const Luid lookup = SshLogon(user, kTypeNetwork, Purpose::kSshLookup);
  const int failures = m_.random.Int(1, 5);
  for (int f = 0; f < failures; ++f) {
    m_.Pass(1, 20);
    Event& e = m_.log.Failure(user, kTypeCleartext, "Advapi");
    e.subject_logon_id = 0x3e7;
    e.process_id = pid_;
    e.process_name = m_.log.Text(kSshd);
    s.failed_at.push_back(m_.log.now);
    m_.log.Ssh(pid_, "Failed password for " + user + " from " + Endpoint() + " ssh2");
  }
  m_.Pass(0.1, 10);
  m_.log.Ssh(pid_, "Connection closed by authenticating user " + user + " " + Endpoint() +
                       " [preauth]");
  s.end = s.over = m_.log.now;
  m_.LogOff({lookup, 0}, user, kTypeNetwork);
}

void SimulatedVisitors::SshSucceeds(const std::string& user, const std::string& ip) {
  const std::size_t session = m_.truth.sessions.size();
  m_.AddSession(SessionKind::kSsh, user, ip);
  const Luid lookup = SshLogon(user, kTypeNetwork, Purpose::kSshLookup);
  m_.Pass(1, 10);
  const Luid id = SshLogon(user, kTypeCleartext, Purpose::kSsh);
  TrueSession& s = m_.truth.sessions[session];
  s.start = m_.log.now;
  s.logon_id = id;
  m_.Pass(0.001, 0.01);
  m_.log.Ssh(pid_, "Accepted password for " + user + " from " + Endpoint() + " ssh2");
  m_.LogOff({lookup, 0}, user, kTypeNetwork);
  if (m_.random.Chance(0.2)) return;  // goes on
  m_.Pass(10, 600);
  m_.log.Ssh(pid_, "Disconnected from user " + user + " " + Endpoint());
  s.end = s.over = m_.log.now;
  s.reason = EndReason::kDisconnect;
  m_.Pass(0.01, 0.3);
  m_.LogOff({id, 0}, user, kTypeCleartext);
}

void SimulatedVisitors::WinRm() {
  const std::string& user = m_.random.Pick(m_.users);
  const Luid id = m_.NextLuid();
  TrueSession& s =
      m_.AddSession(SessionKind::kWinrm, user, m_.random.Pick(m_.addresses));
  m_.log.Connection(s.ip, m_.AnyPort(), kWinrmPort);
  m_.Pass(0.005, 0.1);
  if (MachineState::IsAdmin(user)) m_.log.Privileges(id, user);
  m_.log.Logon(id, user, kTypeNetwork, "Kerberos");
  TrueLogon& logon = m_.AddLogon(id, user, Purpose::kWinrm);
  s.logon_id = id;
  s.attempt = m_.log.now;
  s.start = m_.log.now;
  m_.Pass(0.05, 2);
  m_.log.WinRmShell(user, s.ip);
  m_.Pass(1, 120);
  m_.log.Logoff(id, user, kTypeNetwork);
  logon.end = s.end = s.over = m_.log.now;
  s.reason = EndReason::kLogoff;
}

void SimulatedVisitors::Batch() {
  const std::string& user = m_.random.Pick(m_.users);
  const Luid id = m_.NextLuid();
  m_.log.Logon(id, user, kTypeBatch, "Advapi");
  m_.AddLogon(id, user, Purpose::kBatch);
  if (MachineState::IsAdmin(user)) m_.log.Privileges(id, user);
  m_.Pass(1, 60);
  m_.log.Process(id, user, "C:\\Windows\\System32\\cmd.exe");
  if (m_.random.Chance(0.8)) m_.LogOff({id, 0}, user, kTypeBatch);
}

}  // namespace logonloom
