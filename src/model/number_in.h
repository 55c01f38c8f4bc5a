// Numbers that are unique inside a boot or machine only: logon ids, process ids.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/flat_map.h"
#include "logonloom/sessions.h"

namespace logonloom {

struct NumberIn {
  Index place = kNone;  // machine or boot
  std::uint64_t number = 0;
  friend bool operator==(const NumberIn&, const NumberIn&) = default;
};

struct NumberInHash {
  std::size_t operator()(const NumberIn& key) const noexcept {
    return HashNumber(key.number, static_cast<std::uint64_t>(key.place + 1));
  }
};

template <typename Value>
using NumberMap = FlatMap<NumberIn, Value, NumberInHash>;

}  // namespace logonloom
