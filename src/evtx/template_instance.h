// The use of a template: which definition, and where the values are.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"

namespace logonloom::evtx {

struct TemplateInstance {
  std::uint32_t template_id = 0;
  std::uint32_t definition_offset = 0;  // in the chunk
  bool is_inline = false;               // the definition stands in the instance itself
  bool clipped = false;                 // it claims more values than there is room for
  std::size_t value_count = 0;
  std::size_t values_offset = 0;  // of the descriptors, in the chunk
};

// The instance whose token 0x0c stands at `at`; `area` is the chunk up to the end of what it may
// use. nullopt if there is none or it ends before its values.
std::optional<TemplateInstance> ReadInstance(Bytes area, std::size_t at);

// Behind the fragment header at `at`, or `at` if there is none.
std::size_t SkipFragmentHeader(Bytes area, std::size_t at);

}  // namespace logonloom::evtx
