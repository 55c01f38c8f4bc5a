// What the logs could not show of a session, in words for the reader of a report.
#pragma once

#include "correlate/access_table.h"

namespace logonloom {

// Sets `unseen` of every access session whose begin or end no record tells.
void TellUnseen(const History& history, AccessTable& access);

}  // namespace logonloom
