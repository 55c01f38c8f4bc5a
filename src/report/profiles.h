// Exports in the shapes that other tools load.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "casedb/case_reader.h"
#include "report/export.h"
#include "report/sink.h"

namespace logonloom {

enum class Profile : std::uint8_t {
  kTimesketch,  // CSV with message, datetime, timestamp_desc and more
  kEcs,         // JSON Lines, fields of the Elastic Common Schema 8.11
  kTln,         // time|source|host|user|description, seconds since 1970
  kBodyfile,    // of the Sleuth Kit, version 3, for mactime
};

struct ProfileSummary {
  std::uint64_t events = 0, left_out = 0, defused_cells = 0;
};

// `options.format` and `options.order` are not used.
ProfileSummary WriteProfile(const CaseReader& reader, Profile profile, const ExportOptions& options,
                            const TextSink& sink);

}  // namespace logonloom
