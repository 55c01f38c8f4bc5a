#include "model/session_keys.h"

#include <array>
#include <cstddef>

#include "base/text.h"

namespace logonloom {
namespace {

// As Hash64 of HexText(number), which need not be made for that.
std::uint64_t HashOfHex(std::uint64_t number, std::uint64_t seed) {
  char text[18];
  char* begin = text + sizeof text;
  do {
    *--begin = "0123456789abcdef"[number & 15];
    number >>= 4;
  } while (number != 0);
  *--begin = 'x';
  *--begin = '0';
  return Hash64({begin, text + sizeof text}, seed);
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
  std::array<char, 12> key{kind, '-'};
  for (std::size_t i = key.size(); i-- > 2; hash >>= 5) key[i] = kDigits[hash & 31];
  return std::string_view(key.data(), key.size());
}

}  // namespace logonloom
