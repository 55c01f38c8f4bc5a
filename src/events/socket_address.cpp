#include "events/socket_address.h"

#include <charconv>

#include "base/ip_address.h"

namespace logonloom {
namespace {

constexpr std::uint16_t kInet = 2, kInet6 = 23;  // AF_INET and AF_INET6 of Windows
constexpr std::size_t kPortOffset = 2;           // in network order, as the address
constexpr std::size_t kInetOffset = 4, kInet6Offset = 8;

void Append(unsigned number, int base, std::string& out) {
  char digits[8];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number, base).ptr);
}

unsigned At(Bytes bytes, std::size_t i) { return std::to_integer<unsigned>(bytes[i]); }

std::string InetText(Bytes address) {
  std::string text;
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (i > 0) text += '.';
    Append(At(address, i), 10, text);
  }
  return text;
}

std::string Inet6Text(Bytes address) {
  std::string text;
  for (std::size_t i = 0; i < address.size(); i += 2) {
    if (i > 0) text += ':';
    Append(At(address, i) << 8 | At(address, i + 1), 16, text);
  }
  return text;
}

}  // namespace

std::optional<SocketAddress> SocketAddressAt(Bytes bytes) {
  const auto family = ReadInt<std::uint16_t>(bytes, 0);
  if (family != kInet && family != kInet6) return std::nullopt;
  const auto address =
      family == kInet ? Slice(bytes, kInetOffset, 4) : Slice(bytes, kInet6Offset, 16);
  if (!address) return std::nullopt;
  const auto ip = ParseIpAddress(family == kInet ? InetText(*address) : Inet6Text(*address));
  if (!ip) return std::nullopt;
  const unsigned port = At(bytes, kPortOffset) << 8 | At(bytes, kPortOffset + 1);
  return SocketAddress{ip->text, static_cast<std::uint16_t>(port)};
}

}  // namespace logonloom
