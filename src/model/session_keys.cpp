#include "model/session_keys.h"

#include "base/text.h"

namespace logonloom {

std::string SessionKey(char kind, const Event& first, std::uint64_t discriminator) {
  std::uint64_t hash = Hash64(ToLower(first.computer.view()));
  hash = Hash64(first.channel.view(), Hash64("|", hash));
  for (const std::uint64_t number :
       {first.record_id, static_cast<std::uint64_t>(first.time.ticks), discriminator})
    hash = Hash64(HexText(number), Hash64("|", hash));
  hash ^= hash >> 29;
  constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";  // no i, l, o, u
  std::string key(1, kind);
  key += '-';
  for (int shift = 45; shift >= 0; shift -= 5) key += kDigits[hash >> shift & 31];
  return key;
}

}  // namespace logonloom
