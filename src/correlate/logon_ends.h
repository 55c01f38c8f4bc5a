// How each logon session ended, and what is known where no record says so.
#pragma once

#include <optional>

#include "correlate/logon_sessions.h"
#include "correlate/seen_behind.h"

namespace logonloom {

// By 4634, 4647, the twin's 4647, the end of the boot, or the end of the log.
void EndLogons(const History& history, LogonTable& table);

// The end of a person's desktop that was last seen ahead of a fast startup of its boot, if there is
// one: a shutdown somewhere between. `last_event`: the last record of the log that would tell of
// its logoff, kNone if there is none.
std::optional<SessionEnd> EndByFastStartup(const History& history, Index boot, FileTime last_seen,
                                           Index last_event);

// The end of something that was open when `boot` ended or its log stopped. `last_seen`: the last
// record that names it. `seen`: how far its end cannot stand in a missing record.
// `logged`: its end would have been written, so that it was open at the log's last record of the
// boot, if no record is missing up to there.
SessionEnd EndOfBoot(const History& history, Index boot, FileTime last_seen, SeenTo seen,
                     bool logged);

}  // namespace logonloom
