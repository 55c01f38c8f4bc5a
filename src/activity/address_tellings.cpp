#include "activity/address_tellings.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/flat_map.h"
#include "base/text.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

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

class AddressReader {
 public:
  explicit AddressReader(const Scene& scene) : scene_(scene) {}

  BulkList<HostAddress> Read(const Machines& machines, AddressForms& forms, StringPool& texts) {
    NoteTickets();
    for (Index i = 0; i < scene_.size(); ++i)
      if (TellsAddress(scene_.kind(i))) Read(i);
    BulkList<HostAddress> told;
    for (const auto& [mention, seen] : mentions_) {
      const LoggedAddress& form = forms.FormOf(mention.address);
      const std::string name = NameIn(mention);
      if (name.empty() || form.text.empty() || form.local()) continue;
      const Index host = mention.host == kNone ? machines.Named(name) : mention.host;
      told.push_back({host, texts.Intern(name), texts.Intern(form.text), mention.basis, seen.first,
                      seen.last, seen.records});
    }
    Fold(told);
    return told;
  }

 private:
  struct Seen {
    FileTime first, last;
    std::int64_t records = 0;
  };
  // One way of telling an address: the machine, or the texts of name and address, and the basis.
  struct Mention {
    Index host = kNone;
    Symbol name, address;
    std::string_view basis;
    friend bool operator==(const Mention&, const Mention&) = default;
  };
  struct MentionHash {
    std::size_t operator()(const Mention& m) const noexcept {
      std::size_t hash = static_cast<std::size_t>(m.host + 1);
      for (const std::size_t part : {std::hash<Symbol>()(m.name), std::hash<Symbol>()(m.address),
                                     std::hash<const void*>()(m.basis.data())})
        hash = HashNumber(part, hash);
      return hash;
    }
  };

  // One row for what several spellings tell.
  static void Fold(BulkList<HostAddress>& told) {
    const auto key = [](const HostAddress& a) {
      return std::tie(a.host, a.name, a.address, a.basis);
    };
    std::sort(told.begin(), told.end(), [&](const HostAddress& a, const HostAddress& b) {
      return std::tuple(key(a), a.first_time) < std::tuple(key(b), b.first_time);
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < told.size(); ++i) {
      if (kept == 0 || key(told[kept - 1]) != key(told[i])) {
        if (kept++ != i) told[kept - 1] = std::move(told[i]);
        continue;
      }
      HostAddress& first = told[kept - 1];
      first.last_time = std::max(first.last_time, told[i].last_time);
      first.records += told[i].records;
    }
    told.resize(kept);
  }

  std::string NameIn(const Mention& m) const {
    if (m.host != kNone)
      return ToLower(scene_.correlation().hosts[static_cast<std::size_t>(m.host)].name);
    const std::string_view text = m.name.view();
    const bool account = m.basis == kTicket || m.basis == kMachineAccess;
    return ToLower(account ? text.substr(0, text.find('$')) : text);
  }

  // A LogonGuid is one machine's: that of the 4648, or of the logon that its own LSA asked for.
  void NoteTickets() {
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

  void ReadTicket(const Event& e) {
    if (!MachineOf(e.target).empty()) Tell(kNone, e.target.name, e.address, kTicket, e.time);
    const auto asked = e.logon_guid.empty() ? asked_.end() : asked_.find(e.logon_guid);
    if (asked != asked_.end() && asked->second != kNone && asked->second != kUnasked)
      Tell(asked->second, {}, e.address, kTicket, e.time);
  }

  void Read(Index i) {
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
        // Of the machine's own account it is the address of who acts in its name.
        if (!MachineOf(e.subject).empty() && !IsOfItself(i, e))
          Tell(kNone, e.subject.name, e.address, kMachineAccess, e.time);
        return;
      default:
        return;
    }
  }

  bool IsOfItself(Index i, const Event& e) const {
    const auto& hosts = scene_.correlation().hosts;
    const std::string_view name = hosts[static_cast<std::size_t>(scene_.place(i).host)].name;
    return IsPermanent(e.subject_logon_id) ||
           EqualsIgnoreCase(MachineOf(e.subject), FirstLabel(name));
  }

  void Tell(Index host, Symbol name, Symbol address, std::string_view basis, FileTime time) {
    if (host == kNone && name.empty()) return;
    Seen& seen = mentions_[{host, name, address, basis}];
    if (seen.records == 0) seen.first = seen.last = time;
    seen.first = std::min(seen.first, time);
    seen.last = std::max(seen.last, time);
    ++seen.records;
  }

  const Scene& scene_;
  std::unordered_map<Symbol, Index> asked_;  // LogonGuid of a ticket → machine that asked for it
  FlatMap<Mention, Seen, MentionHash> mentions_;
};

}  // namespace

BulkList<HostAddress> ReadAddresses(const Scene& scene, const Machines& machines,
                                    AddressForms& forms, StringPool& texts) {
  return AddressReader(scene).Read(machines, forms, texts);
}

}  // namespace logonloom
