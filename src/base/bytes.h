// The one bounds-checked way to take numbers out of untrusted bytes (little-endian).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <type_traits>

namespace logonloom {

using Bytes = std::span<const std::byte>;

// The T at `offset`, or nullopt if it does not lie wholly inside.
template <typename T>
requires std::is_integral_v<T> std::optional<T> ReadInt(Bytes bytes, std::size_t offset) {
  if (offset > bytes.size() || bytes.size() - offset < sizeof(T)) return std::nullopt;
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;  // all platforms we build for are little-endian; checked in bytes.cpp
}

// The `count` bytes at `offset`, or nullopt if they do not lie wholly inside.
std::optional<Bytes> Slice(Bytes bytes, std::size_t offset, std::size_t count);

}  // namespace logonloom
