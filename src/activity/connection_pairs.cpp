#include "activity/connection_pairs.h"

#include <algorithm>
#include <unordered_map>

#include "activity/windows.h"

namespace logonloom {
namespace {

std::string Key(std::string_view address, std::uint32_t port) {
  return std::string(address) + '|' + std::to_string(port);
}

}  // namespace

ConnectionPairs::ConnectionPairs(const Scene& scene, const Machines& machines, AddressForms& forms,
                                 const BulkList<Arrival>& arrivals) {
  for (const Arrival& a : arrivals)
    if (!a.address.empty() && a.port != 0) from_[{a.address.view(), a.port}];
  for (Index i = 0; i < scene.size() && !from_.empty(); ++i) {
    if (!IsConnection(scene.kind(i))) continue;
    const auto c = ConnectionOf(scene.event(i));
    if (!c || !c->outbound || c->source_port == 0) continue;
    auto* const known = from_.Find({forms.FormOf(c->source).text.view(), c->source_port});
    if (known != nullptr) known->push_back(i);
  }
  if (scene.correlation().hosts.size() > 1) Measure(scene, machines, forms);
}

const std::vector<Index>& ConnectionPairs::From(std::string_view address,
                                                std::uint32_t port) const {
  static const std::vector<Index> kNothing;
  const auto* const known = from_.Find({address, port});
  return known == nullptr ? kNothing : *known;
}

// Only connections between machines of the evidence are kept, so that one machine alone costs
// nothing here.
void ConnectionPairs::Measure(const Scene& scene, const Machines& machines, AddressForms& forms) {
  struct End {
    Index host;
    FileTime time;
  };
  std::unordered_map<std::string, std::vector<End>> begun;
  std::map<std::pair<Index, Index>, std::vector<double>> samples;
  for (const bool outbound : {true, false})
    for (Index i = 0; i < scene.size(); ++i) {
      if (!IsConnection(scene.kind(i))) continue;
      const auto c = ConnectionOf(scene.event(i));
      if (!c || c->outbound != outbound || c->source_port == 0) continue;
      const auto &source = forms.FormOf(c->source), &destination = forms.FormOf(c->destination);
      if (source.local() || !machines.IsOwn(source.text) || !machines.IsOwn(destination.text))
        continue;
      const std::string key =
          Key(source.text, c->source_port) + '|' + Key(destination.text, c->destination_port);
      const End here{scene.place(i).host, scene.event(i).time};
      if (outbound) {
        begun[key].push_back(here);
        continue;
      }
      const auto known = begun.find(key);
      if (known == begun.end()) continue;
      for (const End& there : known->second) {
        const Ticks apart = here.time - there.time;
        if (there.host == here.host || apart > kMostSkew || Ticks{-apart.count} > kMostSkew)
          continue;
        const double seconds = static_cast<double>(apart.count) / 1e7;
        const bool swap = there.host > here.host;
        samples[std::minmax(there.host, here.host)].push_back(swap ? -seconds : seconds);
      }
    }
  for (auto& [pair, list] : samples) {
    std::sort(list.begin(), list.end());
    skews_[pair] = {pair.first, pair.second, list[list.size() / 2],
                    static_cast<std::int64_t>(list.size())};
  }
}

std::optional<double> ConnectionPairs::Skew(Index from, Index to) const {
  const auto known = skews_.find(std::minmax(from, to));
  if (known == skews_.end()) return std::nullopt;
  return from < to ? known->second.seconds : -known->second.seconds;
}

std::vector<ClockSkew> ConnectionPairs::Skews() const {
  std::vector<ClockSkew> all;
  for (const auto& [pair, skew] : skews_) all.push_back(skew);
  return all;
}

}  // namespace logonloom
