#include "activity/machines.h"

#include <algorithm>

#include "activity/windows.h"
#include "base/text.h"

namespace logonloom {
namespace {

constexpr std::string_view kOwnConnection = "own_connection";
constexpr std::string_view kLogonWorkstation = "logon_workstation";
constexpr std::string_view kRemoteDesktop = "remote_desktop";
constexpr std::string_view kTicket = "ticket";
constexpr std::string_view kMachineAccess = "machine_access";

constexpr Index kUnasked = -2;  // a ticket that no machine of the evidence is known to have asked for

// «WS01» of WS01$ and WS01$@CORP.EXAMPLE; empty for other accounts.
std::string_view MachineOf(const Account& account) {
  const std::string_view name = account.name.view();
  const std::size_t end = name.find('$');
  const bool machine =
      end != std::string_view::npos && (end + 1 == name.size() || name[end + 1] == '@');
  return machine ? name.substr(0, end) : std::string_view();
}

bool IsTicket(EventKind kind) {
  return kind == EventKind::kTicketGrantingRequested || kind == EventKind::kTicketRequested;
}

bool TellsAddress(EventKind kind) {
  switch (kind) {
    case EventKind::kLogon:
    case EventKind::kSessionReconnected:
    case EventKind::kSessionDisconnected:
    case EventKind::kTicketGrantingRequested:
    case EventKind::kTicketRequested:
    case EventKind::kShareAccess:
      return true;
    default:
      return IsConnection(kind);
  }
}

}  // namespace

std::optional<RecordedConnection> ConnectionOf(const Event& e) {
  if (!IsConnection(e.kind)) return std::nullopt;
  const std::string_view direction = e.direction.view();
  return RecordedConnection{direction == "%%14593" || EqualsIgnoreCase(direction, "true"),
                            e.address, e.destination, e.port, e.destination_port};
}

Machines::Machines(const Scene& scene, AddressForms& forms) : scene_(scene), forms_(forms) {
  const auto& hosts = scene.correlation().hosts;
  const auto name = [this](std::string_view text, Index host) {
    if (text.empty()) return;
    const auto [known, added] = by_name_.try_emplace(ToLower(text), host);
    if (!added && known->second != host) known->second = kNone;
  };
  for (std::size_t h = 0; h < hosts.size(); ++h) {
    std::vector<std::string> names = hosts[h].aliases;
    names.push_back(hosts[h].name);
    for (const std::string& text : names) {
      const auto host = static_cast<Index>(h);
      name(text, host);
      if (const std::size_t dot = text.find('.'); dot != std::string::npos)
        name(std::string_view(text).substr(0, dot), host);
    }
  }
  NoteTickets();
  for (Index i = 0; i < scene.size(); ++i)
    if (TellsAddress(scene.kind(i))) Read(i);
  for (const auto& [told, seen] : told_) {
    by_address_[told.address].push_back(&told);
    if (told.basis == kOwnConnection) own_.insert(told.address);
  }
}

std::size_t Machines::MentionHash::operator()(const Mention& m) const noexcept {
  std::size_t hash = static_cast<std::size_t>(m.host + 1) * 0x9e3779b97f4a7c15ULL;
  for (const std::size_t part : {std::hash<Symbol>()(m.name), std::hash<Symbol>()(m.address),
                                 std::hash<const void*>()(m.basis)})
    hash = (hash ^ part) * 0xff51afd7ed558ccdULL, hash ^= hash >> 32;
  return hash;
}

// A LogonGuid is one machine's: that of the 4648, or of the logon that its own LSA asked for.
void Machines::NoteTickets() {
  for (Index i = 0; i < scene_.size(); ++i)
    if (IsTicket(scene_.kind(i)) && !scene_.event(i).logon_guid.empty())
      asked_.try_emplace(scene_.event(i).logon_guid, kUnasked);
  for (Index i = 0; i < scene_.size() && !asked_.empty(); ++i) {
    const EventKind kind = scene_.kind(i);
    if (kind != EventKind::kLogon && kind != EventKind::kExplicitCredentials) continue;
    const Event& e = scene_.event(i);
    const bool network = kind == EventKind::kLogon && (e.logon_type == 3 || e.logon_type == 8);
    if (e.logon_guid.empty() || network) continue;
    const Index host = scene_.place(i).host;
    const auto known = asked_.find(e.logon_guid);
    if (known == asked_.end()) continue;
    known->second = known->second == kUnasked || known->second == host ? host : kNone;
  }
}

void Machines::ReadTicket(const Event& e) {
  if (!MachineOf(e.target).empty()) Tell(kNone, e.target.name, e.address, kTicket, e.time);
  const auto asked = e.logon_guid.empty() ? asked_.end() : asked_.find(e.logon_guid);
  if (asked != asked_.end() && asked->second != kNone && asked->second != kUnasked)
    Tell(asked->second, {}, e.address, kTicket, e.time);
}

void Machines::Read(Index i) {
  const Event& e = scene_.event(i);
  if (const auto c = ConnectionOf(e))
    return Tell(scene_.place(i).host, {}, c->outbound ? c->source : c->destination, kOwnConnection,
                e.time);
  if (e.address.empty()) return;
  switch (e.kind) {
    case EventKind::kLogon:
      // Of a desktop's logon the workstation is this machine, whatever address it came from.
      if (e.logon_type == 3 || e.logon_type == 8)
        Tell(kNone, e.workstation, e.address, kLogonWorkstation, e.time);
      return;
    case EventKind::kSessionReconnected:
    case EventKind::kSessionDisconnected:
      return Tell(kNone, e.workstation, e.address, kRemoteDesktop, e.time);
    case EventKind::kTicketGrantingRequested:
    case EventKind::kTicketRequested:
      return ReadTicket(e);
    case EventKind::kShareAccess:
      if (!MachineOf(e.subject).empty())
        Tell(kNone, e.subject.name, e.address, kMachineAccess, e.time);
      return;
    default:
      return;
  }
}

void Machines::Tell(Index host, Symbol name, Symbol address, std::string_view basis,
                    FileTime time) {
  if (host == kNone && name.empty()) return;
  const auto [known, added] = mentions_.try_emplace({host, name, address, basis.data()}, nullptr);
  if (added) {
    std::string_view text = name.view();
    if (host != kNone) text = scene_.correlation().hosts[static_cast<std::size_t>(host)].name;
    if (basis == kTicket || basis == kMachineAccess) text = text.substr(0, text.find('$'));
    known->second = Place(host, text, address, basis);
  }
  Seen* seen = known->second;
  if (seen == nullptr) return;
  if (seen->records == 0) seen->first = seen->last = time;
  seen->first = std::min(seen->first, time);
  seen->last = std::max(seen->last, time);
  ++seen->records;
}

Machines::Seen* Machines::Place(Index host, std::string_view name, Symbol address,
                                std::string_view basis) {
  const LoggedAddress& form = forms_.FormOf(address);
  if (name.empty() || form.text.empty() || form.local()) return nullptr;
  if (host == kNone) host = Named(name);
  return &told_[{host, ToLower(name), std::string(form.text.view()), basis}];
}

Index Machines::Named(std::string_view name) const {
  const auto known = by_name_.find(ToLower(name));
  return known == by_name_.end() ? kNone : known->second;
}

Index Machines::At(std::string_view address, FileTime time) const {
  const auto known = by_address_.find(address);
  if (known == by_address_.end()) return kNone;
  Index best = kNone;
  std::pair<bool, std::int64_t> nearest;
  for (const Told* told : known->second) {
    if (told->host == kNone) continue;
    const Seen& seen = told_.at(*told);
    if (time < seen.first - kAddressHeld || time > seen.last + kAddressHeld) continue;
    const std::int64_t apart = time < seen.first  ? (seen.first - time).count
                               : time > seen.last ? (time - seen.last).count
                                                  : 0;
    // What the machine itself recorded goes before what others say.
    const std::pair<bool, std::int64_t> rank{told->basis != kOwnConnection, apart};
    if (best != kNone && nearest <= rank) continue;
    nearest = rank;
    best = told->host;
  }
  return best;
}

std::vector<HostAddress> Machines::Addresses() const {
  std::vector<HostAddress> all;
  for (const auto& [told, seen] : told_)
    all.push_back(
        {told.host, told.name, told.address, told.basis, seen.first, seen.last, seen.records});
  std::sort(all.begin(), all.end(), [](const HostAddress& a, const HostAddress& b) {
    return std::tie(a.name, a.address, a.basis, a.host) <
           std::tie(b.name, b.address, b.basis, b.host);
  });
  return all;
}

}  // namespace logonloom
