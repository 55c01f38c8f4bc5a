#include "correlate/network_authentications.h"

#include <algorithm>
#include <map>
#include <unordered_set>
#include <vector>

#include "correlate/time_index.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

// A record that says that its user came in, and from where.
struct ArrivalSign {
  Index boot = kNone;
  FileTime time;
  User user;
  const LoggedAddress* address = nullptr;
  std::uint32_t port = 0;
  Ticks span = kNlaBeforeDesktop;  // from the authentication to it
  bool may_unlock = false;         // at the desktop rather than come in
};

bool IsTold(const LoggedAddress* address) { return address != nullptr && !address->unspecified; }

bool IsSame(const LoggedAddress& a, const LoggedAddress& b) {
  return a.text == b.text || (a.loopback && b.loopback);
}

bool IsRemoteDesktop(const Event& e) { return e.logon_type == 10 || e.logon_type == 12; }

class NetworkAuthentications {
 public:
  NetworkAuthentications(const History& history, const std::vector<Connection>& connections,
                         LogonTable& table)
      : history_(history), connections_(connections), table_(table) {
    for (const Connection& c : connections) ports_.insert(c.port);
    for (const TracedLogon& logon : table.logons)
      if (logon.logon_event != kNone && IsRemoteDesktop(history.event(logon.logon_event)))
        ports_.insert(history.event(logon.logon_event).port);
    for (Index l = 0; l < table.size(); ++l)
      if (table.at(l).denied_desktop && IsNetworkLogon(table.at(l)))
        Mark(l);
      else if (IsCandidate(table.at(l)))
        candidates_.Add(table.at(l).session.boot, EventOf(l).time, l);
    candidates_.Sort();
    for (std::size_t c = 0; c < connections.size(); ++c)
      begins_.Add(connections[c].boot, connections[c].first_time, static_cast<Index>(c));
    begins_.Sort();
  }

  void Run() {
    if (candidates_.entries().empty()) return;
    for (const Index i : history_.OfKind(EventKind::kRcmAuthenticated)) FollowBack(SignOf(i));
    for (const EventKind kind :
         {EventKind::kTsLogon, EventKind::kTsReconnected, EventKind::kSessionReconnected})
      for (const Index i : history_.OfKind(kind))
        if (history_.Address(history_.event(i).address) != nullptr) FollowBack(SignOf(i));
    for (Index l = 0; l < table_.size(); ++l)
      if (table_.at(l).logon_event != kNone && LetsIn(EventOf(l)))
        FollowBack(SignOf(table_.at(l).logon_event));
    if (!connections_.empty()) GiveToConnections();
  }

 private:
  const Event& EventOf(Index l) const { return history_.event(table_.at(l).logon_event); }
  bool IsMarked(Index l) const { return table_.at(l).session.purpose == Purpose::kNla; }
  void Mark(Index l) { table_.at(l).session.purpose = Purpose::kNla; }

  bool IsNetworkLogon(const TracedLogon& logon) const {
    return logon.session.purpose == Purpose::kNetwork && logon.logon_event != kNone &&
           history_.event(logon.logon_event).logon_type == 3 &&
           logon.session.account_class != AccountClass::kAnonymous;
  }

  // Nobody works in a logon that only authenticates.
  bool IsCandidate(const TracedLogon& logon) const {
    return IsNetworkLogon(logon) && !logon.in_use && MayHavePort(history_.event(logon.logon_event));
  }

  // Millions of file shares' logons have others.
  bool MayHavePort(const Event& e) const { return PortAgrees(e, 0) || ports_.contains(e.port); }

  ArrivalSign SignOf(Index i) const {
    const Event& e = history_.event(i);
    ArrivalSign sign{history_.boot_of(i), e.time, ToUser(e.target), history_.Address(e.address),
                     e.port, kNlaBeforeDesktop, e.kind == EventKind::kLogon && e.logon_type == 7};
    // Who has to send another one away first is let in later.
    if (e.kind == EventKind::kLogon && !sign.may_unlock) sign.span = kConnectionToDesktop;
    return sign;
  }

  // Newer builds let in to a desktop that is there by logons of type 7, which also unlock one.
  bool LetsIn(const Event& e) const {
    return IsRemoteDesktop(e) || (e.logon_type == 7 && history_.Origin(e) != nullptr);
  }

  // The nearest one, best one that tells the same address; others from there are tries of the same
  // user just ahead.
  void FollowBack(const ArrivalSign& sign) {
    Index best = kNone;
    const auto ahead = candidates_.Between(sign.boot, sign.time - sign.span, sign.time);
    for (auto entry = ahead.rbegin(); entry != ahead.rend(); ++entry) {
      if (!LeadsTo(entry->value, sign)) continue;
      if (best == kNone || (!TellsAddressOf(best, sign) && TellsAddressOf(entry->value, sign)))
        best = entry->value;
    }
    if (best == kNone) return;
    const bool same_address = TellsAddressOf(best, sign);
    if (same_address || !sign.may_unlock) Mark(best);
    if (!same_address) return;
    for (const TimeIndex::Entry& entry : ahead)
      if (entry.time + kNlaBeforeDesktop >= sign.time && TellsAddressOf(entry.value, sign) &&
          LeadsTo(entry.value, sign))
        Mark(entry.value);
  }

  bool TellsAddressOf(Index l, const ArrivalSign& sign) const {
    const LoggedAddress* address = history_.Address(EventOf(l).address);
    return IsTold(address) && IsTold(sign.address) && IsSame(*address, *sign.address);
  }

  // Network level authentication ends with its connection: it is not over when its user is let in.
  bool LeadsTo(Index l, const ArrivalSign& sign) const {
    const Event& e = EventOf(l);
    if (!history_.SameUserHere(table_.at(l).session.user, sign.user)) return false;
    if (!PortAgrees(e, sign.port)) return false;
    if (TellsAddressOf(l, sign))
      return e.time + kNlaBeforeDesktop >= sign.time || !IsOver(l, sign.time);
    const bool elsewhere = IsTold(history_.Address(e.address)) && IsTold(sign.address);
    return !elsewhere && e.time + kNlaBeforeDesktop >= sign.time &&
           !IsOver(l, sign.time - kSameAct);
  }

  bool IsOver(Index l, FileTime time) const {
    const Index logoff = table_.at(l).logoff_event;
    return logoff != kNone && history_.event(logoff).time < time;
  }

  // It has none, or that of its connection; a file share or the like has another one.
  bool PortAgrees(const Event& e, std::uint32_t port) const {
    return e.port == 0 || e.port == port || history_.Address(e.address) == nullptr;
  }

  // What no record of its user shows: a connection has one, if nothing tells that it is another's.
  void GiveToConnections() {
    std::vector<bool> taken(connections_.size());
    for (const TimeIndex::Entry& entry : candidates_.entries())
      if (IsMarked(entry.value))
        if (const Index c = ConnectionOf(entry.value, taken); c != kNone)
          taken[static_cast<std::size_t>(c)] = true;
    std::map<Index, std::vector<Index>> claims;  // of connections
    for (const TimeIndex::Entry& entry : candidates_.entries()) {
      if (IsMarked(entry.value)) continue;
      const Index c = ConnectionOf(entry.value, taken);
      if (c != kNone && MayBeUntold(entry.value, Of(c))) claims[c].push_back(entry.value);
    }
    for (const auto& [c, logons] : claims) {
      const auto told = std::find_if(logons.begin(), logons.end(), [&](Index l) {
        return IsTold(history_.Address(EventOf(l).address));
      });
      if (told != logons.end())
        Mark(*told);
      else if (logons.size() == 1)
        Mark(logons.front());
    }
  }

  const Connection& Of(Index c) const { return connections_[static_cast<std::size_t>(c)]; }

  // The latest that had just begun.
  Index ConnectionOf(Index l, const std::vector<bool>& taken) const {
    const FileTime time = EventOf(l).time;
    const auto begun = begins_.Between(table_.at(l).session.boot, time - kNlaBeforeDesktop, time);
    for (auto entry = begun.rbegin(); entry != begun.rend(); ++entry)
      if (!taken[static_cast<std::size_t>(entry->value)] && MayBeOf(l, Of(entry->value)))
        return entry->value;
    return kNone;
  }

  bool MayBeOf(Index l, const Connection& c) const {
    const Event& e = EventOf(l);
    if (c.failures() > 0 || !PortAgrees(e, c.port)) return false;
    if (c.disconnected && (*c.disconnected < e.time || Outlives(l, *c.disconnected))) return false;
    const LoggedAddress* address = history_.Address(e.address);
    if (IsTold(address) && !c.ip.empty() && address->text != c.ip) return false;
    const User& user = table_.at(l).session.user;
    if (!c.user.name.empty() && !history_.SameUserHere(c.user, user)) return false;
    return std::none_of(c.desktop_events.begin(), c.desktop_events.end(), [&](Index i) {
      return !history_.SameUserHere(ToUser(history_.event(i).target), user);
    });
  }

  bool Outlives(Index l, FileTime end) const {
    const Index logoff = table_.at(l).logoff_event;
    return logoff != kNone && history_.event(logoff).time > end + kNlaBehindLink;
  }

  // A log that misses nothing would have told the user by a 1149.
  bool MayBeUntold(Index l, const Connection& c) const {
    if (c.authenticated) return true;
    const FileTime time = EventOf(l).time;
    return !history_.Holds(kRemoteConnectionManagerChannel, table_.at(l).session.boot, time,
                           time + kNlaBeforeDesktop);
  }

  const History& history_;
  const std::vector<Connection>& connections_;
  LogonTable& table_;
  std::unordered_set<std::uint32_t> ports_;  // of what comes in
  TimeIndex candidates_;  // → logon session
  TimeIndex begins_;      // → connection
};

}  // namespace

void MarkNetworkAuthentications(const History& history, const std::vector<Connection>& connections,
                                LogonTable& table) {
  NetworkAuthentications(history, connections, table).Run();
}

}  // namespace logonloom
