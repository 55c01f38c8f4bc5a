#include "simulated_connections.h"

#include <algorithm>
#include <cstdio>

#include "base/text.h"

namespace logonloom {
namespace {

constexpr std::uint16_t kRdpPort = 3389;

std::string ActivityOf(int machine, int number) {
  char text[64];
  std::snprintf(text, sizeof text, "{F420%04X-%04X-4A4A-9B9B-0000%08X}",
                static_cast<unsigned>(number) & 0xffff, static_cast<unsigned>(machine) & 0xffff,
                static_cast<unsigned>(number));
  return text;
}

}  // namespace

RdpConnection SimulatedConnections::Accept(const std::string& ip) {
  RdpConnection connection;
  connection.ip = ip;
  connection.activity = ActivityOf(m_.number, ++m_.connections);
  connection.session_name = "RDP-Tcp#" + std::to_string(m_.connections);
  connection.attempt = m_.log.now;
  m_.log.activity = connection.activity;
  const std::uint16_t port = m_.AnyPort();
  if (m_.traits.links()) {
    Event& e = m_.log.Rdp(EventKind::kRdpAccepted, 131);
    e.address = m_.log.Text(ip);
    e.port = port;
    e.object = m_.log.Text("TCP");
  }
  m_.Pass(0.002, 0.01);
  if (!m_.traits.links()) connection.attempt = m_.log.now;  // nothing tells of it earlier
  m_.log.Connection(ip, port, kRdpPort);
  m_.log.Rcm(EventKind::kRcmConnection, 261);
  return connection;
}

// Without network level authentication 1149 names nobody.
void SimulatedConnections::Authenticate(RdpConnection& connection, const std::string& user) {
  MachineLog& log = m_.log;
  m_.Pass(0.2, 2);
  if (m_.traits.authenticates_first) {
    connection.nla = m_.NextLuid();
    connection.user = user;
    Event& e = log.Logon(connection.nla, user, 3, "NtLmSsp");
    e.address = log.Text(connection.ip);
    m_.AddLogon(connection.nla, user, Purpose::kNla);
    m_.Pass(0.02, 0.08);
  }
  Event& authenticated = log.Rcm(EventKind::kRcmAuthenticated, 1149);
  if (m_.traits.authenticates_first)
    authenticated.target = {log.Text(user), log.Text("CORP"), Symbol()};
  authenticated.address = log.Text(connection.ip);
  OpenDatagrams(connection);
  m_.Pass(0.2, 1.5);
}

// The same connection's datagrams have ids of their own.
void SimulatedConnections::OpenDatagrams(const RdpConnection& connection) {
  if (!m_.traits.links() || m_.random.Chance(0.5)) return;
  for (int channel = 0; channel < 2; ++channel) {
    m_.log.activity = ActivityOf(m_.number, 0x8000 + 2 * m_.connections + channel);
    Event& e = m_.log.Rdp(EventKind::kRdpAccepted, 131);
    e.address = m_.log.Text(connection.ip);
    e.port = m_.AnyPort();
    e.object = m_.log.Text("UDP");
    m_.Pass(0.001, 0.05);
  }
  m_.log.activity = connection.activity;
}

RdpConnection SimulatedConnections::Begin(const std::string& user) {
  const std::string ip = m_.random.Pick(m_.addresses);
  std::vector<FileTime> tried_at, failed_at;
  const bool told = m_.traits.links() && m_.traits.authenticates_first;
  const int failures = told && m_.random.Chance(0.15) ? m_.random.Int(1, 3) : 0;
  for (int f = 0; f < failures; ++f) {
    RdpConnection failed = Accept(ip);
    tried_at.push_back(failed.attempt);
    failed_at.push_back(Fail(failed, user));
    m_.Pass(2, 60);
  }
  RdpConnection connection = Accept(ip);
  tried_at.push_back(connection.attempt);
  connection.attempt = tried_at.front();
  connection.tried_at = std::move(tried_at);
  connection.failed_at = std::move(failed_at);
  Authenticate(connection, user);
  return connection;
}

FileTime SimulatedConnections::Fail(RdpConnection& connection, const std::string& user) {
  m_.Pass(0.3, 2);
  Event& e = m_.log.Failure(user, 3, "NtLmSsp");
  e.address = m_.log.Text(connection.ip);
  e.workstation = m_.log.Text("CLIENT");
  const FileTime time = m_.log.now;
  m_.Pass(0.001, 0.02);
  m_.log.Rdp(EventKind::kRdpBadPassword, 140).address = m_.log.Text(connection.ip);
  m_.Pass(0.001, 0.1);
  Close(connection);
  return time;
}

void SimulatedConnections::Close(const RdpConnection& connection) {
  m_.log.activity = connection.activity;
  m_.log.Rdp(EventKind::kRdpDisconnected, 102);
  m_.log.activity.clear();
}

void SimulatedConnections::EndAuthentication(RdpConnection& connection) {
  if (connection.nla == 0) return;
  m_.Pass(0.005, 0.03);
  m_.log.Logoff(connection.nla, connection.user, 3);
  m_.Known(connection.nla).end = m_.log.now;
  connection.nla = 0;
}

// Each guess is a connection of its own.
void SimulatedConnections::Guess() {
  if (!m_.traits.links() || !m_.traits.authenticates_first) return;
  const std::string user = "guess" + std::to_string(m_.log.events.size());
  const std::string ip = "198.51.100." + std::to_string(m_.random.Int(1, 250));
  const int guesses = m_.random.Int(1, 4);
  for (int i = 0; i < guesses; ++i) {
    RdpConnection connection = Accept(ip);
    TrueSession& s = m_.AddSession(SessionKind::kRdp, user, ip);
    s.outcome = Outcome::kFailed;
    s.reason = EndReason::kAccessDenied;
    s.attempt = connection.attempt;
    const FileTime failed = Fail(connection, user);
    s.failed_at = {failed};
    s.end = s.over = failed;
    m_.Pass(1, 20);
  }
}

// Somebody looks at the port, or at the logon screen, and leaves.
void SimulatedConnections::Abandon() {
  if (!m_.traits.links()) return;
  RdpConnection connection =
      Accept("192.0.2." + std::to_string(m_.random.Int(1, 250)));
  TrueSession& s = m_.AddSession(SessionKind::kRdp, {}, connection.ip);
  s.outcome = Outcome::kAbandoned;
  s.reason = EndReason::kAbandoned;
  s.attempt = connection.attempt;
  if (!m_.traits.authenticates_first) {
    m_.Pass(0.2, 2);
    m_.log.Rcm(EventKind::kRcmAuthenticated, 1149).address = m_.log.Text(connection.ip);
  }
  m_.Pass(0.5, 20);
  s.end = s.over = m_.log.now;
  Close(connection);
}

}  // namespace logonloom
