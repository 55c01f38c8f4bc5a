#include "casedb/rows.h"

#include <sqlite3.h>

#include <exception>
#include <new>

namespace logonloom {
namespace {

constexpr char kModule[] = "rows_to_insert";

// What SQLite reads as a table: the rows of one InsertRows.
struct Feed {
  const NextRow* next = nullptr;
  Row row;
  sqlite3_int64 number = 0;
  bool done = false;
  std::exception_ptr failure;

  int Step() noexcept {
    try {
      row.Clear();
      ++number;
      done = !(*next)(row);
      return SQLITE_OK;
    } catch (...) {
      failure = std::current_exception();
      return SQLITE_ERROR;
    }
  }
};

struct FeedTable {
  sqlite3_vtab base{};
  Feed* feed = nullptr;
};

struct FeedCursor {
  sqlite3_vtab_cursor base{};
  Feed* feed = nullptr;
};

Feed& FeedOf(sqlite3_vtab_cursor* cursor) { return *reinterpret_cast<FeedCursor*>(cursor)->feed; }

int Connect(sqlite3* db, void* feed, int, const char* const*, sqlite3_vtab** table, char**) {
  std::string declaration = "CREATE TABLE rows(c0";
  for (std::size_t i = 1; i < Row::kMostColumns; ++i) declaration += ", c" + std::to_string(i);
  const int result = sqlite3_declare_vtab(db, (declaration + ")").c_str());
  if (result != SQLITE_OK) return result;
  auto* const made = new (std::nothrow) FeedTable;
  if (made == nullptr) return SQLITE_NOMEM;
  made->feed = static_cast<Feed*>(feed);
  *table = &made->base;
  return SQLITE_OK;
}

int Disconnect(sqlite3_vtab* table) {
  delete reinterpret_cast<FeedTable*>(table);
  return SQLITE_OK;
}

int BestIndex(sqlite3_vtab*, sqlite3_index_info*) { return SQLITE_OK; }

int Open(sqlite3_vtab* table, sqlite3_vtab_cursor** cursor) {
  auto* const made = new (std::nothrow) FeedCursor;
  if (made == nullptr) return SQLITE_NOMEM;
  made->feed = reinterpret_cast<FeedTable*>(table)->feed;
  *cursor = &made->base;
  return SQLITE_OK;
}

int Close(sqlite3_vtab_cursor* cursor) {
  delete reinterpret_cast<FeedCursor*>(cursor);
  return SQLITE_OK;
}

// The first row is there already.
int Begin(sqlite3_vtab_cursor*, int, const char*, int, sqlite3_value**) { return SQLITE_OK; }

int Next(sqlite3_vtab_cursor* cursor) { return FeedOf(cursor).Step(); }

int AtEnd(sqlite3_vtab_cursor* cursor) { return FeedOf(cursor).done ? 1 : 0; }

int Column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int column) {
  const RowCell& cell = FeedOf(cursor).row.cell(static_cast<std::size_t>(column));
  switch (cell.type) {
    case RowCell::Type::kNull:
      break;  // as it is
    case RowCell::Type::kNumber:
      sqlite3_result_int64(context, cell.number);
      break;
    case RowCell::Type::kReal:
      sqlite3_result_double(context, cell.real);
      break;
    case RowCell::Type::kText:
      sqlite3_result_text64(context, cell.bytes.data(), cell.bytes.size(), SQLITE_STATIC,
                            SQLITE_UTF8);
      break;
    case RowCell::Type::kBlob:
      sqlite3_result_blob64(context, cell.bytes.data(), cell.bytes.size(), SQLITE_STATIC);
      break;
  }
  return SQLITE_OK;
}

int RowId(sqlite3_vtab_cursor* cursor, sqlite3_int64* id) {
  *id = FeedOf(cursor).number;
  return SQLITE_OK;
}

// Without xCreate the table is there by the module's name alone.
sqlite3_module MakeModule() {
  sqlite3_module module{};
  module.xConnect = &Connect;
  module.xBestIndex = &BestIndex;
  module.xDisconnect = &Disconnect;
  module.xOpen = &Open;
  module.xClose = &Close;
  module.xFilter = &Begin;
  module.xNext = &Next;
  module.xEof = &AtEnd;
  module.xColumn = &Column;
  module.xRowid = &RowId;
  return module;
}

// The table of a feed, while it lives.
class FeedModule {
 public:
  FeedModule(sqlite3* db, Feed& feed) : db_(db) {
    static const sqlite3_module kFeedModule = MakeModule();
    sqlite3_create_module_v2(db_, kModule, &kFeedModule, &feed, nullptr);
  }
  ~FeedModule() { sqlite3_create_module_v2(db_, kModule, nullptr, nullptr, nullptr); }
  FeedModule(const FeedModule&) = delete;
  FeedModule& operator=(const FeedModule&) = delete;

 private:
  sqlite3* db_;
};

int ColumnsOf(SQLite::Database& db, const std::string& table) {
  return SQLite::Statement(db, "SELECT * FROM " + table + " LIMIT 0").getColumnCount();
}

}  // namespace

void InsertRows(SQLite::Database& db, const std::string& table, const NextRow& next) {
  Feed feed;
  feed.next = &next;
  feed.Step();
  if (feed.failure) std::rethrow_exception(feed.failure);
  if (feed.done) return;  // to prepare a statement takes longer than a hundred rows
  std::string sql = "INSERT INTO " + table + " SELECT c0";
  const int columns = ColumnsOf(db, table);
  for (int i = 1; i < columns; ++i) sql += ", c" + std::to_string(i);
  const FeedModule module(db.getHandle(), feed);
  try {
    db.exec(sql + " FROM " + kModule);
  } catch (const SQLite::Exception&) {
    if (feed.failure) std::rethrow_exception(feed.failure);
    throw;
  }
}

}  // namespace logonloom
