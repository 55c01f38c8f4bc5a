// Which event means what: one declarative table over all log families.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "events/slots.h"
#include "logonloom/event.h"

namespace logonloom {

struct FieldRule {
  std::string_view name;  // as logged, compared exactly; «#n»: the n-th nameless Data, from 0
  FieldType type;
  Slot slot;
};

struct CatalogueEntry {
  std::uint32_t event_id;
  EventKind kind;
  std::span<const FieldRule> fields;  // ahead of the family's fields
};

// The events of one provider in one channel. Fields are found by name, so that one entry serves
// all versions of an event.
struct LogFamily {
  std::string_view provider;  // compared without case
  std::string_view channel;   // empty: any
  std::span<const CatalogueEntry> entries;
  std::span<const FieldRule> fields;  // shared by all its events
  // Events that are not listed but carry a logon id are kept as kActivity.
  bool keeps_events_with_logon_id;
};

std::span<const LogFamily> SecurityFamilies();
std::span<const LogFamily> SystemFamilies();
std::span<const LogFamily> TerminalServicesFamilies();
std::span<const LogFamily> SysmonFamilies();

// The family of a record; nullptr if the catalogue has none.
const LogFamily* FindFamily(std::string_view provider, std::string_view channel);
// The entry of an event; nullptr if it is not listed.
const CatalogueEntry* FindEntry(const LogFamily& family, std::uint32_t event_id);

}  // namespace logonloom
