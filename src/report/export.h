// A view of a case as CSV or JSON Lines.
#pragma once

#include <cstdint>
#include <string>

#include "casedb/case_reader.h"
#include "report/sink.h"

namespace logonloom {

enum class ExportFormat : std::uint8_t { kCsv, kJsonLines };

struct ExportOptions {
  std::string view;
  ExportFormat format = ExportFormat::kCsv;
  bool raw = false;          // CSV: leave cells alone that a spreadsheet would run
  Condition condition = {};  // which rows
  std::string order = {};    // SQL of our own; empty: by their ids
};

struct ExportSummary {
  std::uint64_t rows = 0;
  std::uint64_t defused_cells = 0;
};

// Streams the rows. Throws CaseError for an unknown view or an unreadable case.
ExportSummary ExportView(const CaseReader& reader, const ExportOptions& options,
                         const TextSink& sink);

}  // namespace logonloom
