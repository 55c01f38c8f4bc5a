// Addresses that records hold as the bytes of a socket's address.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.h"

namespace logonloom {

struct SocketAddress {
  std::string host;  // in canonical form
  std::uint16_t port = 0;
};

// From a SOCKADDR_IN or SOCKADDR_IN6, also with bytes behind it, as a SOCKADDR_STORAGE has. nullopt
// for other families and if bytes are missing. Source: ws2def.h and ws2ipdef.h of the Windows SDK.
std::optional<SocketAddress> SocketAddressAt(Bytes bytes);

}  // namespace logonloom
