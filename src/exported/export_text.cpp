#include "exported/export_text.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "base/utf8.h"

namespace logonloom {
namespace {

constexpr std::size_t kStep = std::size_t{1} << 20;
constexpr std::size_t kNone = std::string::npos;

// Bytes of the file that a piece of UTF-8 stood for: two for each unit of UTF-16.
std::uint64_t Utf16Bytes(std::string_view utf8) {
  std::uint64_t units = 0;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0) != 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return 2 * units;
}

// Where an <Event> element begins, not <EventData> and the like.
std::size_t FindEvent(std::string_view text, std::size_t from) {
  constexpr std::string_view kTag = "<Event";
  for (std::size_t at = text.find(kTag, from); at != kNone; at = text.find(kTag, at + 1)) {
    if (at + kTag.size() >= text.size()) return kNone;
    const char behind = text[at + kTag.size()];
    if (behind == '>' || behind == ' ' || behind == '\t' || behind == '\r' || behind == '\n')
      return at;
  }
  return kNone;
}

// Walks over an object: outside of texts its braces pair.
class ObjectEnd {
 public:
  // Whether the object ends with this character, or, if it is not whole, ahead of it.
  bool EndsAt(char c) {
    const bool line_begins = std::exchange(line_begins_, c == '\n');
    if (line_begins && c == '{') return true;
    if (in_text_) {
      if (escaped_)
        escaped_ = false;
      else if (c == '\\')
        escaped_ = true;
      else
        in_text_ = c != '"';
      return false;
    }
    if (c == '"') in_text_ = true;
    if (c == '{') ++depth_;
    if (c == '}') --depth_;
    return depth_ == 0;
  }
  bool whole() const { return depth_ == 0; }

 private:
  std::size_t depth_ = 0;
  bool in_text_ = false, escaped_ = false, line_begins_ = false;
};

}  // namespace

ExportText::ExportText(EvidenceSource& source) : source_(source), raw_(kStep) {
  std::byte mark[3] = {};
  const std::size_t count = source.ReadAt(0, mark);
  utf16_ = count >= 2 && mark[0] == std::byte{0xff} && mark[1] == std::byte{0xfe};
  const bool utf8_mark = count == 3 && mark[0] == std::byte{0xef} && mark[1] == std::byte{0xbb} &&
                         mark[2] == std::byte{0xbf};
  read_ = place_ = utf16_ ? 2 : utf8_mark ? 3 : 0;
}

bool ExportText::Fill() {
  const std::size_t count = source_.ReadAt(read_, raw_);
  if (count == 0) return false;
  text_.erase(0, std::exchange(begin_, 0));
  if (!utf16_) {
    text_.append(reinterpret_cast<const char*>(raw_.data()), count);
    read_ += count;
    return true;
  }
  std::size_t i = 0;
  while (i + 1 < count) {
    const auto unit = [&](std::size_t at) {
      return static_cast<char32_t>(raw_[at]) | static_cast<char32_t>(raw_[at + 1]) << 8;
    };
    const char32_t first = unit(i);
    const bool high = first >= 0xd800 && first < 0xdc00;
    if (high && i + 3 >= count && read_ + count < source_.size()) break;  // its half comes next
    const char32_t second = high && i + 3 < count ? unit(i + 2) : 0;
    const bool pair = second >= 0xdc00 && second < 0xe000;
    AppendUtf8(pair ? 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00) : first, text_);
    i += pair ? 4 : 2;
  }
  if (i == 0) return false;  // half a unit at the end
  read_ += i;
  return true;
}

void ExportText::Drop(std::size_t count) {
  place_ += utf16_ ? Utf16Bytes(Rest().substr(0, count)) : count;
  begin_ += count;
}

// White space and the marks of an array; false at the end of the file.
bool ExportText::SkipBetweenObjects() {
  for (;;) {
    const std::size_t begin = Rest().find_first_not_of(" \t\r\n,[]");
    Drop(std::min(begin, Rest().size()));
    if (begin != kNone) return true;
    if (!Fill()) return false;
  }
}

// Of the object that begins the rest: behind its last brace, at the line's end ahead of another
// object where it breaks off, or at the end of the file.
std::size_t ExportText::EndOfObject() {
  ObjectEnd object;
  std::size_t at = 0;
  while (at < kMostPiece) {
    if (at == Rest().size() && !Fill()) break;
    if (object.EndsAt(Rest()[at])) return object.whole() ? at + 1 : at;
    ++at;
  }
  return at;
}

std::size_t ExportText::EndOfLine() {
  std::size_t from = 0, end = kNone;
  while ((end = Rest().find('\n', from)) == kNone && Rest().size() < kMostPiece) {
    from = Rest().size();
    if (!Fill()) break;
  }
  return std::min({end, Rest().size(), kMostPiece});
}

bool ExportText::NextObject(TextPiece& piece) {
  Drop(std::exchange(used_, 0));
  if (!SkipBetweenObjects()) return false;
  used_ = Rest().front() == '{' ? EndOfObject() : EndOfLine();
  piece = {Trim(Rest().substr(0, used_)), place_};
  return true;
}

bool ExportText::NextEvent(TextPiece& piece, bool& cut) {
  constexpr std::string_view kEnd = "</Event>";
  Drop(std::exchange(used_, 0));
  std::size_t begin = FindEvent(Rest(), 0);
  while (begin == kNone) {
    constexpr std::size_t kPartOfTag = 16;
    if (Rest().size() > kPartOfTag) Drop(Rest().size() - kPartOfTag);
    if (!Fill()) return false;
    begin = FindEvent(Rest(), 0);
  }
  Drop(begin);
  std::size_t from = 0, end = kNone;
  cut = false;
  while ((end = Rest().find(kEnd, from)) == kNone) {
    from = Rest().size() < kEnd.size() ? 0 : Rest().size() - kEnd.size();
    if (Rest().size() < kMostPiece && Fill()) continue;
    cut = true;
    break;
  }
  used_ = cut ? Rest().size() : end + kEnd.size();
  piece = {Rest().substr(0, used_), place_};
  return true;
}

}  // namespace logonloom
