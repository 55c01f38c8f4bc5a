// The row of a file in the ledger, out of what reading gave.
#pragma once

#include <string>

#include "casedb/case_contents.h"
#include "pipeline/collector.h"
#include "pipeline/reading_plan.h"

namespace logonloom {

// What `warnings` says of a file that cannot be read.
Diagnostic UnreadDiagnostic(const std::string& path, const std::string& reason);

// Why reading ended early, a sentence's end; empty if it did not.
std::string FailureOf(const PlannedFile& planned, const Batch& batch);

// Without what only correlation knows. Completes the diagnostics of `batch`.
EvidenceFile LedgerOf(const PlannedFile& planned, const std::string& reader, Batch& batch);

}  // namespace logonloom
