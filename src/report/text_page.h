// Headings, paragraphs and tables for a terminal, one after the other.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "report/sink.h"
#include "report/text_table.h"

namespace logonloom {

// All texts must be visible text (visible_text.h) already.
class TextPage {
 public:
  TextPage(const TextLook& look, TextSink sink) : look_(look), sink_(std::move(sink)) {}

  void Heading(std::string_view text);  // with an empty line ahead, but at the top
  // Broken between words to the width of the terminal, at most 100 columns, each line indented.
  void Paragraph(std::string_view text, std::size_t indent = 2,
                 TextStyle style = TextStyle::kPlain);
  // «label: text», aligned with its neighbours; nothing if `text` is empty.
  void Fact(std::string_view label, std::string_view text, TextStyle style = TextStyle::kPlain);
  void Table(const TextTable& table) {
    Started();
    table.Write(look_, sink_);
  }
  const TextLook& look() const { return look_; }

 private:
  void Started() { empty_ = false; }
  std::size_t Room(std::size_t indent) const;
  TextLook look_;
  TextSink sink_;
  bool empty_ = true;
};

}  // namespace logonloom
