#include "evtx/record_decoder.h"

#include <algorithm>
#include <string>

#include "evtx/fragment_parser.h"
#include "evtx/system_properties.h"
#include "model/value_text.h"

namespace logonloom::evtx {
namespace {

using Place = Context::Place;

// Real chunks cost about a fiftieth of this. Hostile ones can make a few bytes stand for millions
// of fields; what goes beyond is reported, not read.
constexpr std::size_t kMostWorkOfChunk = 16u << 20;
constexpr std::size_t kCostOfField = 64;
constexpr std::size_t kCostOfStep = 4;
constexpr std::size_t kCostOfParsedByte = 8;

// Values that give one text, and nothing to tell of.
bool IsKept(const Substitution& value) {
  return value.type == kTypeGuid || value.type == kTypeSid ||
         (value.type == kTypeString && value.size % 2 == 0);
}

bool IsFragmentStart(std::uint8_t token) {
  return token == 0x0f || token == 0x0c || token == 0x01 || token == 0x41;
}

}  // namespace

void RecordDecoder::BeginChunk(Bytes chunk, std::uint64_t chunk_offset) {
  chunk_ = chunk;
  chunk_offset_ = chunk_offset;
  names_.Begin(chunk);
  templates_.Begin(chunk, names_);
  work_left_ = kMostWorkOfChunk;
}

const DecodedRecord& RecordDecoder::Decode(const RecordPlace& place) {
  texts_.Clear();
  fields_.clear();
  shape_ = straight_fields_ = 0;
  flaws_ = {};
  result_ = DecodedRecord();
  listed_ = place.recovery == Recovery::kListed;
  Record& record = result_.record;
  record.offset = chunk_offset_ + place.offset;
  record.size_bytes = place.size;
  record.recovery = place.recovery;
  record.header_record_id = ReadInt<std::uint64_t>(chunk_, place.offset + 8).value_or(0);
  const auto time = ReadInt<std::int64_t>(chunk_, place.offset + 16);
  if (time && *time != 0) record.header_time = FileTime{*time};
  const std::size_t limit = place.offset + place.size - (place.torn ? 0 : kSizeCopySize);
  result_.end = RunFragment(place.offset + kRecordHeaderSize, limit, {}, 0);
  result_.odd_text = flaws_.odd_text;
  record.traits.ansi_text = flaws_.ansi_text;
  if (result_.error != nullptr) {
    record.system = {};
    fields_.clear();
  }
  record.fields = fields_;
  if (fields_.size() == straight_fields_) record.shape = shape_;
  record.complete = !result_.nameless && !result_.clipped && result_.error == nullptr;
  return result_;
}

bool RecordDecoder::Fail(const char* why) {
  if (result_.error == nullptr) result_.error = why;
  return false;
}

bool RecordDecoder::Charge(std::size_t cost) {
  if (cost > work_left_) return Fail("its chunk unfolds into more than it can honestly hold");
  work_left_ -= cost;
  return true;
}

std::size_t RecordDecoder::RunFragment(std::size_t at, std::size_t limit, const Context& context,
                                       int depth) {
  if (depth >= kMostNesting) {
    Fail("its fragments are nested too deep");
    return at;
  }
  bool has_root = false;
  while (at < limit && result_.error == nullptr) {
    const auto token = std::to_integer<std::uint8_t>(chunk_[at]);
    if (token == 0x0f) {
      at += 4;
    } else if (IsFragmentStart(token)) {
      result_.record.traits.several_roots |= has_root;
      at = token == 0x0c ? RunInstance(at, limit, context, depth)
                         : RunElement(at, limit, context, depth);
      has_root = true;
      // A record has one root; the fragment in a value may have several.
      if (depth == 0) break;
    } else if (token == 0 && has_root) {
      ++at;
    } else {
      break;
    }
  }
  if (!has_root && depth == 0) Fail("it has no BinXML");
  return std::min(at, limit);
}

std::size_t RecordDecoder::RunInstance(std::size_t at, std::size_t limit, const Context& context,
                                       int depth) {
  const auto instance = ReadInstance(chunk_.first(limit), at);
  if (!instance) {
    Fail("its template instance is cut short");
    return limit;
  }
  Level& level = levels_[static_cast<std::size_t>(depth)];
  if (!Charge(instance->value_count)) return limit;
  if (level.storage.size() < instance->value_count) level.storage.resize(instance->value_count);
  level.values = std::span(level.storage).first(instance->value_count);
  const SubstitutionSummary summary =
      ReadSubstitutions(chunk_.first(limit), instance->values_offset, level.values);
  level.all_plain = summary.all_plain;
  result_.clipped = result_.clipped || instance->clipped || summary.clipped;
  if (const TemplateDefinition* definition = FindDefinition(*instance, level.values, context.place))
    RunTemplate(*definition, context, depth);
  else
    RunNameless(depth);
  return summary.end;
}

// What stands at the offset may belong to a later record by now: the id tells. A listed record may
// use a definition with a damaged name, but only if there is no better one.
const TemplateDefinition* RecordDecoder::FindDefinition(const TemplateInstance& instance,
                                                        std::span<const Substitution> values,
                                                        Context::Place place) {
  TemplateDefinition& there = templates_.At(instance.definition_offset);
  const bool meant = there.usable && there.template_id() == instance.template_id;
  if (meant && place != Place::kInside) there.PlanFor(place);
  if (meant && there.verified && (listed_ || there.Fits(values))) return &there;
  const TemplateDefinition* other = other_templates_.Find(instance.template_id, values);
  return other == nullptr && meant && listed_ ? &there : other;
}

void RecordDecoder::RunTemplate(const TemplateDefinition& definition, const Context& context,
                                int depth) {
  result_.record.traits.entity_in_attribute |= definition.entity_in_attribute;
  if (context.place != Place::kInside) return RunPlan(definition.MadePlanFor(context.place), depth);
  if (!Charge(definition.size_bytes * kCostOfParsedByte)) return;
  Level& level = levels_[static_cast<std::size_t>(depth)];
  MakePlan(definition.nodes, context, texts_, level.plan);
  RunPlan(level.plan, depth);
}

std::size_t RecordDecoder::RunElement(std::size_t at, std::size_t limit, const Context& context,
                                      int depth) {
  if (!Charge((limit - at) * kCostOfParsedByte)) return limit;
  Level& level = levels_[static_cast<std::size_t>(depth)];
  result_.record.traits.without_template |= depth == 0;
  level.values = {};
  level.all_plain = true;
  FragmentParser parser(chunk_, names_, listed_ ? NameTrust::kAny : NameTrust::kVerified, texts_);
  ParsedFragment parsed;
  // Elements outside of definitions have no dependency ids; some writers add them all the same.
  for (const DependencyIds ids : {DependencyIds::kAbsent, DependencyIds::kPresent}) {
    level.nodes.clear();
    const ParsedFragment attempt = parser.ParseElement(at, limit, ids, level.nodes);
    if (ids == DependencyIds::kAbsent || attempt.error == nullptr) parsed = attempt;
    if (attempt.error == nullptr) break;
  }
  if (parsed.error != nullptr) {
    Fail(parsed.error);
    return limit;
  }
  result_.nameless = result_.nameless || parsed.name_lost;
  result_.record.traits.entity_in_attribute |= parsed.entity_in_attribute;
  MakePlan(level.nodes, context, texts_, level.plan);
  RunPlan(level.plan, depth);
  return parsed.end;
}

void RecordDecoder::RunPlan(const RecordPlan& plan, int depth) {
  Level& level = levels_[static_cast<std::size_t>(depth)];
  if (plan.has_constants) result_.record.system = plan.constants;
  if (plan.straight && level.all_plain && plan.slots_needed <= level.values.size())
    return RunStraight(plan, level);
  if (!Charge(plan.steps.size() * kCostOfStep)) return;
  for (std::size_t i = 0; i < plan.steps.size() && result_.error == nullptr; ++i) {
    const Step& step = plan.steps[i];
    switch (step.kind) {
      case Step::Kind::kSkipIfNull:
        if (IsNull(step.slot, level)) i = step.target - 1;
        break;
      case Step::Kind::kProperty:
        RunProperty(step, plan, level);
        break;
      case Step::Kind::kField:
        RunField(step, plan, depth);
        break;
      case Step::Kind::kFragment:
        if (step.slot < level.values.size() && level.values[step.slot].type == kTypeBinXml)
          RunNested(level.values[step.slot], step.context, depth);
        break;
    }
  }
}

void RecordDecoder::RunStraight(const RecordPlan& plan, const Level& level) {
  if (!Charge(plan.fields.size() * kCostOfField + plan.fields_size)) return;
  const std::size_t first = fields_.size();
  if (first == 0) {
    shape_ = plan.shape;
    straight_fields_ = plan.fields.size();
  }
  fields_.insert(fields_.end(), plan.fields.begin(), plan.fields.end());
  Field* const fields = fields_.data() + first;
  const Substitution* const values = level.values.data();
  for (const RecordPlan::SlotField& slot_field : plan.slot_fields)
    DecodeValue(values[slot_field.slot], texts_, flaws_, fields[slot_field.field].value);
}

bool RecordDecoder::IsNull(std::uint16_t slot, const Level& level) const {
  return slot >= level.values.size() || level.values[slot].type == kTypeNull;
}

bool RecordDecoder::AllNull(PieceRange range, const RecordPlan& plan, const Level& level) const {
  for (std::uint32_t i = range.first; i < range.first + range.count; ++i)
    if (plan.pieces[i].slot == kNoSlot || !IsNull(plan.pieces[i].slot, level)) return false;
  return true;
}

void RecordDecoder::DecodeSlot(const Substitution& from, Value& value) {
  if (Charge(from.size)) DecodeValue(from, texts_, flaws_, value);
}

// Several pieces are joined as text; a single one keeps its type.
Value RecordDecoder::ValueOf(PieceRange range, const RecordPlan& plan, Level& level) {
  if (range.count == 0) return {};
  const auto value_of = [&](const Piece& piece) -> Value {
    if (piece.slot == kNoSlot) return {ValueType::kText, 0, piece.text};
    Value value;
    if (!IsNull(piece.slot, level)) DecodeSlot(level.values[piece.slot], value);
    return value;
  };
  if (range.count == 1) return value_of(plan.pieces[range.first]);
  std::string joined;
  for (std::uint32_t i = range.first; i < range.first + range.count; ++i)
    joined += ValueText(value_of(plan.pieces[i]));
  Charge(joined.size());
  return {ValueType::kText, 0, texts_.Copy(joined)};
}

void RecordDecoder::RunProperty(const Step& step, const RecordPlan& plan, Level& level) {
  if (step.slot == kNoSlot)
    SetProperty(step.property, ValueOf(step.value, plan, level), texts_, result_.record.system);
  else if (!IsNull(step.slot, level))
    SetFrom(level.values[step.slot], step.property);
}

// The texts of System are mostly those of the record before.
void RecordDecoder::SetFrom(const Substitution& from, Property property) {
  SystemProperties& system = result_.record.system;
  std::uint64_t number;
  if (LoadNumber(from, number) && SetProperty(property, number, system)) return;
  std::string_view* const text = IsKept(from) ? TextOf(property, system) : nullptr;
  KeptText& kept = kept_texts_[static_cast<std::size_t>(property)];
  const std::string_view bytes(reinterpret_cast<const char*>(from.data), from.size);
  if (text != nullptr && kept.type == from.type && kept.bytes == bytes) {
    *text = kept.text;
    return;
  }
  Value value;
  DecodeSlot(from, value);
  SetProperty(property, value, texts_, system);
  if (text == nullptr || result_.error != nullptr) return;
  kept.type = from.type;
  kept.bytes = bytes;
  kept.text = *text;
}

void RecordDecoder::RunField(const Step& step, const RecordPlan& plan, int depth) {
  Level& level = levels_[static_cast<std::size_t>(depth)];
  if (step.is_attribute && AllNull(step.value, plan, level)) return;
  std::string_view name = step.name;
  if (step.dynamic_name.count > 0)
    name = texts_.Copy(ValueText(ValueOf(step.dynamic_name, plan, level)));
  if (step.value.count == 1) {
    const Piece& piece = plan.pieces[step.value.first];
    if (piece.slot == kNoSlot)
      AddField(step.context, name, {ValueType::kText, 0, piece.text});
    else if (IsNull(piece.slot, level))
      AddField(step.context, name, {});
    else
      AddValues(step, name, level.values[piece.slot], depth);
    return;
  }
  AddField(step.context, name, ValueOf(step.value, plan, level));
  for (std::uint32_t i = step.value.first; i < step.value.first + step.value.count; ++i) {
    const std::uint16_t slot = plan.pieces[i].slot;
    if (!IsNull(slot, level) && level.values[slot].type == kTypeBinXml)
      RunNested(level.values[slot], step.context, depth);
  }
}

// An array of strings repeats the element; a fragment stands in its place.
void RecordDecoder::AddValues(const Step& step, std::string_view name, const Substitution& value,
                              int depth) {
  if (value.type == kTypeBinXml) return RunNested(value, step.context, depth);
  if (value.type != (kTypeArray | kTypeString)) {
    Value decoded;
    DecodeSlot(value, decoded);
    AddField(step.context, name, decoded);
    return;
  }
  auto& strings = levels_[static_cast<std::size_t>(depth)].strings;
  strings.clear();
  if (!Charge(value.size)) return;
  flaws_.odd_text = flaws_.odd_text || value.size % 2 != 0;
  DecodeStrings(value.bytes(), texts_, strings);
  if (strings.empty()) AddField(step.context, name, {});
  for (const Value& text : strings) AddField(step.context, name, text);
}

// No template is left: the values as they come, in a section that nobody takes names from.
void RecordDecoder::RunNameless(int depth) {
  result_.nameless = true;
  Step step;
  step.context = {Place::kInside, Section::kOther, {}};
  const Level& level = levels_[static_cast<std::size_t>(depth)];
  for (std::size_t i = 0; i < level.values.size() && result_.error == nullptr; ++i) {
    // Below a record without its own template, a fragment is a child of <Event>.
    if (level.values[i].type == kTypeBinXml && depth == 0)
      RunNested(level.values[i], {Place::kEventChild, Section::kOther, {}}, depth);
    else
      AddValues(step, {}, level.values[i], depth);
  }
}

void RecordDecoder::RunNested(const Substitution& value, const Context& context, int depth) {
  if (!Charge(value.size)) return;
  RunFragment(value.begin, value.begin + value.size, context, depth + 1);
}

void RecordDecoder::AddField(const Context& context, std::string_view name, const Value& value) {
  if (!Charge(kCostOfField + name.size() + context.path.size() + value.bytes.size())) return;
  fields_.push_back({context.section, name, context.path, value});
}

}  // namespace logonloom::evtx
