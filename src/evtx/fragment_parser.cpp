#include "evtx/fragment_parser.h"

#include "evtx/utf16.h"

namespace logonloom::evtx {
namespace {

enum Token : std::uint8_t {
  kOpenElement = 0x01,
  kCloseStart = 0x02,
  kCloseEmpty = 0x03,
  kEndElement = 0x04,
  kValue = 0x05,
  kAttribute = 0x06,
  kCharacterData = 0x07,
  kCharacterReference = 0x08,
  kEntityReference = 0x09,
  kInstructionTarget = 0x0a,
  kInstructionData = 0x0b,
  kSubstitution = 0x0d,
  kOptionalSubstitution = 0x0e,
};
constexpr std::uint8_t kMore = 0x40;  // more of the kind follows, or attributes do
constexpr std::uint8_t kStringType = 0x01;
constexpr std::size_t kMostDepth = 256;  // of elements; records are far flatter

std::string_view EntityText(std::string_view name) {
  if (name == "lt") return "<";
  if (name == "gt") return ">";
  if (name == "amp") return "&";
  if (name == "quot") return "\"";
  if (name == "apos") return "'";
  return {};
}

}  // namespace

template <typename T>
bool FragmentParser::Take(T& value) {
  const auto read = ReadInt<T>(area_, at_);
  if (!read) return Fail("it ends inside its BinXML");
  value = *read;
  at_ += sizeof(T);
  return true;
}

bool FragmentParser::TakeBytes(std::size_t count, Bytes& bytes) {
  const std::optional<Bytes> slice = Slice(area_, at_, count);
  if (!slice) return Fail("a text runs beyond its end");
  bytes = *slice;
  at_ += count;
  return true;
}

bool FragmentParser::Fail(const char* why) {
  result_.error = why;
  return false;
}

ParsedFragment FragmentParser::ParseElement(std::size_t begin, std::size_t limit, DependencyIds ids,
                                            Nodes& nodes) {
  result_ = {};
  ids_ = ids;
  nodes_ = &nodes;
  open_.clear();
  attribute_ = 0;
  area_ = chunk_.first(limit < chunk_.size() ? limit : chunk_.size());
  at_ = begin;
  do {
    if (!Step()) break;
  } while (!open_.empty());
  result_.end = at_;
  return result_;
}

bool FragmentParser::Step() {
  std::uint8_t token = 0;
  if (!Take(token)) return false;
  if (open_.empty() && (token & ~kMore) != kOpenElement)
    return Fail("its BinXML has no element where one has to be");
  switch (token & ~kMore) {
    case kOpenElement:
      return OpenElement((token & kMore) != 0);
    case kCloseStart:
      EndAttribute();
      return true;
    case kCloseEmpty:
    case kEndElement:
      return Close();
    case kValue:
      return ValueText();
    case kAttribute:
      return Attribute();
    case kCharacterData:
      return CharacterData();
    case kCharacterReference:
      return CharacterReference();
    case kEntityReference:
      return EntityReference();
    case kInstructionTarget: {
      std::string_view name;
      return TakeName(name);
    }
    case kInstructionData:
      return SkipCharacters();
    case kSubstitution:
      return Substitution(false);
    case kOptionalSubstitution:
      return Substitution(true);
    default:
      return Fail("its BinXML has an unknown token");
  }
}

bool FragmentParser::OpenElement(bool has_attributes) {
  EndAttribute();
  Node node;
  node.kind = Node::Kind::kElement;
  std::uint32_t size = 0;  // not needed: the tokens tell where the element ends
  if (ids_ == DependencyIds::kPresent && !Take(node.slot)) return false;
  if (!Take(size) || !TakeName(node.text)) return false;
  if (has_attributes && !Take(size)) return false;
  if (open_.size() >= kMostDepth) return Fail("its elements are nested too deep");
  open_.push_back(static_cast<std::uint32_t>(nodes_->size()));
  nodes_->push_back(node);
  return true;
}

bool FragmentParser::Attribute() {
  EndAttribute();
  Node node;
  node.kind = Node::Kind::kAttribute;
  if (!TakeName(node.text)) return false;
  nodes_->push_back(node);
  attribute_ = static_cast<std::uint32_t>(nodes_->size());
  return true;
}

void FragmentParser::EndAttribute() {
  if (attribute_ != 0) (*nodes_)[attribute_ - 1].end = static_cast<std::uint32_t>(nodes_->size());
  attribute_ = 0;
}

bool FragmentParser::Close() {
  EndAttribute();
  (*nodes_)[open_.back()].end = static_cast<std::uint32_t>(nodes_->size());
  open_.pop_back();
  return true;
}

// A name stands where it is first used in the chunk; later uses point there.
bool FragmentParser::TakeName(std::string_view& text) {
  std::uint32_t offset = 0;
  if (!Take(offset)) return false;
  const Name& name = names_.At(offset);
  const bool is_inline = offset == at_;
  if (is_inline && !name.whole) return Fail("a name runs beyond its end");
  const bool good = name.verified || (name.whole && trust_ == NameTrust::kAny);
  result_.names_verified = result_.names_verified && name.verified;
  result_.name_lost = result_.name_lost || !good;
  text = good ? name.text : std::string_view();
  if (name_fields_ != nullptr)
    name_fields_->push_back(
        {static_cast<std::uint32_t>(at_ - sizeof offset), is_inline ? name.size_bytes : 0});
  Bytes inline_name;
  return !is_inline || TakeBytes(name.size_bytes, inline_name);
}

void FragmentParser::AddText(std::string_view text) {
  Node node;
  node.text = text;
  node.end = static_cast<std::uint32_t>(nodes_->size()) + 1;
  nodes_->push_back(node);
}

bool FragmentParser::ValueText() {
  std::uint8_t type = 0;
  if (!Take(type)) return false;
  if (type != kStringType) return Fail("its BinXML has a literal that is no text");
  return CharacterData();
}

bool FragmentParser::CharacterData() {
  std::uint16_t count = 0;
  Bytes utf16;
  if (!Take(count) || !TakeBytes(std::size_t{count} * 2, utf16)) return false;
  AddText(Utf16ToUtf8(utf16, texts_));
  return true;
}

bool FragmentParser::SkipCharacters() {
  std::uint16_t count = 0;
  Bytes utf16;
  return Take(count) && TakeBytes(std::size_t{count} * 2, utf16);
}

bool FragmentParser::CharacterReference() {
  Bytes unit;
  if (!TakeBytes(sizeof(std::uint16_t), unit)) return false;
  AddText(Utf16ToUtf8(unit, texts_));
  return true;
}

bool FragmentParser::EntityReference() {
  std::string_view name;
  result_.entity_in_attribute = result_.entity_in_attribute || attribute_ != 0;
  if (!TakeName(name)) return false;
  const std::string_view text = EntityText(name);
  if (!text.empty()) {
    AddText(text);
    return true;
  }
  // An entity that XML does not define stays readable as it stands.
  AddText("&");
  AddText(name);
  AddText(";");
  return true;
}

bool FragmentParser::Substitution(bool optional) {
  Node node;
  node.kind = Node::Kind::kSlot;
  node.optional = optional;
  if (!Take(node.slot) || !Take(node.declared_type)) return false;
  node.end = static_cast<std::uint32_t>(nodes_->size()) + 1;
  nodes_->push_back(node);
  return true;
}

}  // namespace logonloom::evtx
