// Reads the views of a case, for exports and listings. The file is opened read-only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace logonloom {

// NULL, integer, real or text (the view is valid during the callback only).
using Cell = std::variant<std::monostate, std::int64_t, double, std::string_view>;

// A value for a «?» or a «:name» of SQL.
using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string>;

// SQL of our own for rows to choose, never a user's text; what users say stands in `values`.
struct Condition {
  Condition() = default;
  Condition(std::string text) : sql(std::move(text)) {}
  Condition(const char* text) : sql(text) {}
  Condition(std::string text, std::vector<SqlValue> bound)
      : sql(std::move(text)), values(std::move(bound)) {}
  std::string sql;               // empty: all rows
  std::vector<SqlValue> values;  // for its «?», in order
};

// Tells of texts whether they are wanted; NULL comes as the empty text.
using TextPredicate = std::function<bool(const std::vector<std::string_view>&)>;

class CaseReader {
 public:
  // Throws CaseError (case_writer.h) if the file is missing, no case, or of another schema; so do
  // all that read, if the case is damaged.
  explicit CaseReader(const std::filesystem::path& path);
  ~CaseReader();

  static const std::vector<std::string>& ViewNames();
  std::vector<std::string> Columns(const std::string& view) const;
  // Every row of `view`, which must be one of ViewNames(), in the order of its ids unless `order`
  // is given.
  void ForEachRow(const std::string& view, const Condition& condition, const std::string& order,
                  const std::function<void(const std::vector<Cell>&)>& visit) const;
  std::int64_t Count(const std::string& view, const Condition& condition = {}) const;

  // Makes `name`(texts…) known to SQL on this case.
  void AddPredicate(const std::string& name, TextPredicate predicate);

  // A SELECT by a user's hand, or one of our own over several views. It can read the case and
  // nothing else: other statements, other files and pragmas are refused with CaseError. `values`
  // are for its «:name»s; names that it does not have are ignored, those without value are NULL.
  // `columns` is called once, ahead of the rows.
  void Query(const std::string& sql, const std::map<std::string, SqlValue>& values,
             const std::function<void(const std::vector<std::string>&)>& columns,
             const std::function<void(const std::vector<Cell>&)>& visit) const;
  // The «:name»s of a SELECT, without the colon.
  std::vector<std::string> QueryParameters(const std::string& sql) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace logonloom
