#include "support/binxml_template.h"

namespace logonloom::support {
namespace {

// Slots of the event template, numbered as Windows numbers them.
enum Slot : std::uint16_t {
  kLevel,
  kOpcode,
  kTask,
  kEventId,
  kQualifiers,
  kKeywords,
  kTime,
  kActivity,
  kProcess,
  kThread,
  kRecordId,
  kVersion,
  kUser,
  kRelatedActivity,
  kProvider,
  kProviderGuid,
  kChannel,
  kSourceOrPayload,  // EventSourceName if there is one; else the payload stands here
  kPayloadBehindSource,
};

TemplateText Literal(std::string text) { return {std::move(text), std::nullopt}; }
TemplateText Optional(std::uint16_t index, EvtxType type) {
  return {"", TemplateSlot{index, type, true}};
}

TemplateElement Leaf(std::string name, std::uint16_t slot, EvtxType type) {
  return {std::move(name), slot, {}, {}, Optional(slot, type)};
}

TemplateElement ProviderElement(const EventSpec& spec) {
  TemplateElement provider{"Provider", kNoDependency, {}, {}, {}};
  provider.attributes.emplace_back("Name", Optional(kProvider, EvtxType::kString));
  if (!spec.provider_guid.empty())
    provider.attributes.emplace_back("Guid", Optional(kProviderGuid, EvtxType::kGuid));
  if (!spec.event_source_name.empty())
    provider.attributes.emplace_back("EventSourceName",
                                     Optional(kSourceOrPayload, EvtxType::kString));
  return provider;
}

TemplateElement SystemElement(const EventSpec& spec) {
  const bool manifest = spec.style == SystemStyle::kManifest;
  TemplateElement system{"System", kNoDependency, {}, {}, {}};
  auto& parts = system.children;
  parts.push_back(ProviderElement(spec));
  parts.push_back(Leaf("EventID", kEventId, EvtxType::kUint16));
  parts.back().attributes = {{"Qualifiers", Optional(kQualifiers, EvtxType::kUint16)}};
  if (manifest) parts.push_back(Leaf("Version", kVersion, EvtxType::kUint8));
  parts.push_back(Leaf("Level", kLevel, EvtxType::kUint8));
  parts.push_back(Leaf("Task", kTask, EvtxType::kUint16));
  if (manifest) parts.push_back(Leaf("Opcode", kOpcode, EvtxType::kUint8));
  parts.push_back(Leaf("Keywords", kKeywords, EvtxType::kHexInt64));
  parts.push_back({"TimeCreated",
                   kNoDependency,
                   {{"SystemTime", Optional(kTime, EvtxType::kFileTime)}},
                   {},
                   {}});
  parts.push_back(Leaf("EventRecordID", kRecordId, EvtxType::kUint64));
  if (manifest) {
    parts.push_back({"Correlation",
                     kNoDependency,
                     {{"ActivityID", Optional(kActivity, EvtxType::kGuid)},
                      {"RelatedActivityID", Optional(kRelatedActivity, EvtxType::kGuid)}},
                     {},
                     {}});
    parts.push_back({"Execution",
                     kNoDependency,
                     {{"ProcessID", Optional(kProcess, EvtxType::kUint32)},
                      {"ThreadID", Optional(kThread, EvtxType::kUint32)}},
                     {},
                     {}});
  }
  parts.push_back(Leaf("Channel", kChannel, EvtxType::kString));
  parts.push_back({"Computer", kNoDependency, {}, {}, Literal(spec.computer)});
  parts.push_back(
      {"Security", kNoDependency, {{"UserID", Optional(kUser, EvtxType::kSid)}}, {}, {}});
  return system;
}

EvtxValue GuidOrNull(const std::string& text) {
  return text.empty() ? EvtxValue::Null() : EvtxValue::Guid(text);
}

TemplateElement PayloadElement(const XmlElement& element, std::uint16_t& next_slot) {
  TemplateElement result{element.name, kNoDependency, {}, {}, {}};
  for (const auto& [name, text] : element.attributes)
    result.attributes.emplace_back(name, Literal(text));
  for (const XmlElement& child : element.children)
    result.children.push_back(PayloadElement(child, next_slot));
  if (element.value) {
    const bool is_null = element.value->type == EvtxType::kNull;
    const EvtxType declared = is_null ? EvtxType::kString : element.value->type;
    result.text = TemplateText{"", TemplateSlot{next_slot++, declared, is_null}};
  }
  return result;
}

void AppendShape(const XmlElement& element, std::string& shape) {
  shape += '<' + element.name;
  for (const auto& [name, text] : element.attributes) shape += '\n' + name + '=' + text;
  shape += '>';
  for (const XmlElement& child : element.children) AppendShape(child, shape);
  if (element.value) shape += '#' + std::to_string(static_cast<int>(element.value->type));
  shape += "</>";
}

void AppendValues(const XmlElement& element, std::vector<EvtxValue>& values) {
  for (const XmlElement& child : element.children) AppendValues(child, values);
  if (element.value) values.push_back(*element.value);
}

}  // namespace

TemplateElement EventTemplate(const EventSpec& spec) {
  const std::uint16_t payload =
      spec.event_source_name.empty() ? kSourceOrPayload : kPayloadBehindSource;
  TemplateElement event{"Event", kNoDependency, {}, {}, {}};
  event.attributes.emplace_back("xmlns",
                                Literal("http://schemas.microsoft.com/win/2004/08/events/event"));
  event.children.push_back(SystemElement(spec));
  if (!spec.payload.empty()) {
    event.dependency = payload;
    event.text = Optional(payload, EvtxType::kBinXml);
  }
  return event;
}

std::string EventShape(const EventSpec& spec) {
  std::string shape = "event:";
  shape += spec.style == SystemStyle::kManifest ? 'm' : 'c';
  shape += spec.provider_guid.empty() ? '-' : 'g';
  shape += spec.event_source_name.empty() ? '-' : 's';
  shape += spec.payload.empty() ? '-' : 'p';
  return shape + spec.computer;
}

std::vector<EvtxValue> EventValues(const EventSpec& spec) {
  std::vector<EvtxValue> values = {
      EvtxValue::Uint8(spec.level),
      EvtxValue::Uint8(spec.opcode),
      EvtxValue::Uint16(spec.task),
      EvtxValue::Uint16(spec.event_id),
      spec.qualifiers ? EvtxValue::Uint16(*spec.qualifiers) : EvtxValue::Null(),
      EvtxValue::Hex64(spec.keywords),
      EvtxValue::Time(spec.time),
      GuidOrNull(spec.activity_id),
      EvtxValue::Uint32(spec.process_id),
      EvtxValue::Uint32(spec.thread_id),
      EvtxValue::Uint64(spec.record_id),
      EvtxValue::Uint8(spec.version),
      spec.user_sid.empty() ? EvtxValue::Null() : EvtxValue::Sid(spec.user_sid),
      GuidOrNull(spec.related_activity_id),
      EvtxValue::String(spec.provider),
      GuidOrNull(spec.provider_guid),
      EvtxValue::String(spec.channel),
  };
  if (!spec.event_source_name.empty()) values.push_back(EvtxValue::String(spec.event_source_name));
  return values;
}

TemplateElement PayloadTemplate(const XmlElement& root) {
  std::uint16_t next_slot = 0;
  return PayloadElement(root, next_slot);
}

std::string PayloadShape(const XmlElement& root) {
  std::string shape = "payload:";
  AppendShape(root, shape);
  return shape;
}

std::vector<EvtxValue> PayloadValues(const XmlElement& root) {
  std::vector<EvtxValue> values;
  AppendValues(root, values);
  return values;
}

}  // namespace logonloom::support
