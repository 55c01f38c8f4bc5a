// Records near a boundary of a session that were not taken for it.
#pragma once

#include <string>
#include <vector>

#include "casedb/case_reader.h"
#include "report/row_view.h"

namespace logonloom {

// Records of one owner that were not taken for one reason. Visible text, but for the time.
struct RejectedRecords {
  std::string time;                  // of the nearest, as the views write it
  std::vector<std::string> records;  // «Security 4624 #7545», the nearest first
  std::string owner;                 // «session 9 (connection_id)»
  std::string why;
};

// Of the same machine, within five minutes around `time` (as the views write it), by nearness.
// `begin`: records that could have begun a session; otherwise such that could have ended one.
std::vector<RejectedRecords> RejectedNear(const CaseReader& reader, const RowCopy& session,
                                          const std::string& time, bool begin);

// A value that a logon session of the access has and the access itself does not show.
struct RejectedValue {
  std::string column, value, logon_session, why;  // visible text
};
std::vector<RejectedValue> RejectedValues(const CaseReader& reader, const RowCopy& session);

}  // namespace logonloom
