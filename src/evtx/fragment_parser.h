// BinXML tokens to nodes. Source: MS-EVEN6 2.2.12 and 3.1.4.7.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/bytes.h"
#include "evtx/chunk_names.h"
#include "evtx/nodes.h"
#include "evtx/text_arena.h"

namespace logonloom::evtx {

enum class DependencyIds : bool { kAbsent, kPresent };  // only template definitions have them

// Which names are taken: in slack, something else may stand by now where a name was.
enum class NameTrust : bool { kAny, kVerified };

// Where a name is referred to: the offset in the chunk of the field that holds the name's offset,
// and the size of the name if it stands right behind, else 0.
struct NameField {
  std::uint32_t at = 0;
  std::uint32_t inline_size = 0;
};

struct ParsedFragment {
  std::size_t end = 0;          // offset behind the last byte used
  const char* error = nullptr;  // why the rest could not be parsed; a sentence's end
  bool names_verified = true;   // all names have the right hash
  bool entity_in_attribute = false;
  bool name_lost = false;  // a name could not be taken; it is empty
};

// Parses one element with all that it contains.
// Offsets are those of the chunk that `names` reads; `limit` is behind the last byte.
// Nodes are added to `nodes`; texts live in `texts` or as long as the chunk's names.
class FragmentParser {
 public:
  FragmentParser(Bytes chunk, ChunkNames& names, NameTrust trust, TextArena& texts)
      : chunk_(chunk), names_(names), trust_(trust), texts_(texts) {}

  // All names that the next element refers to go there; nullptr for none.
  void CollectNames(std::vector<NameField>* fields) { name_fields_ = fields; }
  ParsedFragment ParseElement(std::size_t begin, std::size_t limit, DependencyIds ids,
                              Nodes& nodes);

 private:
  bool Step();
  bool OpenElement(bool has_attributes);
  bool Attribute();
  bool ValueText();
  bool CharacterData();
  bool CharacterReference();
  bool EntityReference();
  bool Substitution(bool optional);
  bool Close();
  bool SkipCharacters();
  bool TakeName(std::string_view& name);
  void EndAttribute();
  void AddText(std::string_view text);
  bool Fail(const char* why);
  template <typename T>
  bool Take(T& value);
  bool TakeBytes(std::size_t count, Bytes& bytes);

  Bytes chunk_;
  ChunkNames& names_;
  NameTrust trust_;
  TextArena& texts_;
  Bytes area_;  // chunk_ up to the limit
  std::size_t at_ = 0;
  DependencyIds ids_ = DependencyIds::kAbsent;
  Nodes* nodes_ = nullptr;
  std::vector<NameField>* name_fields_ = nullptr;
  std::vector<std::uint32_t> open_;  // elements whose end has not come
  std::uint32_t attribute_ = 0;      // index + 1 of the attribute being filled, 0 for none
  ParsedFragment result_;
};

}  // namespace logonloom::evtx
