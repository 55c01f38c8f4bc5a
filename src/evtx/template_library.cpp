#include "evtx/template_library.h"

#include <algorithm>
#include <cstring>
#include <iterator>

#include "base/packed_bytes.h"
#include "evtx/chunk_layout.h"
#include "evtx/file_layout.h"
#include "evtx/template_instance.h"

namespace logonloom::evtx {
namespace {

constexpr int kMostNesting = 4;
constexpr std::size_t kMostPackedNesting = 512;
// A run of real logs has about a thousand definitions of 1.5 KB. More only hostile files have.
constexpr std::size_t kMostBytes = 8u << 20;
constexpr std::size_t kLargestDefinition = 16u << 10;
// Of the same id. Where more claim to be meant, none can be believed.
constexpr std::ptrdiff_t kMostCandidates = 4;

// Walks the instances of a chunk's records for definitions that stand where they are first used.
class Collector {
 public:
  explicit Collector(TemplateLibrary& library) : library_(library) {}

  void Chunk(Bytes chunk, bool has_magic) {
    chunk_ = chunk;
    names_.Begin(chunk);
    templates_.Begin(chunk, names_);
    ScanChunk(chunk, has_magic, Scan::kEverything, layout_);
    for (const RecordPlace& place : layout_.places)
      Fragment(place.offset + kRecordHeaderSize, place.offset + place.size, 0);
  }

 private:
  void Fragment(std::size_t at, std::size_t limit, int depth) {
    if (depth >= kMostNesting) return;
    const auto instance = ReadInstance(chunk_.first(limit), SkipFragmentHeader(chunk_, at));
    if (!instance) return;
    if (instance->is_inline) Definition(*instance);
    ForEachFragment(chunk_.first(limit), instance->values_offset, instance->value_count,
                    [this, depth](std::size_t begin, std::size_t end) {
                      Fragment(begin, end, depth + 1);
                    });
  }

  // Most chunks repeat the definitions of the one before, which are taken over as they are.
  void Definition(const TemplateInstance& instance) {
    TemplateDefinition& definition = templates_.At(instance.definition_offset);
    if (definition.collected || !definition.verified ||
        definition.template_id() != instance.template_id)
      return;
    library_.Add(definition);
    definition.collected = true;
  }

  TemplateLibrary& library_;
  Bytes chunk_;
  ChunkNames names_;
  ChunkTemplates templates_;
  ChunkLayout layout_;
};

void PackNodes(const TemplateDefinition& definition, Packer& packer) {
  packer.Text({reinterpret_cast<const char*>(definition.guid.data()), definition.guid.size()});
  packer.Number(definition.nodes.size());
  for (const Node& node : definition.nodes) {
    packer.Number(static_cast<std::uint64_t>(node.kind));
    packer.Number(node.optional ? 1 : 0);
    packer.Number(node.declared_type);
    packer.Number(node.slot);
    packer.Number(node.end);
    packer.Text(node.text);
  }
}

// Nodes that contain one another as those of a parsed definition do. The texts stay where they are.
void UnpackNodes(Unpacker& unpacker, TemplateDefinition& definition) {
  const std::string_view guid = unpacker.Text();
  if (guid.size() != definition.guid.size()) throw PackedError();
  std::memcpy(definition.guid.data(), guid.data(), guid.size());
  definition.nodes.resize(unpacker.Count());
  std::vector<std::uint64_t> open = {definition.nodes.size()};
  for (std::size_t i = 0; i < definition.nodes.size(); ++i) {
    while (open.back() == i) open.pop_back();
    Node& node = definition.nodes[i];
    const std::uint64_t kind = unpacker.Number();
    node.optional = unpacker.Number() != 0;
    node.declared_type = static_cast<std::uint8_t>(unpacker.Number());
    node.slot = static_cast<std::uint16_t>(unpacker.Number());
    const std::uint64_t end = unpacker.Number();
    node.text = unpacker.Text();
    if (kind > static_cast<std::uint64_t>(Node::Kind::kSlot) || end <= i || end > open.back() ||
        open.size() > kMostPackedNesting)
      throw PackedError();
    node.kind = static_cast<Node::Kind>(kind);
    node.end = static_cast<std::uint32_t>(end);
    if (end > i + 1) open.push_back(end);
  }
}

}  // namespace

void TemplateLibrary::Collect(EvidenceSource& source) {
  Collector collector(*this);
  const FileLayout file = ReadFileLayout(source);
  std::vector<std::byte> buffer(
      static_cast<std::size_t>(std::min<std::uint64_t>(kReadSize, source.size())));
  for (std::uint64_t offset = file.first_chunk; offset < source.size(); offset += kReadSize) {
    const Bytes part = Bytes(buffer).first(source.ReadAt(offset, buffer));
    for (std::size_t at = 0; at < part.size(); at += kChunkSize) {
      const Bytes chunk = part.subspan(at, std::min(kChunkSize, part.size() - at));
      if (chunk.size() > kChunkHeaderSize && !IsZero(chunk))
        collector.Chunk(chunk, HasMagic(chunk));
    }
  }
}

void TemplateLibrary::CollectChunk(Bytes chunk) { Collector(*this).Chunk(chunk, HasMagic(chunk)); }

void TemplateLibrary::Add(const TemplateDefinition& definition) {
  if (definition.size_bytes > kLargestDefinition ||
      size_bytes_ + definition.size_bytes > kMostBytes)
    return;
  auto [place, added] = definitions_.try_emplace(definition.Content());
  if (!added) return Reconcile(*place->second, definition);
  size_bytes_ += definition.size_bytes;
  auto copy = std::make_unique<TemplateDefinition>();
  copy->guid = definition.guid;
  copy->nodes = definition.nodes;
  copy->usable = copy->verified = true;
  copy->size_bytes = definition.size_bytes;
  copy->entity_in_attribute = definition.entity_in_attribute;
  for (Node& node : copy->nodes) node.text = copy->texts.Copy(node.text);
  copy->PlanFor(Context::Place::kDocument);  // here, since threads share the library
  copy->PlanFor(Context::Place::kEventChild);
  by_id_.emplace(copy->template_id(), copy.get());
  place->second = std::move(copy);
}

// Names that stand in one definition and are pointed to in another of the same content make them
// differ in size. Which one comes first depends on the threads; what is kept must not.
void TemplateLibrary::Reconcile(TemplateDefinition& known, const TemplateDefinition& other) {
  const std::size_t size_bytes = std::min(known.size_bytes, other.size_bytes);
  size_bytes_ -= known.size_bytes - size_bytes;
  known.size_bytes = size_bytes;
  known.entity_in_attribute |= other.entity_in_attribute;
}

void TemplateLibrary::Add(const TemplateLibrary& other) {
  for (const auto& [content, definition] : other.definitions_) Add(*definition);
}

std::string TemplateLibrary::Pack() const {
  Packer packer;
  packer.Number(definitions_.size());
  for (const auto& [content, definition] : definitions_) {
    packer.Number(definition->size_bytes);
    packer.Number(definition->entity_in_attribute ? 1 : 0);
    PackNodes(*definition, packer);
  }
  return packer.bytes();
}

void TemplateLibrary::AddPacked(std::string_view packed) {
  Unpacker unpacker(packed);
  for (std::size_t count = unpacker.Count(); count > 0; --count) {
    TemplateDefinition definition;
    definition.size_bytes = static_cast<std::size_t>(unpacker.Number());
    definition.entity_in_attribute = unpacker.Number() != 0;
    UnpackNodes(unpacker, definition);
    Add(definition);
  }
}

const TemplateDefinition* TemplateLibrary::Find(std::uint32_t template_id,
                                                std::span<const Substitution> values) const {
  const TemplateDefinition* found = nullptr;
  const auto [first, last] = by_id_.equal_range(template_id);
  if (std::distance(first, last) > kMostCandidates) return nullptr;
  for (auto candidate = first; candidate != last; ++candidate) {
    if (!candidate->second->Fits(values)) continue;
    if (found != nullptr) return nullptr;
    found = candidate->second;
  }
  return found;
}

}  // namespace logonloom::evtx
