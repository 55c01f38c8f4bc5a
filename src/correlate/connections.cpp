#include "correlate/connections.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <map>

#include "base/flat_map.h"
#include "base/text.h"
#include "correlate/boot_key.h"
#include "correlate/time_index.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

constexpr std::size_t kUsualEvents = 8;  // of a connection

// The console has this id in every boot of every machine.
constexpr std::string_view kConsoleActivity = "{61A55000-55E5-1017-0000-000000000000}";

bool BelongsToConnection(EventKind kind) {
  switch (kind) {
    case EventKind::kRcmConnection:
    case EventKind::kRcmAuthenticated:
    case EventKind::kRdpAccepted:
    case EventKind::kRdpBadPassword:
    case EventKind::kRcmTcpConnected:
    case EventKind::kRdpConnectionCreated:
    case EventKind::kRdpSecurityFailed:
    case EventKind::kRdpTcpFailed:
    case EventKind::kRdpSessionBound:
    case EventKind::kRdpDisconnected:
    case EventKind::kRdpDisconnectReason:
    case EventKind::kTsLogon:
    case EventKind::kTsReconnected:
      return true;
    default:
      return false;
  }
}

struct BootConnection {
  Index boot = kNone;
  Symbol id;
  friend bool operator==(const BootConnection&, const BootConnection&) = default;
};

struct BootConnectionHash {
  std::size_t operator()(const BootConnection& key) const noexcept {
    return std::uint64_t{std::hash<Symbol>()(key.id)} << 32 | static_cast<std::uint32_t>(key.boot);
  }
};

// 131 is also written for the UDP transports of a connection, under ids of their own.
bool IsUdp(const Event& e) {
  return e.kind == EventKind::kRdpAccepted && EqualsIgnoreCase(e.object.view(), "UDP");
}

// The firewall's word on a connection to the port of remote desktop.
bool IsInboundRdp(const Event& e) {
  return e.kind == EventKind::kNetworkConnection && e.direction.view() == kInboundDirection &&
         e.destination_port == kRdpPort;
}

void TakeAddress(Connection& connection, const History& history, const Event& e) {
  const LoggedAddress* address = history.Address(e.address);
  if (address == nullptr) return;
  const std::uint32_t port = e.port != 0 ? e.port : address->port;
  if (connection.ip.empty() || (connection.port == 0 && port != 0)) {
    if (connection.ip != address->text || connection.zone.empty()) connection.zone = address->zone;
    connection.ip = address->text;
    connection.port = port;
  }
}

void Add(Connection& connection, const History& history, Index i) {
  const Event& e = history.event(i);
  connection.events.push_back(i);
  connection.last_time = e.time;
  TakeAddress(connection, history, e);
  switch (e.kind) {
    case EventKind::kRcmAuthenticated:
      // Without network level authentication it names nobody: a logon screen was shown.
      connection.authenticated |= !e.target.empty();
      Complete(connection.user, e.target);
      break;
    case EventKind::kRdpBadPassword:
      ++connection.bad_passwords;
      break;
    case EventKind::kTsLogon:
    case EventKind::kTsReconnected:
      connection.desktop_events.push_back(i);
      break;
    case EventKind::kRdpSessionBound:
      connection.bound_event = i;
      break;
    case EventKind::kRdpDisconnected:
      if (!connection.disconnected) connection.disconnected = e.time;
      break;
    case EventKind::kRdpDisconnectReason:
      connection.disconnected = e.time;
      break;
    default:
      break;
  }
}

class ConnectionBuilder {
  using OpenConnections = std::deque<std::size_t>;

 public:
  explicit ConnectionBuilder(const History& history) : history_(history) {}

  std::vector<Connection> Run() {
    std::vector<Index> signs;
    for (const Index i : history_.Where([](EventKind kind) {
           return kind == EventKind::kNetworkConnection || BelongsToConnection(kind);
         }))
      if (IsInboundRdp(history_.event(i)))
        inbound_.Add(history_.boot_of(i), history_.event(i).time, i);
      else if (BelongsToConnection(history_.event(i).kind) && !IsUdp(history_.event(i)))
        signs.push_back(i);
    inbound_.Sort();
    for (const Index i : history_.ByTime(signs)) Read(i);
    for (Connection& c : connections_)
      if (c.ip.empty()) AskFirewall(c);
    return std::move(connections_);
  }

 private:
  void Read(Index i) {
    const Event& e = history_.event(i);
    const bool desktop = e.kind == EventKind::kTsLogon || e.kind == EventKind::kTsReconnected;
    const std::string_view id = e.activity_id.view();
    if (IsConnectionId(id, e.time)) {
      const auto [known, added] = by_id_.Add({history_.boot_of(i), e.activity_id});
      if (added) {
        known = connections_.size();
        Create(i, e.activity_id);
      }
      Add(connections_[known], history_, i);
    } else if (!desktop) {
      AddWithoutId(i, e);
    }
  }

  void Create(Index i, Symbol id) {
    Connection connection;
    connection.host = kThisMachine;
    connection.boot = history_.boot_of(i);
    connection.id = id;
    connection.first_time = connection.last_time = history_.event(i).time;
    connection.events.reserve(kUsualEvents);
    connections_.push_back(std::move(connection));
  }

  void AddWithoutId(Index i, const Event& e) {
    OpenConnections& open = open_[history_.boot_of(i)];
    while (!open.empty() && e.time > connections_[open.front()].first_time + kNlaBeforeDesktop)
      open.pop_front();
    const auto awaits = [&](std::size_t c) { return Awaits(connections_[c], e); };
    const auto goes_on = e.kind == EventKind::kRcmAuthenticated || Begins(e.kind)
                             ? std::find_if(open.begin(), open.end(), awaits)
                             : LatestOf(open, e);
    if (goes_on != open.end()) return Add(connections_[*goes_on], history_, i);
    if (!Begins(e.kind) && e.kind != EventKind::kRcmAuthenticated &&
        e.kind != EventKind::kRdpBadPassword)
      return;
    open.push_back(connections_.size());
    Create(i, {});
    Add(connections_.back(), history_, i);
  }

  static bool Begins(EventKind kind) {
    return kind == EventKind::kRcmConnection || kind == EventKind::kRdpAccepted ||
           kind == EventKind::kRcmTcpConnected;
  }

  // Clients are authenticated in the order in which they came; 131, 1158 and 261 tell one at once.
  bool Awaits(const Connection& c, const Event& e) const {
    const LoggedAddress* address = history_.Address(e.address);
    if (c.authenticated || c.bad_passwords > 0) return false;
    if (address != nullptr && !c.ip.empty() && address->text != c.ip) return false;
    if (!Begins(e.kind)) return true;
    return e.time <= c.first_time + kSameAct &&
           std::all_of(c.events.begin(), c.events.end(), [&](Index i) {
             const EventKind kind = history_.event(i).kind;
             return Begins(kind) && kind != e.kind;
           });
  }

  OpenConnections::iterator LatestOf(OpenConnections& open, const Event& e) const {
    const LoggedAddress* address = history_.Address(e.address);
    const auto latest = std::find_if(open.rbegin(), open.rend(), [&](std::size_t c) {
      const SharedText& ip = connections_[c].ip;
      return address == nullptr || ip.empty() || ip == address->text;
    });
    return latest == open.rend() ? open.end() : std::prev(latest.base());
  }

  // Without 131, the firewall's record beside the 261 gives the address.
  void AskFirewall(Connection& c) const {
    for (const Index i : c.events) {
      const Event& e = history_.event(i);
      if (e.kind != EventKind::kRcmConnection) continue;
      const auto beside =
          inbound_.Between(c.boot, e.time - kFirewallToListener, e.time + kFirewallToListener);
      if (beside.size() != 1) continue;  // several at once: not known which
      TakeAddress(c, history_, history_.event(beside.front().value));
      c.events.insert(c.events.begin(), beside.front().value);
      c.first_time = std::min(c.first_time, beside.front().time);
      return;
    }
  }

  const History& history_;
  TimeIndex inbound_;  // → 5156
  std::vector<Connection> connections_;
  FlatMap<BootConnection, std::size_t, BootConnectionHash> by_id_;
  std::map<Index, OpenConnections> open_;  // of boots: those without id that began of late
};

}  // namespace

EvidenceRole RoleInConnection(EventKind kind) {
  switch (kind) {
    case EventKind::kRcmAuthenticated:
      return EvidenceRole::kNetworkAuth;
    case EventKind::kRdpBadPassword:
    case EventKind::kLogonFailed:
    case EventKind::kRemoteAccessDenied:
      return EvidenceRole::kFailure;
    case EventKind::kRdpDisconnected:
    case EventKind::kRdpDisconnectReason:
      return EvidenceRole::kDisconnect;
    default:
      return EvidenceRole::kAttempt;
  }
}

bool IsConnectionId(std::string_view activity_id, FileTime time) {
  return !activity_id.empty() && activity_id != kConsoleActivity &&
         !IsMadeByEtw(activity_id, time);
}

std::vector<Connection> FindConnections(const History& history) {
  return ConnectionBuilder(history).Run();
}

}  // namespace logonloom
