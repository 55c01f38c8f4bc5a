// Text of evidence, code point by code point: UTF-8, lone surrogates (WTF-8), and bytes that are
// neither.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace logonloom {

struct CodePoint {
  std::uint32_t value = 0;  // the byte itself if it is neither valid nor a surrogate
  std::size_t length = 1;   // bytes
  bool valid = false;
  bool surrogate = false;
};

// `text` must not be empty.
CodePoint FirstCodePoint(std::string_view text);

// For range-for over the code points of a text.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text) : text_(text) {}
  class Iterator {
   public:
    explicit Iterator(std::string_view rest) : rest_(rest) { Look(); }
    CodePoint operator*() const { return point_; }
    Iterator& operator++() {
      rest_.remove_prefix(point_.length);
      Look();
      return *this;
    }
    bool operator!=(const Iterator& other) const { return rest_.size() != other.rest_.size(); }

   private:
    void Look() {
      if (!rest_.empty()) point_ = FirstCodePoint(rest_);
    }
    std::string_view rest_;
    CodePoint point_;
  };
  Iterator begin() const { return Iterator(text_); }
  Iterator end() const { return Iterator(text_.substr(text_.size())); }

 private:
  std::string_view text_;
};

// Whether nothing but UTF-8 stands in it.
bool IsValidUtf8(std::string_view text);
// The text as UTF-8 for readers who take nothing else: for what is none stands U+FFFD with its
// number in hexadecimal behind it, so that different texts stay different: «�d800» for the lone
// surrogate, «�ff» for the byte.
std::string AsValidUtf8(std::string_view text);

}  // namespace logonloom
