// The logs that events come from. What tells machines apart is known of a log as a whole, and there
// are few logs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "correlate/masked_people.h"
#include "logonloom/bulk_list.h"
#include "logonloom/event.h"

namespace logonloom {

// Of records whose export gives them no id; logs count from 1.
inline constexpr std::uint64_t kNoRecordId = 0;

// The domain and SID that a record gives an account.
struct DomainOfSid {
  Symbol sid, domain;
  friend bool operator==(const DomainOfSid&, const DomainOfSid&) = default;
};

// What one file holds of one channel under one computer name.
struct Log {
  Symbol computer, channel;
  std::int32_t file = -1;
  std::uint64_t first_id = 0, last_id = 0;  // lowest, highest
  FileTime first_time, last_time;           // earliest, latest
  std::size_t count = 0;                    // of events
  std::vector<DomainOfSid> accounts;        // that its records name, each once
  std::vector<Symbol> sysmon_logons;        // LogonGuids of Sysmon's, each once
  MaskedPeople masked_people;               // that its records tell of
  std::vector<Symbol> machine_accounts;     // NAME$, as which SYSTEM acts, each once
};

struct Logs {
  std::vector<Log> all;              // in the order of their first events
  BulkList<std::uint32_t> of;  // event → its log
  BulkList<std::uint64_t> ids;    // event → its record id
};

Logs FindLogs(std::span<const Event> events);

// The log holds the event too.
void Widen(Log& log, const Event& event);

}  // namespace logonloom
