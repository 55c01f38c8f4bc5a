// Network addresses as logged, in their one canonical form.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logonloom {

struct IpAddress {
  std::string text;          // RFC 5952; ::ffff:a.b.c.d as a.b.c.d; without zone and port
  std::string zone;          // after %, empty if none
  std::uint16_t port = 0;    // from a.b.c.d:port or [ip]:port, 0 if none
  bool loopback = false;     // 127.0.0.0/8, ::1
  bool unspecified = false;  // 0.0.0.0, ::
};

// nullopt for every text that is no address: «-», empty, LOCAL and its translations among them.
std::optional<IpAddress> ParseIpAddress(std::string_view text);
// The canonical text alone; empty for every text that is no address.
std::string CanonicalAddress(std::string_view text);

// Of a canonical text; false for none.
bool IsLoopback(std::string_view canonical);
bool IsUnspecified(std::string_view canonical);
// Whether it is an address at all: the unspecified one, as some tunnels show it, is nobody's.
inline bool TellsWhere(std::string_view canonical) {
  return !canonical.empty() && !IsUnspecified(canonical);
}

}  // namespace logonloom
