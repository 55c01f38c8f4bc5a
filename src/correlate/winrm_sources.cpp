#include "correlate/winrm_sources.h"

#include <algorithm>

#include "base/text.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

bool IsInboundWinrm(const Event& e) {
  return e.direction.view() == kInboundDirection &&
         (e.destination_port == kWinrmPort || e.destination_port == kWinrmTlsPort);
}

}  // namespace

WinrmSources::WinrmSources(const History& history, const LogonTable& logons)
    : history_(history), logons_(logons) {
  for (const Index i : history.OfKind(EventKind::kNetworkConnection))
    if (IsInboundWinrm(history.event(i)))
      inbound_.Add(history.boot_of(i), history.event(i).time, i);
  inbound_.Sort();
  if (inbound_.entries().empty()) return;
  for (Index l = 0; l < logons.size(); ++l) {
    const LogonSession& s = logons.at(l).session;
    if (!s.source_ip.empty() && s.source_port != 0) taken_.emplace(s.source_ip, s.source_port);
    if (Asks(l)) asking_.Add(s.boot, Begin(l), l);
  }
  asking_.Sort();
  LearnForwarders();
}

bool WinrmSources::Asks(Index logon) const {
  const TracedLogon& l = logons_.at(logon);
  const Purpose purpose = l.session.purpose;
  return l.logon_event != kNone && l.session.logon_type == 3u && l.session.source_ip.empty() &&
         (purpose == Purpose::kNetwork || purpose == Purpose::kWinrm);
}

// Empty for persons, and for this machine's own account, which does not come from elsewhere.
std::string WinrmSources::MachineOf(Index logon) const {
  const User& user = logons_.at(logon).session.user;
  if (history_.ClassHere(user) != AccountClass::kMachine) return {};
  const std::string_view account = user.name.view();
  const std::string name = ToLower(account.substr(0, account.find('$')));
  return history_.IsOwnName(name) ? std::string() : name;
}

FileTime WinrmSources::Begin(Index logon) const {
  return history_.event(logons_.at(logon).logon_event).time;
}

SharedText WinrmSources::AddressOf(Index connection) const {
  const LoggedAddress* address = history_.Address(history_.event(connection).address);
  return address == nullptr ? SharedText() : address->text;
}

std::vector<Index> WinrmSources::Ahead(Index logon) const {
  std::vector<Index> connections;
  const FileTime begin = Begin(logon);
  for (const TimeIndex::Entry& entry : inbound_.Between(logons_.at(logon).session.boot,
                                                        begin - kFirewallToLogon, begin)) {
    const SharedText address = AddressOf(entry.value);
    if (!address.empty() && !taken_.contains({address, history_.event(entry.value).port}))
      connections.push_back(entry.value);
  }
  return connections;
}

WinrmSources::Addresses WinrmSources::AddressesOf(const std::vector<Index>& connections) const {
  Addresses addresses;
  for (const Index i : connections) addresses.insert(AddressOf(i));
  return addresses;
}

// Logons of others that one of the connections lies ahead of as well, each account once.
std::vector<Index> WinrmSources::Rivals(Index logon, const std::vector<Index>& connections) const {
  std::vector<Index> rivals;
  const LogonSession& own = logons_.at(logon).session;
  const bool host = logons_.at(logon).winrm_sign;
  for (const Index i : connections) {
    const FileTime time = history_.event(i).time;
    for (const TimeIndex::Entry& entry :
         asking_.Between(own.boot, time, time + kFirewallToLogon)) {
      const TracedLogon& other = logons_.at(entry.value);
      const auto same = [&](const User& user) {
        return history_.SameUserHere(user, other.session.user);
      };
      if (same(own.user) || (host && !other.winrm_sign)) continue;
      if (std::none_of(rivals.begin(), rivals.end(),
                       [&](Index rival) { return same(logons_.at(rival).session.user); }))
        rivals.push_back(entry.value);
    }
  }
  return rivals;
}

void WinrmSources::LearnForwarders() {
  for (const TimeIndex::Entry& entry : asking_.entries()) {
    const std::string machine = MachineOf(entry.value);
    if (machine.empty()) continue;
    const std::vector<Index> ahead = Ahead(entry.value);
    if (ahead.empty()) continue;
    const Addresses addresses = AddressesOf(ahead);
    Forwarder& forwarder = forwarders_[machine];
    forwarder.possible.insert(addresses.begin(), addresses.end());
    if (addresses.size() == 1 && Rivals(entry.value, ahead).empty())
      forwarder.proven.insert(*addresses.begin());
  }
  if (forwarders_.empty()) return;
  for (Index l = 0; l < logons_.size(); ++l) {
    const LogonSession& s = logons_.at(l).session;
    if (s.source_ip.empty()) continue;
    if (const auto known = forwarders_.find(MachineOf(l)); known != forwarders_.end())
      known->second.proven.insert(s.source_ip);
  }
  for (const auto& [name, forwarder] : forwarders_) {
    for (const SharedText& address : forwarder.proven) proven_at_[address].insert(name);
    if (!forwarder.proven.empty()) continue;
    for (const SharedText& address : forwarder.possible) possible_at_[address].insert(name);
  }
}

bool WinrmSources::IsAnothers(const SharedText& address, const std::string& machine) const {
  const auto known = proven_at_.find(address);
  if (known == proven_at_.end()) return false;
  return known->second.size() > 1 || !known->second.contains(machine);
}

// How many other accounts one of the connections may have been of.
std::size_t WinrmSources::OthersAt(Index logon, const std::vector<Index>& connections) const {
  const Addresses addresses = AddressesOf(connections);
  const std::string machine = MachineOf(logon);
  std::set<std::string> machines;
  for (const SharedText& address : addresses)
    if (const auto known = possible_at_.find(address); known != possible_at_.end())
      machines.insert(known->second.begin(), known->second.end());
  machines.erase(machine);
  std::size_t persons = 0;
  for (const Index rival : Rivals(logon, connections)) {
    const std::string name = MachineOf(rival);
    // One whose address is known came by none of these.
    const auto known = forwarders_.find(name);
    if (known != forwarders_.end() && !known->second.proven.empty()) continue;
    if (name.empty())
      ++persons;
    else
      machines.insert(name);
  }
  return persons + machines.size();
}

WinrmSources::Source WinrmSources::From(const std::vector<Index>& connections) const {
  if (AddressesOf(connections).size() > 1) return {true, kNone, false};
  return {true, connections.back(), connections.size() == 1};
}

WinrmSources::Source WinrmSources::Of(Index logon) const {
  if (inbound_.entries().empty()) return {};
  std::vector<Index> ahead = Ahead(logon);
  if (ahead.empty()) return {};
  const std::string machine = MachineOf(logon);
  if (const auto known = forwarders_.find(machine); known != forwarders_.end()) {
    std::vector<Index> own = ahead;
    std::erase_if(own, [&](Index i) { return !known->second.proven.contains(AddressOf(i)); });
    if (!own.empty()) return From(own);
  }
  std::erase_if(ahead, [&](Index i) { return IsAnothers(AddressOf(i), machine); });
  const std::size_t addresses = AddressesOf(ahead).size();
  const std::size_t others = OthersAt(logon, ahead);
  if (addresses <= others) return {};
  Source source = From(ahead);
  if (others > 0) source.connection = kNone;
  return source;
}

}  // namespace logonloom
