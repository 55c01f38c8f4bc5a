#include "events/payload_hash.h"

namespace logonloom {

std::uint64_t HashOf(const CanonicalValue& value) {
  using Form = CanonicalValue::Form;
  const auto seed = static_cast<std::uint64_t>(value.form);
  if (value.form == Form::kText || value.form == Form::kGuid) return HashText(value.bytes, seed);
  return HashNumber(value.number, seed);
}

}  // namespace logonloom
