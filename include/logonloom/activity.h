// What was done in the sessions, and what leads from one to another: processes, accesses to
// objects, the machines' addresses. References are indices as in sessions.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logonloom/bulk_list.h"
#include "logonloom/sessions.h"
#include "logonloom/types.h"

namespace logonloom {

// One run of a program: Security 4688 and 4689, Sysmon 1 and 5 put together. Processes that only
// others name (as their parent, say) are here too, with what is known of them.
struct Process {
  ShortName key;          // of the machine and the first record that names it
  Index host = kNone;
  Index boot = kNone;
  std::uint64_t process_id = 0;
  Index parent = kNone;  // process
  SharedText image;      // path as logged
  SharedText command_line;
  std::optional<FileTime> start_time;
  std::optional<FileTime> end_time;
  std::optional<std::uint32_t> exit_status;
  Index logon_session = kNone;          // as whom it ran
  Index creator_logon_session = kNone;  // who started it
  Index planner_logon_session = kNone;  // who had installed the service or made the task that it is
  std::string_view token_elevation;     // default, full, limited; else as logged, of the pool
  std::string_view integrity;           // low, medium, high, system …; else as logged, of the pool
  SharedText guid;                      // Sysmon's
  Index first_event = kNone;            // that names it
};

// Accesses to one object by one session (or, through a handle, by one process), folded.
struct ObjectAccess {
  Index host = kNone;
  Index boot = kNone;
  std::string_view kind;  // share, file, pipe, directory, object
  Index logon_session = kNone;
  Index access_session = kNone;
  SharedText source_ip;  // canonical
  SharedText object;     // \\*\C$\path of shares
  SharedText object_type;
  std::uint32_t access_mask = 0;  // all masks together
  std::uint64_t process_id = 0;
  SharedText process_name;
  std::uint64_t handle_id = 0;
  FileTime first_time, last_time;
  std::int64_t count = 0;  // records
  bool closed = false;     // 4658 of its handle was seen
  bool deleted = false;    // 4660 of its handle was seen
  std::vector<Symbol> properties;  // 4662: rights and attributes as logged, each text once
};

// An address that the logs give for a machine.
struct HostAddress {
  Index host = kNone;  // kNone: a machine without evidence of its own
  SharedText name;     // as logged, lower case
  SharedText address;
  std::string_view basis;  // own_connection, logon_workstation …
  FileTime first_time, last_time;
  std::int64_t records = 0;
};

// How far the clock of one machine was ahead of another's, from connections that both recorded.
struct ClockSkew {
  Index from_host = kNone;  // the lower index
  Index to_host = kNone;
  double seconds = 0;  // to_host's clock less from_host's, the median
  std::int64_t samples = 0;
};

// The processes at the ends of a link, as far as they are known.
struct LinkProcesses {
  Index from = kNone, to = kNone;
};

// What an event says beside its owner.
struct EventDetail {
  Index process = kNone;  // that did it, or that it is about
  Index access = kNone;   // that it belongs to
  Index caller = kNone;   // logon session that asked for it, where that is not the owner
  Index token = kNone;    // logon session of the token that it is about: 4696, 4703
};

struct Activity {
  std::vector<std::shared_ptr<StringPool>> texts;  // that no record has as they are
  BulkList<Process> processes;                // by host, boot, first record
  BulkList<ObjectAccess> accesses;            // by first record
  BulkList<HostAddress> addresses;            // by name, address, basis
  std::vector<ClockSkew> skews;               // by hosts
  BulkList<EventDetail> details;              // parallel to Correlation::events
  BulkList<LinkProcesses> link_processes;     // parallel to Correlation::links, or empty
};

// Adds to a correlation: places of events that name no logon session, with what ties them to one;
// links by credentials, takeover, tunnel and over machines; what outbound identity lacks.
// Deterministic, whatever the number of threads, of which each takes one machine after the other.
Activity TraceActivity(Correlation& correlation, unsigned threads = 1);

}  // namespace logonloom
