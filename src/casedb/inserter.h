// Binds the values of one row after the other to a prepared INSERT.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logonloom/sessions.h"

namespace logonloom {

class Inserter {
 public:
  // An INSERT into `table` with a placeholder for each of its columns, in their order.
  Inserter(SQLite::Database& db, const std::string& table)
      : Inserter(db, table, Columns(db, table)) {}

  Inserter& Number(std::int64_t value) {
    statement_.bind(++column_, value);
    return *this;
  }
  template <typename T>
  Inserter& Number(std::optional<T> value) {
    return value ? Number(static_cast<std::int64_t>(*value)) : Null();
  }
  Inserter& NumberOrNull(std::uint64_t value) {  // 0 means none
    return value != 0 ? Number(static_cast<std::int64_t>(value)) : Null();
  }
  Inserter& Real(double value) {
    statement_.bind(++column_, value);
    return *this;
  }
  Inserter& Text(std::string_view value) {  // empty means none
    if (value.empty()) return Null();
    std::string& text = texts_[static_cast<std::size_t>(column_)];
    text = value;
    statement_.bindNoCopy(++column_, text);
    return *this;
  }
  Inserter& Time(std::optional<FileTime> value) { return value ? Number(value->ticks) : Null(); }
  Inserter& Reference(Index index) {  // ids are indices plus one
    return index == kNone ? Null() : Number(index + 1);
  }
  Inserter& Null() {
    statement_.bind(++column_);
    return *this;
  }
  void Run() {
    statement_.exec();
    statement_.reset();
    column_ = 0;
  }

 private:
  Inserter(SQLite::Database& db, const std::string& table, int columns)
      : statement_(db, Sql(table, columns)), texts_(static_cast<std::size_t>(columns)) {}

  static int Columns(SQLite::Database& db, const std::string& table) {
    return SQLite::Statement(db, "SELECT * FROM " + table + " LIMIT 0").getColumnCount();
  }
  static std::string Sql(const std::string& table, int columns) {
    std::string sql = "INSERT INTO " + table + " VALUES (?";
    for (int i = 1; i < columns; ++i) sql += ", ?";
    return sql + ")";
  }

  SQLite::Statement statement_;
  std::vector<std::string> texts_;  // of the row, a place for each column; SQLite reads them there
  int column_ = 0;
};

}  // namespace logonloom
