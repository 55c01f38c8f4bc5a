// One session as a story: how somebody came in, what he did, where he went, how it ended.
#pragma once

#include <cstdint>

#include "base/time_zone.h"
#include "casedb/case_reader.h"
#include "report/text_page.h"

namespace logonloom {

struct StoryOptions {
  TimeZone zone;
  bool whole = false;  // every line; otherwise the long sections are cut, and by how much is said
};

// `session` is a session_id of the case.
void WriteStory(const CaseReader& reader, std::int64_t session, const StoryOptions& options,
                TextPage& page);

}  // namespace logonloom
