// Values put into the System properties of a record.
#pragma once

#include "evtx/record_plan.h"
#include "evtx/text_arena.h"
#include "logonloom/record.h"

namespace logonloom::evtx {

// Typed values and texts give the same; what does not fit the property leaves it as it is. Texts
// made here live in `texts`.
void SetProperty(Property property, const Value& value, TextArena& texts, SystemProperties& system);

// Where a property stands that is a text, and that one value of it alone sets; nullptr for others.
std::string_view* TextOf(Property property, SystemProperties& system);

// The same for a number or a time in ticks; false if the property is a text.
inline bool SetProperty(Property property, std::uint64_t number, SystemProperties& system) {
  const auto narrow = static_cast<std::uint32_t>(number);
  switch (property) {
    case Property::kEventId:
      system.event_id = narrow;
      return true;
    case Property::kQualifiers:
      system.qualifiers = narrow;
      return true;
    case Property::kVersion:
      system.version = narrow;
      return true;
    case Property::kLevel:
      system.level = narrow;
      return true;
    case Property::kTask:
      system.task = narrow;
      return true;
    case Property::kOpcode:
      system.opcode = narrow;
      return true;
    case Property::kKeywords:
      system.keywords = number;
      return true;
    case Property::kTimeCreated:
      system.time_created = FileTime{static_cast<std::int64_t>(number)};
      return true;
    case Property::kEventRecordId:
      system.event_record_id = number;
      return true;
    case Property::kProcessId:
      system.process_id = narrow;
      return true;
    case Property::kThreadId:
      system.thread_id = narrow;
      return true;
    default:
      return false;
  }
}

}  // namespace logonloom::evtx
