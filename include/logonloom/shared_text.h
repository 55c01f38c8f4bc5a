// The texts of sessions and processes. Hundreds of thousands of them name the same few users,
// programs and addresses, whose texts lie in the string pool already.
#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "logonloom/types.h"

namespace logonloom {

// Eight bytes, compared by content. Made from a Symbol it is the symbol's own text, valid as long as
// the symbol's pool; made from any other text it is a copy.
class SharedText {
 public:
  SharedText() = default;
  SharedText(Symbol text)
      : place_(text.empty() ? 0 : reinterpret_cast<std::uintptr_t>(text.view().data())) {}
  SharedText(std::string_view text) : place_(Copy(text)) {}
  SharedText(const std::string& text) : SharedText(std::string_view(text)) {}
  SharedText(const char* text) : SharedText(std::string_view(text)) {}
  SharedText(const SharedText& other)
      : place_(other.IsCopy() ? Copy(other.view()) : other.place_) {}
  SharedText(SharedText&& other) noexcept : place_(std::exchange(other.place_, 0)) {}
  SharedText& operator=(SharedText other) noexcept {
    std::swap(place_, other.place_);
    return *this;
  }
  ~SharedText() {
    if (IsCopy()) delete[] (Characters() - kSizeBytes);
  }

  std::string_view view() const {
    if (place_ == 0) return {};
    std::uint32_t size = 0;
    std::memcpy(&size, Characters() - kSizeBytes, kSizeBytes);
    return {Characters(), size};
  }
  operator std::string_view() const { return view(); }
  bool empty() const { return place_ == 0; }
  void clear() { *this = {}; }
  std::size_t size() const { return view().size(); }
  bool starts_with(std::string_view start) const { return view().starts_with(start); }
  bool ends_with(std::string_view end) const { return view().ends_with(end); }
  bool ends_with(char end) const { return view().ends_with(end); }

  friend bool operator==(const SharedText& a, const SharedText& b) {
    return a.place_ == b.place_ || a.view() == b.view();
  }
  friend std::strong_ordering operator<=>(const SharedText& a, const SharedText& b) {
    return a.view() <=> b.view();
  }
  template <typename T>
    requires(std::convertible_to<const T&, std::string_view> && !std::same_as<T, SharedText>)
  friend bool operator==(const SharedText& a, const T& b) {
    return a.view() == std::string_view(b);
  }
  template <typename T>
    requires(std::convertible_to<const T&, std::string_view> && !std::same_as<T, SharedText>)
  friend std::strong_ordering operator<=>(const SharedText& a, const T& b) {
    return a.view() <=> std::string_view(b);
  }
  friend std::string operator+(std::string a, const SharedText& b) { return a.append(b.view()); }
  friend std::string operator+(const SharedText& a, std::string_view b) {
    return std::string(a.view()).append(b);
  }

 private:
  // As in a pool, the text's size stands right ahead of it.
  static constexpr std::size_t kSizeBytes = sizeof(std::uint32_t);
  static std::uintptr_t Copy(std::string_view text) {
    if (text.empty()) return 0;
    const auto size = static_cast<std::uint32_t>(text.size());
    char* copy = new char[kSizeBytes + size];
    std::memcpy(copy, &size, kSizeBytes);
    std::memcpy(copy + kSizeBytes, text.data(), size);
    return reinterpret_cast<std::uintptr_t>(copy + kSizeBytes) | 1;
  }
  bool IsCopy() const { return (place_ & 1) != 0; }
  const char* Characters() const {
    return reinterpret_cast<const char*>(place_ & ~std::uintptr_t{1});
  }

  std::uintptr_t place_ = 0;  // of the characters, an even one; with the lowest bit: a copy of its own
};

}  // namespace logonloom
