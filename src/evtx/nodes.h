// BinXML as a tree: what a template definition, or a record without template, says.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace logonloom::evtx {

inline constexpr std::uint16_t kNoSlot = 0xffff;

// Nodes stand in document order; an element or attribute is followed by what it contains.
struct Node {
  enum class Kind : std::uint8_t {
    kElement,    // `text`: its name; `slot`: it is absent if that substitution is NULL, or kNoSlot
    kAttribute,  // `text`: its name
    kText,       // `text`: its characters
    kSlot,       // a substitution
  };
  Kind kind = Kind::kText;
  bool optional = false;           // kSlot
  std::uint8_t declared_type = 0;  // kSlot
  std::uint16_t slot = kNoSlot;
  std::uint32_t end = 0;  // index behind the last node inside it
  std::string_view text;
};

using Nodes = std::vector<Node>;

}  // namespace logonloom::evtx
