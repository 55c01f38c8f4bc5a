// What the EVTX writer is told to write: one event record.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "logonloom/types.h"
#include "support/evtx_value.h"

namespace logonloom::support {

// An element of the payload. Attributes are literals of the template, values are substituted.
struct XmlElement {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::optional<EvtxValue> value;
  std::vector<XmlElement> children;
};

// How the <System> element is laid out.
enum class SystemStyle : std::uint8_t {
  kManifest,  // providers with a manifest: all parts
  kClassic,   // the old event log API: no Version, Opcode, Correlation, Execution
};

struct EventSpec {
  SystemStyle style = SystemStyle::kManifest;
  std::string provider;
  std::string provider_guid;      // empty: no Guid attribute
  std::string event_source_name;  // empty: no EventSourceName attribute
  std::uint16_t event_id = 0;
  std::optional<std::uint16_t> qualifiers;
  std::uint8_t version = 0;
  std::uint8_t level = 0;
  std::uint16_t task = 0;
  std::uint8_t opcode = 0;
  std::uint64_t keywords = 0;
  std::string channel;
  std::string computer;
  FileTime time;
  std::uint64_t record_id = 0;                    // EventRecordID
  std::optional<std::uint64_t> header_record_id;  // in the record's header; record_id if empty
  std::uint32_t process_id = 0;
  std::uint32_t thread_id = 0;
  std::string activity_id;          // empty: none
  std::string related_activity_id;  // empty: none
  std::string user_sid;             // empty: none
  std::vector<XmlElement> payload;  // as a rule one EventData or UserData
};

// <Data Name="…"> of a value; nameless if `name` is empty.
XmlElement Data(const std::string& name, EvtxValue value);
// <EventData> of named values.
XmlElement EventData(const std::vector<std::pair<std::string, EvtxValue>>& fields);
// <UserData><root xmlns="…"> of leaf elements.
XmlElement UserData(const std::string& root, const std::string& xmlns,
                    const std::vector<std::pair<std::string, EvtxValue>>& fields);

}  // namespace logonloom::support
