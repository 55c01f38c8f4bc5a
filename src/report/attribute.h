// Adds sessions to the rows of another tool's timeline.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <stdexcept>
#include <string>

#include "base/time_zone.h"
#include "casedb/case_reader.h"
#include "report/sink.h"

namespace logonloom {

// The timeline cannot be used as it is.
class TimelineError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct AttributeOptions {
  std::string time_column, host_column, user_column;  // names; empty: by their usual names
  std::string host;                                   // of all rows, if there is no such column
  std::optional<TimeZone> assumed;                    // of times that come without zone
};

struct AttributeSummary {
  std::uint64_t rows = 0, attributed = 0, without_time = 0, unknown_host = 0;
};

// Every row as it stands, and behind it session_id, session_key, session_user, session_source,
// session_kind and session_confidence, empty where nobody's session was open.
AttributeSummary AttributeTimeline(const CaseReader& reader, std::istream& timeline,
                                   const AttributeOptions& options, const TextSink& sink);

}  // namespace logonloom
