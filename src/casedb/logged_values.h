// Rows of what single records say beside sessions: authentications with their codes, flags of
// accounts. Numbers stand as logged.
#pragma once

#include <functional>

#include "casedb/inserter.h"
#include "logonloom/event.h"

namespace logonloom {

class LoggedValues {
 public:
  using StringIds = std::function<std::int64_t(Symbol)>;

  // `string_id` gives the row of a text in the table `string`.
  LoggedValues(SQLite::Database& db, StringIds string_id);
  // A row if the event is of those; `index` is its place among the events.
  void Add(Index index, const Event& event);

 private:
  void AddAuthentication(Index index, const Event& e);
  void AddFlags(Index index, const Event& e);
  void Text(Inserter& row, Symbol text);

  Inserter authentication_;
  Inserter flags_;
  StringIds string_id_;
};

}  // namespace logonloom
