// Networks in CIDR notation.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace logonloom {

class IpNetwork {
 public:
  // «10.0.0.0/8», «2001:db8::/32»; host bits may be set and are ignored. A network of
  // ::ffff:a.b.c.d/96 and longer is the one of IPv4. nullopt for anything else.
  static std::optional<IpNetwork> Parse(std::string_view text);
  // Whether `address`, in any form that ParseIpAddress reads, lies in it. Families are apart.
  bool Contains(std::string_view address) const;

 private:
  std::array<unsigned char, 16> bytes_{};  // IPv4 mapped into IPv6
  unsigned bits_ = 0;                      // of the 128
};

}  // namespace logonloom
