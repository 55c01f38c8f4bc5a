// Template definitions as trees, before they are written into a chunk.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "support/event_spec.h"
#include "support/evtx_value.h"

namespace logonloom::support {

// A place that an instance's value fills.
struct TemplateSlot {
  std::uint16_t index = 0;
  EvtxType type = EvtxType::kNull;
  bool optional = false;  // absent if the value is NULL
};

// Text of an attribute or element: a literal, or a slot.
struct TemplateText {
  std::string literal;
  std::optional<TemplateSlot> slot;
};

inline constexpr std::uint16_t kNoDependency = 0xffff;

struct TemplateElement {
  std::string name;
  std::uint16_t dependency = kNoDependency;  // slot without whose value the element is absent
  std::vector<std::pair<std::string, TemplateText>> attributes;
  std::vector<TemplateElement> children;
  std::optional<TemplateText> text;  // behind the children
};

// The template of a whole event: <Event> with <System> and, as its last slot, the payload.
TemplateElement EventTemplate(const EventSpec& spec);
// Equal for two events exactly if one template serves both.
std::string EventShape(const EventSpec& spec);
// The values of its slots in their order, the payload aside.
std::vector<EvtxValue> EventValues(const EventSpec& spec);

// The same for one root element of the payload.
TemplateElement PayloadTemplate(const XmlElement& root);
std::string PayloadShape(const XmlElement& root);
std::vector<EvtxValue> PayloadValues(const XmlElement& root);

}  // namespace logonloom::support
