// Connections by the address and port that they come from, for the arrivals that name one; and how
// far machines' clocks are apart, from connections that both ends recorded.
#pragma once

#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "activity/arrivals.h"
#include "activity/machines.h"
#include "activity/scene.h"
#include "base/flat_map.h"

namespace logonloom {

// The moment of an event on the clock of another machine, which is `skew` seconds ahead.
inline FileTime Shifted(FileTime time, std::optional<double> skew) {
  return skew ? time + Ticks{std::llround(*skew * 1e7)} : time;
}

// The arrivals must outlive it.
class ConnectionPairs {
 public:
  ConnectionPairs(const Scene& scene, const Machines& machines, AddressForms& forms,
                  const BulkList<Arrival>& arrivals);

  // Records of the machine that connected, from that address and port.
  const std::vector<Index>& From(std::string_view address, std::uint32_t port) const;
  // The clock of `to` less that of `from`, if connections tell.
  std::optional<double> Skew(Index from, Index to) const;
  std::vector<ClockSkew> Skews() const;

 private:
  void Measure(const Scene& scene, const Machines& machines, AddressForms& forms);

  // Where a connection comes from; the address is an arrival's.
  struct Endpoint {
    std::string_view address;
    std::uint32_t port = 0;
    friend bool operator==(const Endpoint&, const Endpoint&) = default;
  };
  struct EndpointHash {
    std::size_t operator()(const Endpoint& e) const noexcept {
      return std::hash<std::string_view>()(e.address) + e.port;
    }
  };

  FlatMap<Endpoint, std::vector<Index>, EndpointHash> from_;
  std::map<std::pair<Index, Index>, ClockSkew> skews_;
};

}  // namespace logonloom
