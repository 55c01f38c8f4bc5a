#include "base/ip_address.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ip_text.h"
#include "base/text.h"

namespace logonloom {
namespace {

std::optional<std::uint16_t> ParsePort(std::string_view text) {
  if (text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  const auto port = ParseUnsigned(text);
  if (!port || *port > 65535) return std::nullopt;
  return static_cast<std::uint16_t>(*port);
}

std::optional<IpAddress> ParseV4(std::string_view text) {
  if (!ReadV4(text)) return std::nullopt;
  IpAddress address;
  address.text = std::string(text);  // ReadV4 takes one spelling only
  address.loopback = IsLoopback(text);
  address.unspecified = IsUnspecified(text);
  return address;
}

std::optional<IpAddress> ParseV6(std::string_view text) {
  IpAddress address;
  const std::size_t percent = text.find('%');
  if (percent != std::string_view::npos) {
    address.zone = std::string(text.substr(percent + 1));
    text = text.substr(0, percent);
  }
  const auto bytes = ReadV6(text);
  if (!bytes) return std::nullopt;
  constexpr std::array<unsigned char, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (std::equal(kMapped.begin(), kMapped.end(), bytes->begin())) {
    auto mapped = ParseV4(V4Text({(*bytes)[12], (*bytes)[13], (*bytes)[14], (*bytes)[15]}));
    if (mapped) mapped->zone = address.zone;
    return mapped;
  }
  address.text = V6Text(*bytes);
  address.loopback = IsLoopback(address.text);
  address.unspecified = IsUnspecified(address.text);
  return address;
}

std::optional<IpAddress> WithPort(std::optional<IpAddress> address, std::string_view port_text) {
  const auto port = ParsePort(port_text);
  if (!address || !port) return std::nullopt;
  address->port = *port;
  return address;
}

}  // namespace

std::optional<IpAddress> ParseIpAddress(std::string_view text) {
  text = Trim(text);
  if (text.empty() || text.find('\0') != std::string_view::npos) return std::nullopt;
  if (text.front() == '[') {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    const auto address = ParseV6(text.substr(1, close - 1));
    const std::string_view rest = text.substr(close + 1);
    if (rest.empty()) return address;
    return rest.front() == ':' ? WithPort(address, rest.substr(1)) : std::nullopt;
  }
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return ParseV4(text);
  if (text.find('.') < colon)
    return WithPort(ParseV4(text.substr(0, colon)), text.substr(colon + 1));
  return ParseV6(text);
}

bool IsLoopback(std::string_view canonical) {
  return canonical.starts_with("127.") || canonical == "::1";
}

bool IsUnspecified(std::string_view canonical) {
  return canonical == "0.0.0.0" || canonical == "::";
}

std::string CanonicalAddress(std::string_view text) {
  auto address = ParseIpAddress(text);
  return address ? std::move(address->text) : std::string();
}

}  // namespace logonloom
