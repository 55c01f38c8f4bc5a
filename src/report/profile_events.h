// Rows of a case as moments, for tools that load timelines.
#pragma once

#include <functional>
#include <string>

#include "casedb/case_reader.h"
#include "report/row_view.h"

namespace logonloom {

struct ProfileEvent {
  std::string time;     // as the views write it
  std::string what;     // what the time means: «Session begin»
  std::string message;  // one line for people; visible text
  bool end = false;     // of a session
  const RowCopy* row = nullptr;
};

// Sessions give their begin (or attempt) and their end, rows of other views their time. Throws
// CaseError for a view without times. Rows without a known time are left out; returns their number.
std::uint64_t ForEachEvent(const CaseReader& reader, const std::string& view,
                           const Condition& condition,
                           const std::function<void(const ProfileEvent&)>& visit);

}  // namespace logonloom
