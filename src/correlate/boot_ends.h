// How each boot ended: shut down, not, or not known.
#pragma once

#include "correlate/boots.h"

namespace logonloom {

// Fills the ends of the boots of one machine: its events are [begin, end) of `ordered`, its first
// boot is `base` of `table`, whose boots and places are complete. Rules: docs/correlation.md.
void FindBootEnds(const MachineEvents& machine, const SeenRecords& seen, std::size_t begin,
                  std::size_t end, std::size_t base, BootTable& table);

}  // namespace logonloom
