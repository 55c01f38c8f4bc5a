// From flowing time back to what the machines' clocks showed, in all that correlation found.
#pragma once

#include "correlate/access_table.h"
#include "correlate/clock.h"
#include "correlate/local_sessions.h"
#include "correlate/logon_sessions.h"

namespace logonloom {

void ShowTimes(const Clock& clock, LogonTable& logons);
void ShowTimes(const Clock& clock, LocalTable& locals);
// Also measures the durations, while times still flow.
void ShowTimes(const Clock& clock, AccessTable& access);
void ShowTimes(const Clock& clock, std::vector<AttemptGroup>& groups);

}  // namespace logonloom
