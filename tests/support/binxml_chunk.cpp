#include "support/binxml_chunk.h"

#include <limits>
#include <stdexcept>

#include "base/text.h"

namespace logonloom::support {
namespace {

// Tokens of BinXML, MS-EVEN6 2.2.12.
enum Token : std::uint8_t {
  kEndOfFragment = 0x00,
  kOpenStartElement = 0x01,
  kCloseStartElement = 0x02,
  kCloseEmptyElement = 0x03,
  kEndElement = 0x04,
  kValueText = 0x05,
  kAttribute = 0x06,
  kTemplateInstance = 0x0c,
  kNormalSubstitution = 0x0d,
  kOptionalSubstitution = 0x0e,
  kFragmentHeader = 0x0f,
  kMoreFollows = 0x40,  // attributes in an element; attributes behind an attribute
};

constexpr std::string_view kFragmentStart("\x0f\x01\x01\x00", 4);  // version 1.1, no flags

// The hash by which names are found in the chunk's name table.
std::uint16_t NameHash(std::u16string_view name) {
  std::uint32_t hash = 0;
  for (const char16_t unit : name) hash = hash * 65599 + unit;
  return static_cast<std::uint16_t>(hash);
}

std::uint16_t Size16(std::size_t size, const char* what) {
  if (size > std::numeric_limits<std::uint16_t>::max())
    throw std::length_error(std::string(what) + " is too long for an event record");
  return static_cast<std::uint16_t>(size);
}

// A GUID that equal shapes share in every chunk and file, as those of real templates do.
std::string ShapeGuid(const std::string& shape) {
  const std::uint64_t first = Hash64(shape);
  return LittleEndian(first) + LittleEndian(Hash64("guid", first));
}

}  // namespace

void BinXmlChunk::CutBack(const Mark& mark) {
  bytes_.resize(mark.size);
  name_buckets_ = mark.name_buckets;
  template_buckets_ = mark.template_buckets;
}

void BinXmlChunk::AppendFragment(const std::string& shape,
                                 const std::function<TemplateElement()>& define,
                                 const std::vector<EvtxValue>& values,
                                 const std::function<void()>& payload) {
  Append(kFragmentStart);
  AppendInt(std::uint8_t{kTemplateInstance});
  AppendInt(std::uint8_t{1});
  if (const auto placed = templates_.find(shape); placed != templates_.end()) {
    AppendInt(placed->second.id);
    AppendInt(placed->second.offset);
  } else {
    AppendDefinition(shape, define());
  }
  AppendInt(static_cast<std::uint32_t>(values.size() + (payload ? 1 : 0)));
  for (const EvtxValue& value : values) {
    AppendInt(Size16(value.bytes.size(), "a value"));
    AppendInt(static_cast<std::uint16_t>(value.type));
  }
  const std::size_t payload_size_at = size();
  if (payload) AppendInt(static_cast<std::uint32_t>(EvtxType::kBinXml) << 16);
  for (const EvtxValue& value : values) Append(value.bytes);
  if (payload) {
    const std::size_t payload_at = size();
    payload();
    Overwrite(payload_size_at, Size16(size() - payload_at, "the payload"));
  }
  AppendInt(std::uint8_t{kEndOfFragment});
}

void BinXmlChunk::AppendDefinition(const std::string& shape, const TemplateElement& root) {
  const std::string guid = ShapeGuid(shape);
  Placed placed;
  for (std::size_t i = 0; i < 4; ++i)
    placed.id |= std::uint32_t{static_cast<unsigned char>(guid[i])} << (8 * i);
  placed.offset = static_cast<std::uint32_t>(size() + 8);
  AppendInt(placed.id);
  AppendInt(placed.offset);
  std::uint32_t& bucket = template_buckets_[placed.id % template_buckets_.size()];
  AppendInt(bucket);
  bucket = placed.offset;
  Append(guid);
  const std::size_t size_at = size();
  AppendInt(std::uint32_t{0});
  Append(kFragmentStart);
  AppendElement(root);
  AppendInt(std::uint8_t{kEndOfFragment});
  Overwrite(size_at, static_cast<std::uint32_t>(size() - size_at - 4));
  templates_.emplace(shape, placed);
}

void BinXmlChunk::AppendElement(const TemplateElement& element) {
  const bool has_attributes = !element.attributes.empty();
  AppendInt(static_cast<std::uint8_t>(kOpenStartElement | (has_attributes ? kMoreFollows : 0)));
  AppendInt(element.dependency);
  const std::size_t size_at = size();
  AppendInt(std::uint32_t{0});
  AppendName(element.name);
  if (has_attributes) AppendAttributes(element);
  if (element.children.empty() && !element.text) {
    AppendInt(std::uint8_t{kCloseEmptyElement});
  } else {
    AppendInt(std::uint8_t{kCloseStartElement});
    for (const TemplateElement& child : element.children) AppendElement(child);
    if (element.text) AppendText(*element.text);
    AppendInt(std::uint8_t{kEndElement});
  }
  Overwrite(size_at, static_cast<std::uint32_t>(size() - size_at - 4));
}

void BinXmlChunk::AppendAttributes(const TemplateElement& element) {
  const std::size_t size_at = size();
  AppendInt(std::uint32_t{0});
  for (std::size_t i = 0; i < element.attributes.size(); ++i) {
    const bool more = i + 1 < element.attributes.size();
    AppendInt(static_cast<std::uint8_t>(kAttribute | (more ? kMoreFollows : 0)));
    AppendName(element.attributes[i].first);
    AppendText(element.attributes[i].second);
  }
  Overwrite(size_at, static_cast<std::uint32_t>(size() - size_at - 4));
}

void BinXmlChunk::AppendText(const TemplateText& text) {
  if (text.slot) {
    AppendInt(std::uint8_t{text.slot->optional ? kOptionalSubstitution : kNormalSubstitution});
    AppendInt(text.slot->index);
    AppendInt(static_cast<std::uint8_t>(text.slot->type));
    return;
  }
  const EvtxValue value = EvtxValue::String(text.literal);
  AppendInt(std::uint8_t{kValueText});
  AppendInt(static_cast<std::uint8_t>(value.type));
  AppendInt(Size16(value.bytes.size() / 2, "a literal"));
  Append(value.bytes);
}

void BinXmlChunk::AppendName(const std::string& name) {
  if (const auto known = names_.find(name); known != names_.end()) {
    AppendInt(known->second);
    return;
  }
  const auto offset = static_cast<std::uint32_t>(size() + 4);
  AppendInt(offset);
  const std::u16string text = ToUtf16(name);
  const std::uint16_t hash = NameHash(text);
  std::uint32_t& bucket = name_buckets_[hash % name_buckets_.size()];
  AppendInt(bucket);
  bucket = offset;
  AppendInt(hash);
  AppendInt(Size16(text.size(), "a name"));
  Append(EvtxValue::String16(text + u'\0').bytes);
  names_.emplace(name, offset);
}

}  // namespace logonloom::support
