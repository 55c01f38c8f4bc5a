// Records near a boundary of a session that were not taken for it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "casedb/case_reader.h"
#include "report/row_view.h"

namespace logonloom {

struct RejectedRecord {
  std::string time, record, file;  // time as the views write it; the rest visible text
  std::string why;
};

// Of the same machine, within five minutes around `time` (as the views write it), by nearness.
// `begin`: records that could have begun a session; otherwise such that could have ended one.
std::vector<RejectedRecord> RejectedNear(const CaseReader& reader, const RowCopy& session,
                                         const std::string& time, bool begin);

}  // namespace logonloom
