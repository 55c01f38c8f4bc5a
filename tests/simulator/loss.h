// What is taken out of the logs before they are read.
#pragma once

#include <string_view>
#include <vector>

#include "logonloom/sessions.h"
#include "random.h"

namespace logonloom {

enum class Loss {
  kNothing,
  kCopies,  // nothing: archives that overlap the live logs, whole copies, a collector's copies
  kNoSystem,
  kNoLocalSessionManager,
  kNoRemoteConnectionManager,
  kNoRdpCoreTs,
  kNoTerminalServices,
  kNoSecurity,
  kChannels,   // each log with a chance of 2 in 5
  kRecords,    // one in twenty, at random
  kRun,        // a run in the middle of each log
  kHead,       // the first third of each log
  kTail,       // the last third of each log
  kWrapped,    // the begin of each log, as far as it was small
  kCleared,    // what was logged ahead of a clear
  kForwarded,  // all but the records that a collector asks for
  kMixed,      // logs, begins, ends and records
};
inline constexpr Loss kAllLosses[] = {
    Loss::kNothing,     Loss::kCopies,
    Loss::kNoSystem,    Loss::kNoLocalSessionManager,
    Loss::kNoRemoteConnectionManager,
    Loss::kNoRdpCoreTs, Loss::kNoTerminalServices,
    Loss::kNoSecurity,  Loss::kChannels,
    Loss::kRecords,     Loss::kRun,
    Loss::kHead,        Loss::kTail,
    Loss::kWrapped,     Loss::kCleared,
    Loss::kForwarded,   Loss::kMixed};

std::string_view NameOf(Loss loss);
// Whether all that happened can still be known.
bool IsComplete(Loss loss);
void Lose(Loss loss, Random& random, std::vector<Event>& events);

}  // namespace logonloom
