// Where each exporter of JSON keeps the properties of an event and its data.
#pragma once

#include <initializer_list>
#include <span>
#include <string_view>

namespace logonloom {

using Places = std::initializer_list<const char*>;  // JSON pointers, the best first

// Of the parts of <System>, and of the data.
struct Form {
  Places provider, provider_guid, channel, computer, user, activity, related, event_id, qualifiers,
      version, level, task, opcode, keywords, process, thread, record_id, time, event_data,
      user_data;
};

// <System> and its elements: evtx_dump below «Event», Velociraptor, and what makes JSON of any XML
// (EvtxECmd's full form, scripts on python-evtx).
extern const Form kElements;
extern const Form kWinlogbeat;
extern const Form kEvtxECmd;
extern const Form kNxlog;
// Under their names in the schema, the data as an object (hunts of Velociraptor) or beside them
// (scripts on Get-WinEvent).
extern const Form kProperties;

// Names of such an exporter's own, beside which the event's fields stand.
std::span<const std::string_view> NxlogNames();
std::span<const std::string_view> PropertyNames();

}  // namespace logonloom
