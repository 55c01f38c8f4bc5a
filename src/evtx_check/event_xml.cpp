#include "evtx_check/event_xml.h"

#include <cstring>
#include <pugixml.hpp>

#include "base/text.h"
#include "base/time_input.h"
#include "model/identifiers.h"
#include "model/record_words.h"

namespace logonloom {
namespace {

// White space of values is kept; only that between elements is dropped.
constexpr unsigned kParseFlags =
    pugi::parse_cdata | pugi::parse_escapes | pugi::parse_ws_pcdata_single;
constexpr int kMostDepth = 256;  // of elements; records are far flatter

Value TextValue(std::string_view text) {
  Value value;
  value.type = ValueType::kText;
  value.bytes = text;
  return value;
}

bool HasElements(const pugi::xml_node& node) {
  for (const pugi::xml_node child : node.children())
    if (child.type() == pugi::node_element) return true;
  return false;
}

std::uint32_t Number(const pugi::xml_attribute& attribute) {
  return static_cast<std::uint32_t>(ParseUnsigned(attribute.value()).value_or(0));
}

std::optional<std::uint32_t> OptionalNumber(const pugi::xml_attribute& attribute) {
  const auto number = ParseUnsigned(attribute.value());
  if (!number) return std::nullopt;
  return static_cast<std::uint32_t>(*number);
}

}  // namespace

struct EventXmlParser::Impl {
  std::vector<char> buffer;
  pugi::xml_document document;
  std::deque<std::string> texts;  // made here: paths, joined texts
  std::vector<Field> fields;

  std::string_view Keep(std::string text) { return texts.emplace_back(std::move(text)); }

  // Text and CDATA pieces of one element, joined where there are several.
  std::string_view TextOf(const pugi::xml_node& node) {
    std::string_view only;
    std::string joined;
    int pieces = 0;
    for (const pugi::xml_node child : node.children()) {
      if (child.type() != pugi::node_pcdata && child.type() != pugi::node_cdata) continue;
      only = child.value();
      joined += child.value();
      ++pieces;
    }
    return pieces <= 1 ? only : Keep(std::move(joined));
  }

  void ReadSystem(const pugi::xml_node& node, SystemProperties& system);
  void ReadSection(const pugi::xml_node& node, Section section, const std::string& path, int depth);
  void AddField(Section section, std::string_view name, const std::string& path,
                std::string_view text) {
    fields.push_back({section, name, Keep(path), TextValue(text)});
  }
};

void EventXmlParser::Impl::ReadSystem(const pugi::xml_node& node, SystemProperties& system) {
  const pugi::xml_node provider = node.child("Provider");
  system.provider = provider.attribute("Name").value();
  if (system.provider.empty()) system.provider = provider.attribute("EventSourceName").value();
  system.provider_guid = provider.attribute("Guid").value();
  const pugi::xml_node event_id = node.child("EventID");
  system.event_id = static_cast<std::uint32_t>(ParseUnsigned(TextOf(event_id)).value_or(0));
  system.qualifiers = Number(event_id.attribute("Qualifiers"));
  const auto number = [&](const char* name) {
    return ParseUnsigned(TextOf(node.child(name))).value_or(0);
  };
  system.version = static_cast<std::uint32_t>(number("Version"));
  system.level = static_cast<std::uint32_t>(number("Level"));
  system.task = static_cast<std::uint32_t>(number("Task"));
  system.opcode = static_cast<std::uint32_t>(number("Opcode"));
  system.keywords = number("Keywords");
  system.event_record_id = ParseUnsigned(TextOf(node.child("EventRecordID")));
  // UTC, also where an exporter leaves its Z out.
  if (const auto time = ReadTime(node.child("TimeCreated").attribute("SystemTime").value()))
    system.time_created = time->time;
  const pugi::xml_node correlation = node.child("Correlation");
  system.activity_id = Keep(BracedGuid(correlation.attribute("ActivityID").value()));
  system.related_activity_id = Keep(BracedGuid(correlation.attribute("RelatedActivityID").value()));
  const pugi::xml_node execution = node.child("Execution");
  system.process_id = OptionalNumber(execution.attribute("ProcessID"));
  system.thread_id = OptionalNumber(execution.attribute("ThreadID"));
  system.channel = Trim(TextOf(node.child("Channel")));
  system.computer = Trim(TextOf(node.child("Computer")));
  system.user_sid = node.child("Security").attribute("UserID").value();
}

void EventXmlParser::Impl::ReadSection(const pugi::xml_node& node, Section section,
                                       const std::string& path, int depth) {
  for (const pugi::xml_node child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    const std::string_view element = LocalName(child.name());
    const std::string child_path =
        path.empty() ? std::string(element) : path + "/" + std::string(element);
    const bool is_data = section == Section::kEventData && element == "Data";
    if (section == Section::kUserData)
      for (const pugi::xml_attribute attribute : child.attributes())
        if (!std::string_view(attribute.name()).starts_with("xmlns"))
          AddField(section, attribute.name(), child_path, attribute.value());
    if (HasElements(child) && depth < kMostDepth) {
      ReadSection(child, section, child_path, depth + 1);
    } else if (is_data) {
      AddField(section, child.attribute("Name").value(), child_path, TextOf(child));
    } else {
      AddField(section, element, child_path, TextOf(child));
    }
  }
}

EventXmlParser::EventXmlParser() : impl_(std::make_unique<Impl>()) {}
EventXmlParser::~EventXmlParser() = default;

std::string EventXmlParser::Read(std::string_view xml, Record& record) {
  Impl& impl = *impl_;
  impl.texts.clear();
  impl.fields.clear();
  impl.buffer.assign(xml.begin(), xml.end());
  const pugi::xml_parse_result parsed = impl.document.load_buffer_inplace(
      impl.buffer.data(), impl.buffer.size(), kParseFlags, pugi::encoding_utf8);
  if (!parsed) return std::string("its XML does not parse: ") + parsed.description();
  const pugi::xml_node event = impl.document.document_element();
  if (LocalName(event.name()) != "Event") return "its XML has no <Event> element";
  const pugi::xml_node system = event.child("System");
  if (!system) return "its XML has no <System> element";
  record.system = {};
  impl.ReadSystem(system, record.system);
  for (const pugi::xml_node child : event.children()) {
    const std::string_view name = LocalName(child.name());
    if (child.type() != pugi::node_element || name == "System") continue;
    const Section section = SectionOf(name);
    if (section == Section::kOther && !HasElements(child))
      impl.AddField(section, name, std::string(name), impl.TextOf(child));
    else
      impl.ReadSection(child, section, {}, 0);
  }
  record.fields = impl.fields;
  return {};
}

}  // namespace logonloom
