#include "evtx/template_definition.h"

#include <algorithm>
#include <cstring>

#include "evtx/fragment_parser.h"

namespace logonloom::evtx {
namespace {

constexpr std::size_t kGuidField = 4;
constexpr std::size_t kSizeField = 20;
constexpr std::byte kFragmentHeader{0x0f};
constexpr std::size_t kFragmentHeaderSize = 4;
// Definitions of a chunk do not overlap. Hostile ones do; they may cost this much and no more.
constexpr std::size_t kMostParsedBytes = 8 * kChunkSize;
constexpr std::size_t kMostDefinitions = 1024;
constexpr std::size_t kMostKeptMemory = 16u << 20;
constexpr std::uint64_t kChunksBetweenMeasures = 16;
constexpr std::size_t kMostCandidates = 4;  // of one id and size

void Append(std::string& out, std::uint64_t number) {
  out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

}  // namespace

std::uint32_t TemplateDefinition::template_id() const {
  std::uint32_t id;
  std::memcpy(&id, guid.data(), sizeof id);
  return id;
}

bool TemplateDefinition::Fits(std::span<const Substitution> values) const {
  return std::all_of(nodes.begin(), nodes.end(), [values](const Node& node) {
    if (node.kind != Node::Kind::kSlot) return true;
    if (node.slot >= values.size()) return false;
    const std::uint8_t type = values[node.slot].type;
    // Windows writes values declared as size_t as the hex number of the machine's width.
    return type == node.declared_type || type == kTypeNull ||
           (node.declared_type == kTypeSize && (type == kTypeHex32 || type == kTypeHex64));
  });
}

std::string TemplateDefinition::Content() const {
  std::string content(reinterpret_cast<const char*>(guid.data()), guid.size());
  for (const Node& node : nodes) {
    Append(content, static_cast<std::uint64_t>(node.kind) | std::uint64_t{node.optional} << 8 |
                        std::uint64_t{node.declared_type} << 16 | std::uint64_t{node.slot} << 32);
    Append(content, node.end);
    Append(content, node.text.size());
    content += node.text;
  }
  return content;
}

std::size_t TemplateDefinition::footprint() const {
  return sizeof *this + nodes.capacity() * sizeof(Node) + texts.footprint() +
         as_document_.plan.footprint() + as_event_child_.plan.footprint();
}

const RecordPlan& TemplateDefinition::PlanFor(Context::Place place) {
  Planned& planned = place == Context::Place::kDocument ? as_document_ : as_event_child_;
  if (!planned.made) MakePlan(nodes, {place, {}, {}}, texts, planned.plan);
  planned.made = true;
  return planned.plan;
}

void ChunkTemplates::Begin(Bytes chunk, ChunkNames& names) {
  chunk_ = chunk;
  names_ = &names;
  parsed_bytes_ = 0;
  for (const std::uint32_t offset : used_) index_[offset] = 0;
  used_.clear();
  // Plans are made after a definition was taken in; looking at all of them each time would cost
  // more than it saves.
  if (++chunks_ % kChunksBetweenMeasures == 0) Measure();
  if (!known_.empty() && footprint_ <= kMostKeptMemory && known_.size() <= kMostDefinitions) return;
  by_id_.clear();
  known_.clear();
  known_.push_back(std::make_unique<Known>());
  footprint_ = 0;
}

TemplateDefinition& ChunkTemplates::At(std::uint32_t offset) {
  if (offset >= chunk_.size() || offset >= index_.size()) return known_.front()->definition;
  if (index_[offset] == 0) {
    index_[offset] = static_cast<std::uint16_t>(Find(offset) + 1);
    used_.push_back(offset);
  }
  return known_[index_[offset] - 1u]->definition;
}

std::size_t ChunkTemplates::FootprintOf(const Known& known) {
  return known.definition.footprint() + known.bytes.size() +
         known.names.size() * sizeof(NameField) * 4;
}

void ChunkTemplates::Measure() {
  footprint_ = 0;
  for (const auto& known : known_) footprint_ += FootprintOf(*known);
}

// The place in known_; 0, the definition that is none, if there is none that can be used.
std::uint16_t ChunkTemplates::Find(std::uint32_t offset) {
  const auto guid = Slice(chunk_, offset + kGuidField, sizeof TemplateDefinition::guid);
  const auto size = ReadInt<std::uint32_t>(chunk_, offset + kSizeField);
  const std::uint32_t begin = offset + static_cast<std::uint32_t>(kDefinitionHeaderSize);
  if (!guid || !size || *size > chunk_.size() - begin) return 0;
  parsed_bytes_ += *size;
  if (parsed_bytes_ > kMostParsedBytes || known_.size() > 2 * kMostDefinitions) return 0;
  const std::uint64_t key = std::uint64_t{*ReadInt<std::uint32_t>(*guid, 0)} << 32 | *size;
  const auto [first, last] = by_id_.equal_range(key);
  std::size_t candidates = 0;
  for (auto candidate = first; candidate != last && candidates < kMostCandidates; ++candidate) {
    const Known& known = *known_[candidate->second];
    if (std::equal(guid->begin(), guid->end(), known.definition.guid.begin()) &&
        IsSame(known, begin))
      return candidate->second;
    ++candidates;
  }
  auto added = std::make_unique<Known>();
  std::copy(guid->begin(), guid->end(), added->definition.guid.begin());
  if (!Parse(begin, *size, *added)) return 0;
  const auto place = static_cast<std::uint16_t>(known_.size());
  footprint_ += FootprintOf(*added);
  known_.push_back(std::move(added));
  by_id_.emplace(key, place);
  return place;
}

// Everything but the offsets of names is compared as bytes, the names as what they say here.
bool ChunkTemplates::IsSame(const Known& known, std::uint32_t begin) {
  if (!known.definition.verified) return false;
  const std::byte* const here = chunk_.data() + begin;
  const std::byte* const there = known.bytes.data();
  const auto same = [&](std::size_t from, std::size_t to) {
    return std::memcmp(here + from, there + from, to - from) == 0;
  };
  std::size_t at = 0;
  for (std::size_t i = 0; i < known.names.size(); ++i) {
    const NameField& field = known.names[i];
    const std::size_t place = field.at - known.begin;
    if (!same(at, place)) return false;
    std::uint32_t offset;
    std::memcpy(&offset, here + place, sizeof offset);
    at = place + sizeof offset;
    if (field.inline_size != 0) {
      // The name stands here; its first four bytes belong to a chain that nobody follows.
      if (offset != begin + at) return false;
      at += sizeof offset;
      continue;
    }
    const Name& name = names_->At(offset);
    if (offset == begin + at || !name.verified || name.text != known.name_texts[i]) return false;
  }
  return same(at, known.bytes.size());
}

bool ChunkTemplates::Parse(std::uint32_t begin, std::size_t size, Known& known) {
  TemplateDefinition& definition = known.definition;
  const std::size_t limit = begin + size;
  std::size_t at = begin;
  if (at < limit && chunk_[at] == kFragmentHeader) at += kFragmentHeaderSize;
  FragmentParser parser(chunk_, *names_, NameTrust::kAny, definition.texts);
  parser.CollectNames(&known.names);
  const ParsedFragment parsed =
      parser.ParseElement(at, limit, DependencyIds::kPresent, definition.nodes);
  if (parsed.error != nullptr) return false;
  definition.usable = true;
  definition.entity_in_attribute = parsed.entity_in_attribute;
  definition.size_bytes = size;
  // Behind the element stands the EOF token, and nothing else.
  definition.verified =
      parsed.names_verified && parsed.end + 1 == limit && chunk_[parsed.end] == std::byte{0};
  for (Node& node : definition.nodes)
    if (node.kind == Node::Kind::kElement || node.kind == Node::Kind::kAttribute)
      node.text = definition.texts.Copy(node.text);
  const Bytes bytes = chunk_.subspan(begin, size);
  known.bytes.assign(bytes.begin(), bytes.end());
  known.begin = begin;
  for (const NameField& field : known.names)
    known.name_texts.push_back(
        definition.texts.Copy(names_->At(*ReadInt<std::uint32_t>(chunk_, field.at)).text));
  return true;
}

}  // namespace logonloom::evtx
