// Views of a case as an Excel workbook.
#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "casedb/case_reader.h"

namespace logonloom {

// The disk, not the case: the file could not be written.
class WorkbookError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct WorkbookSheet {
  std::string view;
  Condition condition;
};

struct WorkbookSummary {
  std::uint64_t rows = 0;
  std::uint64_t left_out = 0;  // rows that a sheet has no room for, 1,048,575 below its header
};

// A sheet for each view, with a frozen header, filters and real dates (to the millisecond, UTC).
// Texts are never formulas; they are cut at Excel's 32,767 characters. Rows stream.
WorkbookSummary WriteWorkbook(const CaseReader& reader, const std::vector<WorkbookSheet>& sheets,
                              const std::string& path);

}  // namespace logonloom
