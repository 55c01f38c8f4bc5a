// What a run has made, in words and as exit status.
#pragma once

#include <string>

#include "logonloom/ingest.h"

namespace logonloom {

// Losses are said even if `quiet`.
int SayResult(const IngestSummary& summary, const std::string& case_path, bool quiet);

}  // namespace logonloom
