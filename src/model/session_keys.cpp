#include "model/session_keys.h"

#include <charconv>

#include "base/text.h"

namespace logonloom {
namespace {

// As Hash64 of HexText(number), which need not be made for that.
std::uint64_t HashOfHex(std::uint64_t number, std::uint64_t seed) {
  char text[18] = {'0', 'x'};
  const auto [end, error] = std::to_chars(text + 2, text + sizeof text, number, 16);
  return Hash64({text, end}, seed);
}

}  // namespace

ShortName SessionKeys::Of(char kind, const Event& first, std::uint64_t discriminator) {
  if (computer_ != first.computer || channel_ != first.channel) {
    begin_ = Hash64(first.channel.view(), Hash64("|", Hash64(ToLower(first.computer.view()))));
    computer_ = first.computer;
    channel_ = first.channel;
  }
  std::uint64_t hash = begin_;
  for (const std::uint64_t number :
       {first.record_id, static_cast<std::uint64_t>(first.time.ticks), discriminator})
    hash = HashOfHex(number, Hash64("|", hash));
  hash ^= hash >> 29;
  constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";  // no i, l, o, u
  std::string key(1, kind);
  key += '-';
  for (int shift = 45; shift >= 0; shift -= 5) key += kDigits[hash >> shift & 31];
  return key;
}

}  // namespace logonloom
