#include "events/sid_memo.h"

#include "events/payload_hash.h"
#include "model/identifiers.h"

namespace logonloom {

const SidMemo::Sid& SidMemo::At(std::string_view bytes) {
  Sid& sid = known_[HashText(bytes, 0) % known_.size()];
  if (sid.bytes == bytes) return sid;
  std::string text;
  const CanonicalValue value = CanonicalOf({ValueType::kSid, 0, bytes}, FieldType::kSid, text);
  sid.bytes = bytes;
  sid.text = pool_.Intern(value.bytes);
  sid.value_hash = HashOf(value);
  sid.has_form = IsSidText(value.bytes);
  return sid;
}

}  // namespace logonloom
