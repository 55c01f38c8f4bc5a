// What a record says, in a few words for people.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace logonloom {

// «Desktop began» for event 21 of LocalSessionManager; empty for events without words here.
std::string_view RecordMeaning(std::string_view channel, std::int64_t event_id);

// The last part that tells channels apart: «LocalSessionManager», «Security».
std::string ShortChannel(std::string_view channel);
// The same for logs that tell the same: RdpCoreCDV is the RdpCoreTS of Azure Virtual Desktop.
std::string KindOfLog(std::string_view channel);

// What a rule of session_events (docs/case-db.md) rests on; the rule itself if it is not known.
std::string RuleMeaning(std::string_view rule);

}  // namespace logonloom
