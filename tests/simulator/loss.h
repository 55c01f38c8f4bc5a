// What is taken out of the logs before they are read.
#pragma once

#include <string_view>
#include <vector>

#include "logonloom/sessions.h"
#include "random.h"

namespace logonloom {

enum class Loss {
  kNothing,
  kNoSystem,
  kNoLocalSessionManager,
  kNoRemoteConnectionManager,
  kNoRdpCoreTs,
  kNoTerminalServices,
  kNoSecurity,
  kRecords,  // one in twenty, at random
  kHead,     // the first third of each log
  kTail,     // the last third of each log
};
inline constexpr Loss kAllLosses[] = {Loss::kNothing,
                                      Loss::kNoSystem,
                                      Loss::kNoLocalSessionManager,
                                      Loss::kNoRemoteConnectionManager,
                                      Loss::kNoRdpCoreTs,
                                      Loss::kNoTerminalServices,
                                      Loss::kNoSecurity,
                                      Loss::kRecords,
                                      Loss::kHead,
                                      Loss::kTail};

std::string_view NameOf(Loss loss);
void Lose(Loss loss, Random& random, std::vector<Event>& events);

}  // namespace logonloom
