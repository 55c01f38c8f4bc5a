// How each boot ended: shut down, not, or not known.
#pragma once

#include "correlate/boots.h"

namespace logonloom {

// Fills the ends of the boots, where they and their places are complete. Rules: docs/correlation.md.
void FindBootEnds(const MachineEvents& machine, const EventIndex& index, const SeenRecords& seen,
                  BootTable& table);

}  // namespace logonloom
