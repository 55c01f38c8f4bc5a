// Texts that repeat, each once in the table `string`.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "casedb/rows.h"

namespace logonloom {

class StringRows {
 public:
  // The row of a text, in the order in which they are asked for.
  std::int64_t Id(Symbol text) {
    const auto [it, added] =
        ids_.try_emplace(text, static_cast<std::int64_t>(texts_.size()) + 1);
    if (added) texts_.push_back(text);
    return it->second;
  }
  // The next value of a row: the text's id, NULL for the empty text.
  void Put(Row& row, Symbol text) { text.empty() ? row.Null() : row.Number(Id(text)); }

  void Write(SQLite::Database& db) const {
    InsertEach(db, "string", texts_, [](Row& row, std::int64_t id, Symbol text) {
      row.Number(id).Text(text.view());
    });
  }

 private:
  std::unordered_map<Symbol, std::int64_t> ids_;
  std::vector<Symbol> texts_;
};

}  // namespace logonloom
