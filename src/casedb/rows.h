// Many rows into a table by one statement: SQLite asks for the rows, which costs a third less than
// binding each one to a statement of its own.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/code_points.h"
#include "logonloom/sessions.h"

namespace logonloom {

struct RowCell {
  enum class Type : std::uint8_t { kNull, kNumber, kReal, kText, kBlob };
  Type type = Type::kNull;
  std::int64_t number = 0;
  double real = 0;
  std::string_view bytes;
};

// The values of one row, in the order of the table's columns. Columns that are not given are NULL.
class Row {
 public:
  static constexpr std::size_t kMostColumns = 48;

  Row& Number(std::int64_t value) {
    RowCell& cell = Next(RowCell::Type::kNumber);
    cell.number = value;
    return *this;
  }
  template <typename T>
  Row& Number(std::optional<T> value) {
    return value ? Number(static_cast<std::int64_t>(*value)) : Null();
  }
  Row& NumberOrNull(std::uint64_t value) {  // 0 means none
    return value != 0 ? Number(static_cast<std::int64_t>(value)) : Null();
  }
  Row& Real(double value) {
    Next(RowCell::Type::kReal).real = value;
    return *this;
  }
  // Empty means none. The text lives until the next row. What is no UTF-8 becomes it: readers of a
  // case stop at anything else.
  Row& Text(std::string_view value) {
    return IsValidUtf8(value) ? PlainText(value) : PlainText(Keep(AsValidUtf8(value)));
  }
  // As it is: the path of a file, by which it is found again.
  Row& Path(std::string_view value) { return PlainText(value); }
  Row& Text(const std::string& value) { return Text(std::string_view(value)); }
  Row& Text(const char* value) { return Text(std::string_view(value)); }
  Row& Text(const std::string&& value) = delete;  // would be gone too early
  Row& Text(std::string&& value) { return Text(std::string_view(Keep(std::move(value)))); }
  Row& Blob(std::string_view value) {
    Next(RowCell::Type::kBlob).bytes = value;
    return *this;
  }
  Row& Time(std::optional<FileTime> value) { return value ? Number(value->ticks) : Null(); }
  Row& Reference(Index index) {  // ids are indices plus one
    return index == kNone ? Null() : Number(index + 1);
  }
  Row& Null() {
    Next(RowCell::Type::kNull);
    return *this;
  }

  void Clear() { columns_ = kept_ = 0; }
  const RowCell& cell(std::size_t column) const {
    static const RowCell kNothing;
    return column < columns_ ? cells_[column] : kNothing;
  }

 private:
  RowCell& Next(RowCell::Type type) {
    RowCell& cell = cells_.at(columns_++);
    cell.type = type;
    return cell;
  }
  Row& PlainText(std::string_view value) {
    if (value.empty()) return Null();
    Next(RowCell::Type::kText).bytes = value;
    return *this;
  }
  const std::string& Keep(std::string&& value) {
    if (kept_ == texts_.size()) texts_.emplace_back();
    return texts_[kept_++] = std::move(value);
  }

  std::array<RowCell, kMostColumns> cells_;
  std::size_t columns_ = 0;
  std::deque<std::string> texts_;  // made for the row
  std::size_t kept_ = 0;
};

// Fills an empty row; false if there are no more.
using NextRow = std::function<bool(Row&)>;

// Throws SQLite::Exception, and what `next` throws.
void InsertRows(SQLite::Database& db, const std::string& table, const NextRow& next);

// A row for each number below `count`: fill(row, number). Where `fill` returns false, that number
// has none.
template <typename Fill>
void InsertCounted(SQLite::Database& db, const std::string& table, std::size_t count, Fill fill) {
  std::size_t number = 0;
  InsertRows(db, table, [&](Row& row) {
    while (number < count) {
      if constexpr (std::is_same_v<decltype(fill(row, number)), bool>) {
        if (fill(row, number++)) return true;
        row.Clear();
      } else {
        fill(row, number++);
        return true;
      }
    }
    return false;
  });
}

// A row for each element: fill(row, id, element), ids from 1. As above for `false`.
template <typename List, typename Fill>
void InsertEach(SQLite::Database& db, const std::string& table, const List& list, Fill fill) {
  InsertCounted(db, table, list.size(), [&](Row& row, std::size_t i) {
    return fill(row, static_cast<std::int64_t>(i) + 1, list[i]);
  });
}

}  // namespace logonloom
