// Tables that a second thread fills while the first one fills others. SQLite has one writer to a
// file, so they lie in a file of their own until they are copied into the case. That is quick: where
// the tables and their indexes are declared alike, SQLite copies rows and entries as they are.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <exception>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace logonloom {

class SideTables {
 public:
  // Attaches `file`, which is made anew, to `db`, which must not be in a transaction. Throws
  // SQLite::Exception.
  SideTables(SQLite::Database& db, const std::filesystem::path& file);
  ~SideTables();
  SideTables(const SideTables&) = delete;
  SideTables& operator=(const SideTables&) = delete;

  // Calls fill(database), which has the tables of a case, on another thread, if the system grants
  // one; else when they are taken. What it reads must not change until they are taken.
  void Fill(std::function<void(SQLite::Database&)> fill);
  // Waits, and puts the rows of the tables into those of the case. Rethrows what `fill` threw.
  void Take(const std::vector<std::string>& tables);
  // When no transaction is open any more.
  void Detach();

 private:
  void Run() noexcept;

  SQLite::Database& db_;
  std::filesystem::path file_;
  std::function<void(SQLite::Database&)> fill_;
  std::exception_ptr failure_;
  std::vector<std::jthread> thread_;  // one or none
};

}  // namespace logonloom
