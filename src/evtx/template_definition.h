// A template definition: the fixed part of an event, with holes for its values.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "evtx/chunk_names.h"
#include "evtx/fragment_parser.h"
#include "evtx/nodes.h"
#include "evtx/record_plan.h"
#include "evtx/substitutions.h"
#include "evtx/text_arena.h"

namespace logonloom::evtx {

// Definition: next offset u32, GUID, size u32, BinXML of that size.
inline constexpr std::size_t kDefinitionHeaderSize = 24;

struct TemplateDefinition {
  std::array<std::byte, 16> guid{};
  Nodes nodes;            // texts live in `texts`
  bool usable = false;    // its BinXML parses
  bool verified = false;  // and ends where it has to, all names with the right hash
  bool entity_in_attribute = false;
  bool collected = false;      // the library that is being filled from this chunk has it
  std::size_t size_bytes = 0;  // of its BinXML, for what it costs to parse
  TextArena texts{1024};

  // What instances call it: the first four bytes of its GUID.
  std::uint32_t template_id() const;
  // As a document or as the child of <Event>. Made when it is first asked for: ask ahead where
  // several threads share the definition.
  const RecordPlan& PlanFor(Context::Place place);
  const RecordPlan& MadePlanFor(Context::Place place) const { return PlaceOf(place).plan; }
  // Whether an instance with these values can be of it: no slot is missing or of another type.
  bool Fits(std::span<const Substitution> values) const;
  // All that it says, whatever chunk it stood in: two definitions say the same if this is equal.
  std::string Content() const;
  std::size_t footprint() const;

 private:
  struct Planned {
    RecordPlan plan;
    bool made = false;
  };
  const Planned& PlaceOf(Context::Place place) const {
    return place == Context::Place::kDocument ? as_document_ : as_event_child_;
  }
  Planned as_document_, as_event_child_;
};

// The definitions of one chunk, parsed when they are first asked for. Most chunks of a log repeat
// the definitions of the one before; such a one is taken over if it is the same byte by byte, and
// all names that it refers to are the same: names are offsets, which mean something else in each
// chunk.
class ChunkTemplates {
 public:
  ChunkTemplates() : index_(kChunkSize) {}
  void Begin(Bytes chunk, ChunkNames& names);
  // The definition at `offset` of the chunk; one that is not usable if there is none.
  TemplateDefinition& At(std::uint32_t offset);

 private:
  struct Known {
    TemplateDefinition definition;
    std::vector<std::byte> bytes;  // of its BinXML, as it stood where it was parsed
    std::uint32_t begin = 0;       // offset of `bytes` in that chunk
    std::vector<NameField> names;  // offsets in that chunk
    std::vector<std::string_view> name_texts;
  };

  std::uint16_t Find(std::uint32_t offset);
  bool IsSame(const Known& known, std::uint32_t begin);
  bool Parse(std::uint32_t begin, std::size_t size, Known& known);
  static std::size_t FootprintOf(const Known& known);
  void Measure();

  Bytes chunk_;
  ChunkNames* names_ = nullptr;
  std::vector<std::uint16_t> index_;  // offset → place in known_ + 1, 0 for not asked yet
  std::vector<std::uint32_t> used_;
  std::vector<std::unique_ptr<Known>> known_;  // the first is the definition that is none
  std::unordered_multimap<std::uint64_t, std::uint16_t> by_id_;  // template id and size → place
  std::size_t parsed_bytes_ = 0;                                 // since Begin
  std::size_t footprint_ = 0;  // memory of known_, as of some chunks ago
  std::uint64_t chunks_ = 0;
};

}  // namespace logonloom::evtx
