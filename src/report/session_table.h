// The listing of access sessions for a terminal.
#pragma once

#include <cstdint>

#include "casedb/case_reader.h"
#include "report/sink.h"

namespace logonloom {

struct SessionTableOptions {
  bool all = false;  // also machine, service, anonymous and system accounts, abandoned attempts
};

struct SessionTableSummary {
  std::uint64_t shown = 0;
  std::uint64_t hidden_accounts = 0;   // of accounts that are no person's
  std::uint64_t hidden_abandoned = 0;  // connections that led to nothing
};

// Aligned columns, a row per session, by time of the first sign.
SessionTableSummary WriteSessionTable(const CaseReader& reader, const SessionTableOptions& options,
                                      const TextSink& sink);

}  // namespace logonloom
