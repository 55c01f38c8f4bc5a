#include "casedb/schema.h"

#include <stdexcept>

namespace logonloom {

const std::vector<std::pair<std::string_view, std::string_view>>& ViewTexts();
const std::vector<std::pair<std::string_view, std::string_view>>& SchemaTexts();

namespace {

std::string TextNamed(std::string_view name) {
  for (const auto& [known, text] : SchemaTexts())
    if (known == name) return std::string(text);
  throw std::logic_error("no embedded SQL of that name");
}

std::size_t ClosingParenthesis(std::string_view sql, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < sql.size(); ++i) {
    if (sql[i] == '(') ++depth;
    if (sql[i] == ')' && --depth == 0) return i;
  }
  throw std::logic_error("unbalanced TIME( in embedded SQL");
}

}  // namespace

std::string ExpandTimes(std::string_view sql) {
  constexpr std::string_view kCall = "TIME(";
  std::string result;
  while (true) {
    const std::size_t call = sql.find(kCall);
    result += sql.substr(0, call);
    if (call == std::string_view::npos) return result;
    const std::size_t open = call + kCall.size() - 1;
    const std::size_t close = ClosingParenthesis(sql, open);
    const std::string ticks = "(" + std::string(sql.substr(open + 1, close - open - 1)) + ")";
    // Ticks below 0 are no time; strftime gives NULL behind the year 9999.
    result += "(CASE WHEN " + ticks + " >= 0 THEN strftime('%Y-%m-%dT%H:%M:%S', " + ticks +
              " / 10000000 - 11644473600, 'unixepoch') || printf('.%07dZ', " + ticks +
              " % 10000000) END)";
    sql.remove_prefix(close + 1);
  }
}

std::string FastWriting() {
  return "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
         "PRAGMA cache_size = -16384;";
}

std::string TableSql() { return TextNamed("schema"); }
std::string RecordIndexSql() { return TextNamed("record_indexes"); }
std::string DoingIndexSql() { return TextNamed("doing_indexes"); }

std::string ViewSql() {
  std::string sql = TextNamed("inner_views");
  for (const auto& [name, text] : ViewTexts()) sql += ExpandTimes(text);
  return sql;
}

const std::vector<std::string>& ContractViews() {
  static const std::vector<std::string> views = {"sessions",
                                                 "logon_sessions",
                                                 "local_sessions",
                                                 "session_events",
                                                 "activity",
                                                 "processes",
                                                 "process_tree",
                                                 "object_accesses",
                                                 "authentications",
                                                 "account_controls",
                                                 "unattributed",
                                                 "token_privileges",
                                                 "token_groups",
                                                 "attempt_groups",
                                                 "links",
                                                 "session_chain",
                                                 "lateral_paths",
                                                 "host_addresses",
                                                 "clock_skews",
                                                 "timeline",
                                                 "hosts",
                                                 "boots",
                                                 "coverage",
                                                 "gaps",
                                                 "warnings",
                                                 "evidence_files",
                                                 "enum_values",
                                                 "decoded_values",
                                                 "case_info"};
  return views;
}

}  // namespace logonloom
