// Small value types shared by every stage: time, identifiers, interned text.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace logonloom {

// A moment in UTC as Windows counts it: 100 ns ticks since 1601-01-01T00:00:00Z.
// Unknown moments are std::nullopt, never 0.
struct FileTime {
  std::int64_t ticks = 0;
  friend constexpr auto operator<=>(FileTime, FileTime) = default;
};

// A span between two FileTimes, in 100 ns ticks.
struct Ticks {
  std::int64_t count = 0;
  friend constexpr auto operator<=>(Ticks, Ticks) = default;
};
constexpr Ticks Seconds(double seconds) {
  return {static_cast<std::int64_t>(seconds * 10'000'000.0)};
}
constexpr FileTime operator+(FileTime time, Ticks span) { return {time.ticks + span.count}; }
constexpr FileTime operator-(FileTime time, Ticks span) { return {time.ticks - span.count}; }
constexpr Ticks operator-(FileTime later, FileTime earlier) {
  return {later.ticks - earlier.ticks};
}

// A locally unique identifier of a logon session, unique within one boot of one machine.
// 64 bits, never cut to 32; 0 means «none».
using Luid = std::uint64_t;

// Text interned in a StringPool: 4 bytes, compared by identity, ordered by content.
// Valid as long as its pool. The default value is the empty text, the same for all pools.
class Symbol {
 public:
  constexpr Symbol() = default;
  std::string_view view() const {
    if (place_ == 0) return {};
    const char* text = slabs_[place_ >> kUnitBits] + (place_ & kUnitMask) * kUnit;
    std::uint32_t size = 0;
    std::memcpy(&size, text, sizeof size);
    return {text + sizeof size, size};
  }
  bool empty() const { return place_ == 0; }
  explicit operator bool() const { return place_ != 0; }
  friend bool operator==(Symbol, Symbol) = default;
  friend bool operator<(Symbol a, Symbol b) {
    return a.place_ != b.place_ && a.view() < b.view();
  }

 private:
  friend class StringPool;
  friend class TextSlabs;
  friend struct std::hash<Symbol>;
  explicit Symbol(std::uint32_t place) : place_(place) {}

  // A text lies behind its size at a multiple of kUnit bytes of a slab; slab 0 is none.
  static constexpr std::uint32_t kUnit = 8, kUnitBits = 16, kUnitMask = (1u << kUnitBits) - 1;
  static std::array<const char*, std::size_t{1} << (32 - kUnitBits)> slabs_;  // of all pools
  std::uint32_t place_ = 0;
};

// Owns interned texts; one pool serves one run. Symbols of different pools must not be mixed.
// A pool is used by one thread at a time; other threads have fronts of it of their own.
class StringPool {
 public:
  StringPool();
  // A front: gives the symbols of `shared`, which must outlive it, and remembers some. Any number
  // of fronts may work at the same time.
  explicit StringPool(StringPool& shared);
  ~StringPool();
  StringPool(const StringPool&) = delete;
  StringPool& operator=(const StringPool&) = delete;
  // The symbol for `text`; equal texts give equal symbols. Empty text gives Symbol().
  Symbol Intern(std::string_view text);
  // Lets go of what finds texts again, where no more will come.
  void Close();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace logonloom

template <>
struct std::hash<logonloom::Symbol> {
  std::size_t operator()(logonloom::Symbol symbol) const noexcept {
    return std::hash<std::uint32_t>()(symbol.place_);
  }
};
