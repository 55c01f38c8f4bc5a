#include "casedb/side_tables.h"

#include <fstream>
#include <system_error>
#include <utility>

#include "base/threads.h"
#include "casedb/schema.h"

namespace logonloom {

namespace fs = std::filesystem;

SideTables::SideTables(SQLite::Database& db, const fs::path& file) : db_(db), file_(file) {
  fs::remove(file_);
  std::ofstream(file_, std::ios::binary).flush();  // `db` may open it, not make it
  SQLite::Statement attach(db_, "ATTACH ? AS side");
  attach.bind(1, file_.string());
  attach.exec();
}

SideTables::~SideTables() {
  thread_.clear();
  std::error_code ignored;
  fs::remove(file_, ignored);
}

void SideTables::Fill(std::function<void(SQLite::Database&)> fill) {
  fill_ = std::move(fill);
  thread_ = StartThreads(1, [this] { Run(); });
}

void SideTables::Run() noexcept {
  try {
    SQLite::Database side(file_.string(),
                          SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX);
    side.exec(FastWriting());
    SQLite::Transaction transaction(side);
    side.exec(TableSql());
    fill_(side);
    transaction.commit();
  } catch (...) {
    failure_ = std::current_exception();
  }
}

void SideTables::Take(const std::vector<std::string>& tables) {
  if (thread_.empty()) Run();
  thread_.clear();
  if (failure_) std::rethrow_exception(failure_);
  for (const std::string& table : tables)
    db_.exec("INSERT INTO main." + table + " SELECT * FROM side." + table);
}

void SideTables::Detach() { db_.exec("DETACH side"); }

}  // namespace logonloom
