// The cells of a row by the names of their columns, as text for people.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casedb/case_reader.h"

namespace logonloom {

class RowPlaces {
 public:
  explicit RowPlaces(const std::vector<std::string>& columns) {
    for (const std::string& column : columns) places_.emplace(column, places_.size());
  }
  std::optional<std::size_t> Find(const std::string& column) const {
    const auto found = places_.find(column);
    if (found == places_.end()) return std::nullopt;
    return found->second;
  }

 private:
  std::map<std::string, std::size_t> places_;
};

// A row that was kept: owns its texts, as they stand in the case.
class RowCopy {
 public:
  RowCopy() = default;
  RowCopy(const RowPlaces& places, const std::vector<Cell>& cells);

  // Visible text; numbers in short, NULL and columns that the view lacks empty.
  std::string operator[](const std::string& column) const;
  // As it stands in the case.
  std::string Raw(const std::string& column) const;
  std::optional<std::int64_t> Integer(const std::string& column) const;
  std::optional<double> Real(const std::string& column) const;  // of integers too
  bool Is(const std::string& column, std::string_view word) const { return Raw(column) == word; }

 private:
  const SqlValue* Find(const std::string& column) const;
  const RowPlaces* places_ = nullptr;  // the reader of the rows owns it
  std::vector<SqlValue> cells_;
};

// A SELECT of our own, and values for its «:name»s.
struct Select {
  std::string sql;
  std::map<std::string, SqlValue> values = {};
};

// Some rows of a view and the places of its columns, which live as long as this.
class Rows {
 public:
  Rows(const CaseReader& reader, const std::string& view, const Condition& condition,
       const std::string& order = {});
  Rows(const CaseReader& reader, const Select& select);
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  auto begin() const { return rows_.begin(); }
  auto end() const { return rows_.end(); }
  bool empty() const { return rows_.empty(); }
  std::size_t size() const { return rows_.size(); }
  const RowCopy& operator[](std::size_t i) const { return rows_[i]; }

 private:
  RowPlaces places_{{}};
  std::vector<RowCopy> rows_;
};

}  // namespace logonloom
