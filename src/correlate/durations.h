// How long access sessions lasted, whatever was done to the clock.
#pragma once

#include "correlate/access_table.h"
#include "correlate/clock.h"

namespace logonloom {

// From start to end; unknown where either is, or where the clock's steps leave it open.
void MeasureDurations(const History& history, const Clock& clock, AccessTable& access);

}  // namespace logonloom
