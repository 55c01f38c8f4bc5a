// All fields of a record as one number, the same whichever reader gave them.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/word_hash.h"
#include "events/value_text.h"

namespace logonloom {

// Equal for values whose canonical texts are equal. Cases keep what comes of it: kFindingsVersion
// (casedb/findings.h) goes with it.
std::uint64_t HashOf(const CanonicalValue& value);

class PayloadHash {
 public:
  void Add(std::uint64_t name_hash, std::uint64_t value_hash) {
    hash_ = Mixed(hash_ ^ name_hash, value_hash);
  }
  std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_ = 0x5be0cd19137e2179ULL;
};

}  // namespace logonloom
