// One record's BinXML to a Record.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "evtx/chunk_layout.h"
#include "evtx/chunk_names.h"
#include "evtx/record_plan.h"
#include "evtx/substitutions.h"
#include "evtx/template_definition.h"
#include "evtx/template_instance.h"
#include "evtx/text_arena.h"
#include "logonloom/record.h"

namespace logonloom::evtx {

// Where templates are looked for when the chunk has lost them.
class TemplateSource {
 public:
  virtual ~TemplateSource() = default;
  // nullptr if there is none that can be meant.
  virtual const TemplateDefinition* Find(std::uint32_t template_id,
                                         std::span<const Substitution> values) = 0;
};

struct DecodedRecord {
  Record record;                // views are valid until the next Decode
  std::size_t end = 0;          // offset in the chunk behind what its BinXML uses
  const char* error = nullptr;  // why it cannot be read, and has a header only; a sentence's end
  bool clipped = false;         // a value or the count of values claims more than there is
  bool odd_text = false;        // a text has an odd number of bytes
  bool nameless = false;        // no template was left for some of its values
};

class RecordDecoder {
 public:
  explicit RecordDecoder(TemplateSource& other_templates) : other_templates_(other_templates) {}

  // `chunk` stands at `chunk_offset` of its file and must outlive all decoding from it.
  void BeginChunk(Bytes chunk, std::uint64_t chunk_offset);
  const DecodedRecord& Decode(const RecordPlace& place);

 private:
  static constexpr int kMostNesting = 16;  // of fragments in values; real records have two

  // What one level of nesting works with.
  struct Level {
    std::vector<Substitution> storage;  // only grows
    std::span<Substitution> values;     // the part of it that is used
    bool all_plain = true;              // of values: none is a fragment or an array
    Nodes nodes;
    RecordPlan plan;
    std::vector<Value> strings;
  };

  // A text of System as it was last stored, and as a record has it.
  struct KeptText {
    std::uint8_t type = kTypeNull;  // kTypeNull: none yet
    std::string bytes;
    std::string text;
  };

  // Each returns the offset behind what it used, and sets error if it cannot go on.
  std::size_t RunFragment(std::size_t at, std::size_t limit, const Context& context, int depth);
  std::size_t RunInstance(std::size_t at, std::size_t limit, const Context& context, int depth);
  std::size_t RunElement(std::size_t at, std::size_t limit, const Context& context, int depth);

  const TemplateDefinition* FindDefinition(const TemplateInstance& instance,
                                           std::span<const Substitution> values,
                                           Context::Place place);
  void RunTemplate(const TemplateDefinition& definition, const Context& context, int depth);
  void RunPlan(const RecordPlan& plan, int depth);
  void RunStraight(const RecordPlan& plan, const Level& level);
  void RunProperty(const Step& step, const RecordPlan& plan, Level& level);
  void SetFrom(const Substitution& value, Property property);
  void RunField(const Step& step, const RecordPlan& plan, int depth);
  void AddValues(const Step& step, std::string_view name, const Substitution& value, int depth);
  void RunNameless(int depth);
  void AddField(const Context& context, std::string_view name, const Value& value);
  void RunNested(const Substitution& value, const Context& context, int depth);

  Value ValueOf(PieceRange range, const RecordPlan& plan, Level& level);
  void DecodeSlot(const Substitution& from, Value& value);
  bool IsNull(std::uint16_t slot, const Level& level) const;
  bool AllNull(PieceRange range, const RecordPlan& plan, const Level& level) const;
  bool Charge(std::size_t cost);
  bool Fail(const char* why);

  TemplateSource& other_templates_;
  Bytes chunk_;
  std::uint64_t chunk_offset_ = 0;
  ChunkNames names_;
  ChunkTemplates templates_;
  bool listed_ = true;  // the record that is being decoded
  std::size_t work_left_ = 0;
  TextArena texts_;
  std::vector<Field> fields_;
  std::uint64_t shape_ = 0;          // of the straight plan that the first fields are of
  std::size_t straight_fields_ = 0;  // how many it gave
  std::array<KeptText, kProperties> kept_texts_;  // by property
  std::array<Level, kMostNesting> levels_;
  ValueFlaws flaws_;
  DecodedRecord result_;
};

}  // namespace logonloom::evtx
