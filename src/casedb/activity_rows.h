// What an event is in the activity view: its kind and one line that sums it up.
#pragma once

#include <string>
#include <string_view>

#include "logonloom/event.h"

namespace logonloom {

// The kind's word, «process_start»; empty for events that only bound sessions.
std::string_view ActivityKind(const Event& event);
std::string ActivitySummary(const Event& event);

}  // namespace logonloom
