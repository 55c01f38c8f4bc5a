// A template definition: the fixed part of an event, with holes for its values.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "evtx/chunk_names.h"
#include "evtx/nodes.h"
#include "evtx/record_plan.h"
#include "evtx/substitutions.h"
#include "evtx/text_arena.h"

namespace logonloom::evtx {

// Definition: next offset u32, GUID, size u32, BinXML of that size.
inline constexpr std::size_t kDefinitionHeaderSize = 24;

struct TemplateDefinition {
  std::array<std::byte, 16> guid{};
  Nodes nodes;
  bool usable = false;  // its BinXML parses
  bool entity_in_attribute = false;
  bool verified = false;       // and ends where it has to, all names with the right hash
  std::size_t size_bytes = 0;  // of its BinXML, for what it costs to parse
  RecordPlan as_document, as_event_child;
  TextArena texts{1024};

  // What instances call it: the first four bytes of its GUID.
  std::uint32_t template_id() const;
  const RecordPlan& PlanFor(Context::Place place) const {
    return place == Context::Place::kDocument ? as_document : as_event_child;
  }
  // Whether an instance with these values can be of it: no slot is missing or of another type.
  bool Fits(std::span<const Substitution> values) const;
  // All that it says, whatever chunk it stood in: two definitions say the same if this is equal.
  std::string Content() const;
};

// The definitions of one chunk, parsed when they are first asked for.
class ChunkTemplates {
 public:
  ChunkTemplates() : index_(kChunkSize) {}
  void Begin(Bytes chunk, ChunkNames& names);
  // The definition at `offset` of the chunk; one that is not usable if there is none.
  const TemplateDefinition& At(std::uint32_t offset);

 private:
  void Parse(std::uint32_t offset, TemplateDefinition& definition);

  Bytes chunk_;
  ChunkNames* names_ = nullptr;
  std::vector<std::uint16_t> index_;  // offset → place in definitions_ + 1, 0 for none
  std::vector<std::uint32_t> used_;
  std::vector<std::unique_ptr<TemplateDefinition>> definitions_;  // reused from chunk to chunk
  TemplateDefinition none_;
  std::size_t parsed_bytes_ = 0;  // since Begin
  std::size_t footprint_ = 0;     // memory of definitions_
};

}  // namespace logonloom::evtx
