#include "activity/machines.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <tuple>
#include <utility>

#include "activity/address_tellings.h"
#include "activity/windows.h"
#include "base/text.h"

namespace logonloom {

namespace {

bool IsVersion6(std::string_view address) { return address.find(':') != std::string_view::npos; }

// To many at once: what comes in to it tells nothing of the machine's own address.
bool IsToMany(std::string_view address) {
  if (IsVersion6(address)) return address.starts_with("ff");
  const int first = std::atoi(std::string(address.substr(0, address.find('.'))).c_str());
  return first >= 224 || address.ends_with(".255");
}

}  // namespace

std::optional<RecordedConnection> ConnectionOf(const Event& e) {
  if (!IsConnection(e.kind)) return std::nullopt;
  const std::string_view direction = e.direction.view();
  return RecordedConnection{direction == "%%14593" || EqualsIgnoreCase(direction, "true"),
                            e.address, e.destination, e.port, e.destination_port};
}

Machines::Machines(const Scene& scene, AddressForms& forms, StringPool& texts) : scene_(scene) {
  NameHosts();
  told_ = ReadAddresses(scene, *this, forms, texts);
  next_.assign(told_.size(), kNone);
  for (auto i = static_cast<Index>(told_.size()); i-- > 0;) {
    const HostAddress& told = told_[static_cast<std::size_t>(i)];
    Holders& holders = by_address_[told.address.view()];
    next_[static_cast<std::size_t>(i)] = std::exchange(holders.first, i);
    if (told.basis != kOwnConnection) continue;
    holders.own = true;
    if (!IsToMany(told.address.view()))
      own_[{told.host, IsVersion6(told.address.view())}].push_back(i);
  }
}

void Machines::NameHosts() {
  const auto& hosts = scene_.correlation().hosts;
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
}

Index Machines::Named(std::string_view name) const {
  const auto known = by_name_.find(ToLower(name));
  return known == by_name_.end() ? kNone : known->second;
}

Index Machines::At(std::string_view address, FileTime time, std::string_view asking) const {
  const Holders* const holders = by_address_.Find(address);
  if (holders == nullptr) return kNone;
  Index best = kNone;
  std::pair<bool, std::int64_t> nearest;
  for (Index i = holders->first; i != kNone; i = next_[static_cast<std::size_t>(i)]) {
    const HostAddress& told = told_[static_cast<std::size_t>(i)];
    if (told.host == kNone) continue;
    if (time < told.first_time - kAddressHeld || time > told.last_time + kAddressHeld) continue;
    if (told.basis == kLogonWorkstation && EqualsIgnoreCase(told.name.view(), asking)) continue;
    if (told.basis != kOwnConnection && Refutes(told.host, address, time)) continue;
    const std::int64_t apart = time < told.first_time  ? (told.first_time - time).count
                               : time > told.last_time ? (time - told.last_time).count
                                                       : 0;
    // What the machine itself recorded goes before what others say.
    const std::pair<bool, std::int64_t> rank{told.basis != kOwnConnection, apart};
    if (best != kNone && nearest <= rank) continue;
    nearest = rank;
    best = told.host;
  }
  return best;
}

bool Machines::Refutes(Index host, std::string_view address, FileTime time) const {
  const auto own = own_.find({host, IsVersion6(address)});
  if (own == own_.end() || address.empty()) return false;
  bool before = false, after = false;
  for (const Index i : own->second) {
    const HostAddress& told = told_[static_cast<std::size_t>(i)];
    if (told.address == address) return false;
    before |= told.first_time <= time && told.last_time + kAddressHeld >= time;
    after |= told.last_time >= time && told.first_time - kAddressHeld <= time;
  }
  return before && after;
}

bool Machines::IsOwn(std::string_view address) const {
  const Holders* const holders = by_address_.Find(address);
  return holders != nullptr && holders->own;
}

BulkList<HostAddress> Machines::TakeAddresses() {
  BulkList<HostAddress> all = std::exchange(told_, {});
  by_address_ = {};
  own_.clear();
  std::sort(all.begin(), all.end(), [](const HostAddress& a, const HostAddress& b) {
    return std::tie(a.name, a.address, a.basis, a.host) <
           std::tie(b.name, b.address, b.basis, b.host);
  });
  return all;
}

}  // namespace logonloom
