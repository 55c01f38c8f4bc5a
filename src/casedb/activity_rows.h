// What an event is in the activity view: its kind and one line that sums it up.
#pragma once

#include <string>
#include <string_view>

#include "logonloom/sessions.h"

namespace logonloom {

// The kind's word, «process_start»; empty for events that only bound sessions.
std::string_view ActivityKind(const Event& event);
// The kind of a Security record that names a logon session without proof of anything; empty for
// others.
std::string_view LogonKind(const Event& event);
std::string_view AttributionWord(Attribution value);
// Whether the event's status says how the act ended.
bool HasStatus(const Event& event);
std::string ActivitySummary(const Event& event);

}  // namespace logonloom
