#include "evtx/template_instance.h"

#include "evtx/template_definition.h"

namespace logonloom::evtx {
namespace {

constexpr std::uint8_t kInstanceToken = 0x0c;
constexpr std::uint8_t kFragmentHeaderToken = 0x0f;
constexpr std::size_t kFragmentHeaderSize = 4;
constexpr std::size_t kInstanceHeaderSize = 10;  // token, version, template id u32, offset u32

}  // namespace

std::size_t SkipFragmentHeader(Bytes area, std::size_t at) {
  return ReadInt<std::uint8_t>(area, at) == kFragmentHeaderToken ? at + kFragmentHeaderSize : at;
}

std::optional<TemplateInstance> ReadInstance(Bytes area, std::size_t at) {
  if (ReadInt<std::uint8_t>(area, at) != kInstanceToken) return std::nullopt;
  const auto id = ReadInt<std::uint32_t>(area, at + 2);
  const auto definition = ReadInt<std::uint32_t>(area, at + 6);
  if (!id || !definition) return std::nullopt;
  TemplateInstance instance;
  instance.template_id = *id;
  instance.definition_offset = *definition;
  at += kInstanceHeaderSize;
  instance.is_inline = *definition == at;
  if (instance.is_inline) {
    const auto size = ReadInt<std::uint32_t>(area, at + kDefinitionHeaderSize - sizeof *definition);
    if (!size) return std::nullopt;
    at += kDefinitionHeaderSize + *size;
  }
  const auto count = ReadInt<std::uint32_t>(area, at);
  if (!count) return std::nullopt;
  instance.values_offset = at + sizeof *count;
  const std::size_t room = (area.size() - instance.values_offset) / kDescriptorSize;
  instance.clipped = *count > room;
  instance.value_count = instance.clipped ? room : *count;
  return instance;
}

}  // namespace logonloom::evtx
