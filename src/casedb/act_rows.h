// Rows of what was done: the acts, and what single records say of authentications and accounts.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <vector>

#include "casedb/case_contents.h"
#include "casedb/sid_names.h"
#include "casedb/string_rows.h"

namespace logonloom {

// Which events are acts.
class Acts {
 public:
  explicit Acts(const CaseContents& contents);

  // The kind's word, empty if the event is no act.
  std::string_view KindOf(std::size_t event) const;
  const WrittenActivity& totals() const { return totals_; }
  // Per access session.
  const std::vector<std::int64_t>& counts() const { return counts_; }

  void Write(SQLite::Database& db, StringRows& strings) const;

 private:
  bool IsNamed(const EventPlace& place) const;
  bool Fill(Row& row, std::size_t event, const SidNames& names, StringRows& strings) const;
  void FillObject(Row& row, std::size_t event, std::string_view kind, Index access) const;

  const CaseContents& contents_;
  const Correlation& c_;
  std::vector<bool> evident_;  // by event: proof of a logon session
  std::vector<std::int64_t> counts_;
  WrittenActivity totals_;
};

}  // namespace logonloom
