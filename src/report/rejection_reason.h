// Why the rules of docs/correlation.md join a record to its owner and not to another access session.
#pragma once

#include <cstdint>
#include <string>

#include "report/row_view.h"

namespace logonloom {

// Seconds; equal to those of src/correlate/windows.h, which a test compares.
inline constexpr std::int64_t kConnectionCounts = 60, kFailureCounts = 300;

// `session` is a row of the view sessions, `candidate` a row as rejected_records.cpp selects it: the
// record, and what its owner has to be compared by. `begin`: which boundary it could have told. The
// key by which the rule for that record joins is compared first: the logon id, the desktop, the
// connection, or account and source.
std::string RejectionReason(const RowCopy& session, const RowCopy& candidate, bool begin);

}  // namespace logonloom
