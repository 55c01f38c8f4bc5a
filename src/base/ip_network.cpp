#include "base/ip_network.h"

#include <string>

#include "base/ip_address.h"
#include "base/ip_text.h"
#include "base/text.h"

namespace logonloom {
namespace {

constexpr unsigned kMappedBits = 96;

bool IsV4(const IpAddress& address) { return address.text.find(':') == std::string::npos; }

V6Bytes BytesOf(const IpAddress& address) {
  return ReadV6((IsV4(address) ? "::ffff:" : "") + address.text).value_or(V6Bytes{});
}

}  // namespace

std::optional<IpNetwork> IpNetwork::Parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view base = text.substr(0, slash);
  const auto address = ParseIpAddress(base);
  const auto bits = ParseUnsigned(text.substr(slash + 1));
  if (!address || address->port != 0 || !bits) return std::nullopt;
  const bool short_form = IsV4(*address) && base.find(':') == std::string_view::npos;
  if (*bits > (short_form ? 32U : 128U)) return std::nullopt;
  IpNetwork network;
  network.bits_ = static_cast<unsigned>(*bits) + (short_form ? kMappedBits : 0);
  if (IsV4(*address) && network.bits_ < kMappedBits) return std::nullopt;
  network.bytes_ = BytesOf(*address);
  return network;
}

bool IpNetwork::Contains(std::string_view address_text) const {
  const auto address = ParseIpAddress(address_text);
  if (!address) return false;
  const bool v4_network = bits_ >= kMappedBits && bytes_[10] == 0xff && bytes_[11] == 0xff &&
                          bytes_[0] == 0 && bytes_[9] == 0;
  if (IsV4(*address) != v4_network) return false;
  const V6Bytes bytes = BytesOf(*address);
  for (unsigned bit = 0; bit < bits_; bit += 8) {
    const unsigned used = bits_ - bit < 8 ? bits_ - bit : 8;
    const auto mask = static_cast<unsigned char>(0xff00U >> used);
    if ((bytes[bit / 8] & mask) != (bytes_[bit / 8] & mask)) return false;
  }
  return true;
}

}  // namespace logonloom
