// Which rows of a view somebody wants to see.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "casedb/case_reader.h"
#include "logonloom/types.h"

namespace logonloom {

// Members of one list are alternatives, the lists narrow one another. Empty: all.
struct ViewFilter {
  std::vector<std::string> hosts;  // globs; of the whole name or of what stands before its dot
  // Globs of the name, or of domain, backslash and name if they have a backslash.
  std::vector<std::string> users;
  std::vector<std::string> sids;       // globs
  std::vector<std::string> addresses;  // addresses, CIDR networks, globs
  std::vector<std::string> kinds, outcomes, classes, end_reasons;  // words of the case
  // Rows that touch this span; a session without known end goes on.
  std::optional<FileTime> since, until;
  std::optional<double> min_confidence;
  bool failed = false;  // only access sessions of which all attempts failed
};

// The rows of `view` that `filter` wants. What the view has no column for is asked of the access
// session of its row; throws CaseError if it has none. Makes the predicates that the condition
// calls known to `reader`.
Condition ConditionFor(CaseReader& reader, const std::string& view, const ViewFilter& filter);

// Both, in this order.
Condition Both(Condition a, const Condition& b);

}  // namespace logonloom
