#include "casedb/case_reader.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>

#include "base/text.h"
#include "casedb/case_writer.h"
#include "casedb/open_case.h"
#include "casedb/schema.h"

namespace logonloom {
namespace {

Cell CellOf(const SQLite::Column& column) {
  if (column.isNull()) return std::monostate();
  if (column.isInteger()) return column.getInt64();
  if (column.isFloat()) return column.getDouble();
  return std::string_view(static_cast<const char*>(column.getBlob()),
                          static_cast<std::size_t>(column.getBytes()));
}

[[noreturn]] void FailView(const std::string& view, const SQLite::Exception& failure) {
  throw CaseError("The view " + view + " cannot be read: " + failure.what() +
                  ". The case is damaged: copy it again, or ingest the evidence again.");
}

[[noreturn]] void FailQuery(const std::string& what) {
  throw CaseError("The query cannot be run: " + what +
                  ". A query is one SELECT over the views of the case.");
}

void RequireView(const std::string& view) {
  const auto& views = ContractViews();
  if (std::find(views.begin(), views.end(), view) == views.end())
    throw CaseError("There is no view «" + view + "».");
}

std::string Where(const Condition& condition) {
  return condition.sql.empty() ? "" : " WHERE " + condition.sql;
}

void Bind(SQLite::Statement& statement, int place, const SqlValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) statement.bind(place, *integer);
  if (const auto* real = std::get_if<double>(&value)) statement.bind(place, *real);
  if (const auto* text = std::get_if<std::string>(&value)) statement.bind(place, *text);
}

void BindAll(SQLite::Statement& statement, const Condition& condition) {
  int place = 0;
  for (const SqlValue& value : condition.values) Bind(statement, ++place, value);
}

void VisitRows(SQLite::Statement& statement,
               const std::function<void(const std::vector<Cell>&)>& visit) {
  std::vector<Cell> cells(static_cast<std::size_t>(statement.getColumnCount()));
  while (statement.executeStep()) {
    for (int i = 0; i < statement.getColumnCount(); ++i)
      cells[static_cast<std::size_t>(i)] = CellOf(statement.getColumn(i));
    visit(cells);
  }
}

void CallPredicate(sqlite3_context* context, int count, sqlite3_value** values) {
  const auto& predicate = *static_cast<const TextPredicate*>(sqlite3_user_data(context));
  std::vector<std::string_view> texts;
  for (int i = 0; i < count; ++i) {
    const void* bytes = sqlite3_value_blob(values[i]);
    const auto size = static_cast<std::size_t>(sqlite3_value_bytes(values[i]));
    texts.push_back(bytes == nullptr ? std::string_view()
                                     : std::string_view(static_cast<const char*>(bytes), size));
  }
  sqlite3_result_int(context, predicate(texts) ? 1 : 0);
}

// SQLite's own lower() knows the letters of ASCII alone.
void CallLower(sqlite3_context* context, int, sqlite3_value** values) {
  const void* bytes = sqlite3_value_text(values[0]);
  if (bytes == nullptr) return;  // NULL
  const auto size = static_cast<std::size_t>(sqlite3_value_bytes(values[0]));
  const std::string lower = ToLower({static_cast<const char*>(bytes), size});
  sqlite3_result_text64(context, lower.data(), lower.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

int AllowReading(void*, int action, const char*, const char*, const char*, const char*) {
  const bool reads = action == SQLITE_SELECT || action == SQLITE_READ ||
                     action == SQLITE_FUNCTION || action == SQLITE_RECURSIVE;
  return reads ? SQLITE_OK : SQLITE_DENY;
}

// While it lives, statements that are prepared may read and nothing else.
class ReadingOnly {
 public:
  explicit ReadingOnly(SQLite::Database& db) : handle_(db.getHandle()) {
    sqlite3_set_authorizer(handle_, &AllowReading, nullptr);
  }
  ~ReadingOnly() { sqlite3_set_authorizer(handle_, nullptr, nullptr); }
  ReadingOnly(const ReadingOnly&) = delete;
  ReadingOnly& operator=(const ReadingOnly&) = delete;

 private:
  sqlite3* handle_;
};

// The order of the ids, where SQLite does not give the rows in it by itself.
std::string OrderOf(const std::string& view) {
  return view == "session_events" ? "session_id, logon_session_id, event_id_ref, role, rule" : "";
}

}  // namespace

struct CaseReader::Impl {
  explicit Impl(const std::filesystem::path& path) : db(OpenCase(path)) {
    db.createFunction("lower", 1, true, nullptr, &CallLower, nullptr, nullptr, nullptr);
  }
  // Ahead of the database, which calls them until it is closed.
  std::vector<std::unique_ptr<TextPredicate>> predicates;
  SQLite::Database db;
};

CaseReader::CaseReader(const std::filesystem::path& path) : impl_(std::make_unique<Impl>(path)) {}

CaseReader::~CaseReader() = default;

const std::vector<std::string>& CaseReader::ViewNames() { return ContractViews(); }

std::vector<std::string> CaseReader::Columns(const std::string& view) const {
  RequireView(view);
  try {
    SQLite::Statement statement(impl_->db, "SELECT * FROM " + view + " LIMIT 0");
    std::vector<std::string> names;
    for (int i = 0; i < statement.getColumnCount(); ++i)
      names.emplace_back(statement.getColumnName(i));
    return names;
  } catch (const SQLite::Exception& failure) {
    FailView(view, failure);
  }
}

void CaseReader::ForEachRow(const std::string& view, const Condition& condition,
                            const std::string& order,
                            const std::function<void(const std::vector<Cell>&)>& visit) const {
  RequireView(view);
  try {
    const std::string wanted = order.empty() ? OrderOf(view) : order;
    SQLite::Statement statement(impl_->db, "SELECT * FROM " + view + Where(condition) +
                                               (wanted.empty() ? "" : " ORDER BY " + wanted));
    BindAll(statement, condition);
    VisitRows(statement, visit);
  } catch (const SQLite::Exception& failure) {
    FailView(view, failure);
  }
}

std::int64_t CaseReader::Count(const std::string& view, const Condition& condition) const {
  RequireView(view);
  try {
    SQLite::Statement statement(impl_->db, "SELECT count(*) FROM " + view + Where(condition));
    BindAll(statement, condition);
    statement.executeStep();
    return statement.getColumn(0).getInt64();
  } catch (const SQLite::Exception& failure) {
    FailView(view, failure);
  }
}

void CaseReader::AddPredicate(const std::string& name, TextPredicate predicate) {
  impl_->predicates.push_back(std::make_unique<TextPredicate>(std::move(predicate)));
  impl_->db.createFunction(name.c_str(), -1, true, impl_->predicates.back().get(), &CallPredicate,
                           nullptr, nullptr, nullptr);
}

void CaseReader::Query(const std::string& sql, const std::map<std::string, SqlValue>& values,
                       const std::function<void(const std::vector<std::string>&)>& columns,
                       const std::function<void(const std::vector<Cell>&)>& visit) const {
  const std::vector<std::string> parameters = QueryParameters(sql);
  const ReadingOnly guard(impl_->db);
  try {
    SQLite::Statement statement(impl_->db, sql);
    for (const auto& [name, value] : values)
      if (std::find(parameters.begin(), parameters.end(), name) != parameters.end())
        Bind(statement, statement.getIndex((":" + name).c_str()), value);
    std::vector<std::string> names;
    for (int i = 0; i < statement.getColumnCount(); ++i)
      names.emplace_back(statement.getColumnName(i));
    columns(names);
    VisitRows(statement, visit);
  } catch (const SQLite::Exception& failure) {
    FailQuery(failure.what());
  }
}

std::vector<std::string> CaseReader::QueryParameters(const std::string& sql) const {
  const ReadingOnly guard(impl_->db);
  sqlite3_stmt* prepared = nullptr;
  const int result = sqlite3_prepare_v2(impl_->db.getHandle(), sql.c_str(), -1, &prepared, nullptr);
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> owner(prepared, &sqlite3_finalize);
  if (result != SQLITE_OK) FailQuery(sqlite3_errmsg(impl_->db.getHandle()));
  if (prepared == nullptr) FailQuery("it is empty");
  std::vector<std::string> names;
  for (int i = 1; i <= sqlite3_bind_parameter_count(prepared); ++i) {
    const char* name = sqlite3_bind_parameter_name(prepared, i);
    if (name != nullptr && *name == ':') names.emplace_back(name + 1);
  }
  return names;
}

}  // namespace logonloom
