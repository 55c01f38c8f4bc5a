#include "correlate/home_names.h"

#include <algorithm>
#include <utility>

#include "base/flat_map.h"
#include "base/text.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

// «corp.example» of «ws01.corp.example».
std::string_view DnsDomain(std::string_view computer) {
  const std::size_t dot = computer.find('.');
  return dot == std::string_view::npos ? std::string_view() : computer.substr(dot + 1);
}

bool MayNameOwnAccount(EventKind kind) {
  return kind == EventKind::kLogon || kind == EventKind::kLogonFailed ||
         kind == EventKind::kProcessStart || kind == EventKind::kExplicitCredentials;
}

struct Mention {
  Symbol computer, name, domain;
  friend bool operator==(const Mention&, const Mention&) = default;
};
struct MentionHash {
  std::size_t operator()(const Mention& mention) const noexcept {
    const std::hash<Symbol> hash;
    return HashNumber(std::uint64_t{hash(mention.computer)} << 32 | hash(mention.name),
                      hash(mention.domain));
  }
};

class HomeReader {
 public:
  HomeReader(std::span<const Event> events, const EventIndex& index, HomeNames& names)
      : events_(events), index_(index), names_(names) {}

  void Run() {
    ReadOwnAccount();
    if (names_.domains.empty()) ReadDesktops();
  }

 private:
  const Event& event(Index i) const { return events_[static_cast<std::size_t>(i)]; }

  // The flat name of a domain; those of workgroups and of machines are none.
  bool IsFlatDomain(std::string_view domain) const {
    return !domain.empty() && domain.find('.') == std::string_view::npos &&
           !EqualsIgnoreCase(domain, "workgroup") && !names_.IsHost(domain);
  }

  void Add(std::string_view dns, std::string_view flat) {
    if (!EqualsIgnoreCase(FirstLabel(dns), flat))
      names_.domains.insert({ToLower(dns), ToLower(flat)});
  }

  void ReadOwnAccount() {
    struct Nothing {};
    FlatMap<Mention, Nothing, MentionHash> seen;
    for (const Index i : index_.Where(MayNameOwnAccount)) {
      const Event& e = event(i);
      const Account& account = e.subject;
      if (account.sid.empty() || !seen.Add({e.computer, account.name, account.domain}).second)
        continue;
      const std::string_view computer = e.computer.view(), dns = DnsDomain(computer);
      if (!dns.empty() && account.sid.view() == "S-1-5-18" &&
          IsComputerAccountOf(computer, account.name.view()) && IsFlatDomain(account.domain.view()))
        Add(dns, account.domain.view());
    }
  }

  // 21 or 25 right behind the 1149 of that name from that address; all must tell one domain.
  void ReadDesktops() {
    std::vector<const Event*> authenticated;
    for (const Index i : index_.OfKind(EventKind::kRcmAuthenticated)) {
      const Event& e = event(i);
      const std::string_view dns = DnsDomain(e.computer.view());
      if (!dns.empty() && EqualsIgnoreCase(e.target.domain.view(), dns))
        authenticated.push_back(&e);
    }
    if (authenticated.empty()) return;
    std::sort(authenticated.begin(), authenticated.end(),
              [](const Event* a, const Event* b) { return a->time < b->time; });
    std::set<std::pair<std::string, std::string>> told;
    for (const EventKind kind : {EventKind::kTsLogon, EventKind::kTsReconnected})
      for (const Index i : index_.OfKind(kind)) {
        const Event& desktop = event(i);
        const std::string_view flat = desktop.target.domain.view();
        if (!IsFlatDomain(flat)) continue;
        auto e = std::lower_bound(
            authenticated.begin(), authenticated.end(), desktop.time - kConnectionToDesktop,
            [](const Event* known, FileTime time) { return known->time < time; });
        for (; e != authenticated.end() && (*e)->time <= desktop.time; ++e)
          if (LeadsTo(**e, desktop))
            told.insert({ToLower((*e)->target.domain.view()), ToLower(flat)});
      }
    if (told.size() == 1) Add(told.begin()->first, told.begin()->second);
  }

  static bool LeadsTo(const Event& authenticated, const Event& desktop) {
    return !authenticated.address.empty() && authenticated.address == desktop.address &&
           EqualsIgnoreCase(authenticated.target.name.view(), desktop.target.name.view());
  }

  std::span<const Event> events_;
  const EventIndex& index_;
  HomeNames& names_;
};

}  // namespace

bool IsComputerAccountOf(std::string_view computer, std::string_view account) {
  constexpr std::size_t kNetBiosLength = 15;
  if (!account.ends_with('$')) return false;
  account.remove_suffix(1);
  const std::string_view name = FirstLabel(computer);
  return !account.empty() && (EqualsIgnoreCase(account, name) ||
                              EqualsIgnoreCase(account, name.substr(0, kNetBiosLength)));
}

bool HomeNames::IsHost(std::string_view name) const {
  return std::any_of(host.begin(), host.end(), [name](const std::string& known) {
    return EqualsIgnoreCase(name, known);
  });
}

bool HomeNames::IsOwnAccount(std::string_view account) const {
  return std::any_of(host.begin(), host.end(), [account](const std::string& name) {
    return IsComputerAccountOf(name, account);
  });
}

bool HomeNames::IsHostAsDomain(std::string_view domain) const {
  return domain == "." || EqualsIgnoreCase(domain, "workgroup") || IsHost(domain);
}

bool HomeNames::IsOwnDomain(std::string_view domain) const {
  if (IsHostAsDomain(domain)) return true;
  const std::string_view label = FirstLabel(domain);
  const bool in_full_name = std::any_of(host.begin(), host.end(), [label](std::string_view name) {
    return EqualsIgnoreCase(FirstLabel(DnsDomain(name)), label);
  });
  return in_full_name || std::any_of(domains.begin(), domains.end(), [domain](const auto& forms) {
           return EqualsIgnoreCase(domain, forms.first) || EqualsIgnoreCase(domain, forms.second);
         });
}

bool HomeNames::AreFormsOfOne(std::string_view a, std::string_view b) const {
  return std::any_of(domains.begin(), domains.end(), [a, b](const auto& forms) {
    const auto& [dns, flat] = forms;
    return (EqualsIgnoreCase(a, dns) && EqualsIgnoreCase(b, flat)) ||
           (EqualsIgnoreCase(a, flat) && EqualsIgnoreCase(b, dns));
  });
}

HomeNames FindHomeNames(std::span<const Event> events, const EventIndex& index,
                        std::vector<std::string> host) {
  HomeNames names{std::move(host), {}};
  HomeReader(events, index, names).Run();
  return names;
}

}  // namespace logonloom
