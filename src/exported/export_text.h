// The text of an export, piece by piece, as UTF-8 with the place of each piece in the file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "logonloom/record.h"

namespace logonloom {

struct TextPiece {
  std::string_view text;  // valid until the next call
  std::uint64_t offset = 0;
};

class ExportText {
 public:
  // One longer than this is cut: no event is.
  static constexpr std::size_t kMostPiece = std::size_t{64} << 20;

  explicit ExportText(EvidenceSource& source);

  // The next JSON object, or the rest of a line that is none; false at the end of the file. Objects
  // may stand one a line, over many lines, or in an array. One that breaks off ends where a line
  // begins another.
  bool NextObject(TextPiece& piece);
  // The next <Event …> … </Event>; false where there is none any more. `cut` is set if the file
  // ends inside it.
  bool NextEvent(TextPiece& piece, bool& cut);

 private:
  bool Fill();
  bool SkipBetweenObjects();
  std::size_t EndOfObject();
  std::size_t EndOfLine();
  void Drop(std::size_t count);
  std::string_view Rest() const { return std::string_view(text_).substr(begin_); }

  EvidenceSource& source_;
  std::vector<std::byte> raw_;
  bool utf16_ = false;
  std::uint64_t read_ = 0;   // bytes of the file in text_ or ahead of it
  std::uint64_t place_ = 0;  // of the rest's first byte in the file
  std::size_t used_ = 0;     // of the rest, given out by the last call
  std::size_t begin_ = 0;    // of the rest in text_
  std::string text_;
};

}  // namespace logonloom
