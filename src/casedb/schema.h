// The schema of a case: its version, its tables and its views, from the .sql files beside this.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logonloom {

inline constexpr int kSchemaVersion = 3;           // PRAGMA user_version
inline constexpr int kApplicationId = 0x6c6f676c;  // PRAGMA application_id, «logl»

// For a database that is thrown away if anything fails.
std::string FastWriting();
std::string TableSql();
std::string RecordIndexSql();  // of the records
std::string DoingIndexSql();   // of what was done, and of the sessions
// CREATE VIEW statements, TIME(…) expanded to plain SQL.
std::string ViewSql();
// Names that the contract gives to views, and the table enum_values, in the contract's order.
const std::vector<std::string>& ContractViews();

// `TIME(ticks)` → SQL that gives ISO 8601 text with seven decimals; NULL for NULL and for what lies
// outside the years 1601 to 9999.
std::string ExpandTimes(std::string_view sql);

}  // namespace logonloom
