// Which event means what: one declarative table over all log families.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "events/slots.h"
#include "logonloom/event.h"

namespace logonloom {

// Names stand at most twice in a table: the second rule is for the second field of that name.
struct FieldRule {
  std::string_view name;  // as logged, compared exactly; «#n»: the n-th nameless Data, from 0
  FieldType type;
  Slot slot;
};

// Versions of an event, both included. Fields are found by name, so that most entries serve all.
struct Versions {
  std::uint32_t first = 0;
  std::uint32_t last = std::numeric_limits<std::uint32_t>::max();
  constexpr bool Has(std::uint32_t version) const { return first <= version && version <= last; }
};

struct CatalogueEntry {
  std::uint32_t event_id;
  EventKind kind;
  std::string_view role;              // in the life of sessions and boots; see docs/events.md
  std::span<const FieldRule> fields;  // ahead of the family's fields
  Versions versions = {};
};

// The events of one provider in one channel.
struct LogFamily {
  std::string_view provider;  // compared without case
  std::string_view channel;   // compared without case; empty: any
  std::span<const CatalogueEntry> entries;
  std::span<const FieldRule> fields = {};  // shared by all its events
  // Events that are not listed but name the logon session of their caller are kActivity.
  bool keeps_events_with_logon_id = false;
};

std::span<const LogFamily> SecurityFamilies();
std::span<const LogFamily> SystemFamilies();
std::span<const LogFamily> TerminalServicesFamilies();
std::span<const LogFamily> RemoteAccessFamilies();
std::span<const LogFamily> SysmonFamilies();
std::span<const LogFamily> ActivityFamilies();

// All of the above, in this order.
std::span<const std::span<const LogFamily>> Catalogue();

}  // namespace logonloom
