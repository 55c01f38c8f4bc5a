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
constexpr std::size_t kMostKeptMemory = 8u << 20;

std::size_t Footprint(const TemplateDefinition& definition) {
  return definition.nodes.capacity() * sizeof(Node) + definition.as_document.footprint() +
         definition.as_event_child.footprint();
}

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

void ChunkTemplates::Begin(Bytes chunk, ChunkNames& names) {
  chunk_ = chunk;
  names_ = &names;
  parsed_bytes_ = 0;
  for (const std::uint32_t offset : used_) index_[offset] = 0;
  used_.clear();
  if (footprint_ <= kMostKeptMemory) return;
  definitions_.clear();
  footprint_ = 0;
}

const TemplateDefinition& ChunkTemplates::At(std::uint32_t offset) {
  if (offset >= chunk_.size() || offset >= index_.size()) return none_;
  if (index_[offset] == 0) {
    if (used_.size() >= kMostDefinitions) return none_;
    if (used_.size() == definitions_.size())
      definitions_.push_back(std::make_unique<TemplateDefinition>());
    TemplateDefinition& definition = *definitions_[used_.size()];
    footprint_ -= Footprint(definition);
    Parse(offset, definition);
    footprint_ += Footprint(definition);
    used_.push_back(offset);
    index_[offset] = static_cast<std::uint16_t>(used_.size());
  }
  return *definitions_[index_[offset] - 1];
}

void ChunkTemplates::Parse(std::uint32_t offset, TemplateDefinition& definition) {
  definition.nodes.clear();
  definition.texts.Clear();
  definition.usable = definition.verified = false;
  const auto guid = Slice(chunk_, offset + kGuidField, definition.guid.size());
  const auto size = ReadInt<std::uint32_t>(chunk_, offset + kSizeField);
  std::size_t at = std::size_t{offset} + kDefinitionHeaderSize;
  if (!guid || !size || *size > chunk_.size() - at) return;
  std::copy(guid->begin(), guid->end(), definition.guid.begin());
  parsed_bytes_ += *size;
  if (parsed_bytes_ > kMostParsedBytes) return;
  const std::size_t limit = at + *size;
  if (at < limit && chunk_[at] == kFragmentHeader) at += kFragmentHeaderSize;
  FragmentParser parser(chunk_, *names_, NameTrust::kAny, definition.texts);
  const ParsedFragment parsed =
      parser.ParseElement(at, limit, DependencyIds::kPresent, definition.nodes);
  definition.usable = parsed.error == nullptr;
  if (!definition.usable) return;
  // Behind the element stands the EOF token, and nothing else.
  definition.verified =
      parsed.names_verified && parsed.end + 1 == limit && chunk_[parsed.end] == std::byte{0};
  definition.size_bytes = *size;
  definition.entity_in_attribute = parsed.entity_in_attribute;
  MakePlan(definition.nodes, {Context::Place::kDocument, {}, {}}, definition.texts,
           definition.as_document);
  MakePlan(definition.nodes, {Context::Place::kEventChild, {}, {}}, definition.texts,
           definition.as_event_child);
}

}  // namespace logonloom::evtx
