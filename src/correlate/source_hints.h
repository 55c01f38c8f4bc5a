// Where a session came from, by records that tell of its authentication alone.
#pragma once

#include "correlate/access_table.h"

namespace logonloom {

// Fills the client's name and address of sessions that have none: 4776 names the workstation; on
// the domain controller itself 4768 and 4769 give the address.
void FillSourceHints(const History& history, AccessTable& access);

}  // namespace logonloom
