// The boot time that ETW puts into the ActivityIDs it makes (Windows 8/2012 and later).
#pragma once

#include <optional>
#include <string_view>

#include "logonloom/types.h"

namespace logonloom {

// The boot's FILETIME out of an ActivityID «{XXXXXXXX-…}», nullopt if the id does not validate or
// the time is not within the years before `event_time`. An opaque key of the boot first, a time
// second: it is on the clock before later corrections. Not documented by Microsoft; observed on
// all Windows 8/2012 and later logs at hand.
std::optional<FileTime> BootKey(std::string_view activity_id, FileTime event_time);

// Of many events, neighbours among which mostly have one id.
class BootKeys {
 public:
  std::optional<FileTime> Of(Symbol activity_id, FileTime event_time);

 private:
  Symbol last_;
  std::optional<FileTime> told_;  // what it holds
};

// Whether ETW made an ActivityID, for a thread, and not the component that writes the record: its
// tail is a time of these years. So on Windows 7 too, where the id is no boot key.
bool IsMadeByEtw(std::string_view activity_id, FileTime event_time);

}  // namespace logonloom
