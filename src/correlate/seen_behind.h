// How far the logs show that nothing came behind an event.
#pragma once

#include <optional>

#include "correlate/history.h"

namespace logonloom {

// How far no record of its log is missing behind an event.
struct SeenTo {
  bool log_end = false;
  bool boot_end = false;  // to the last record of the event's boot, which is known to be that
  std::optional<FileTime> last;  // the last record's time up to which none of the log is missing
};
SeenTo SeenBehind(const History& history, Index event);

}  // namespace logonloom
