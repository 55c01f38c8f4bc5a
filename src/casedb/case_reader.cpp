#include "casedb/case_reader.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>

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

void RequireView(const std::string& view) {
  const auto& views = ContractViews();
  if (std::find(views.begin(), views.end(), view) == views.end())
    throw CaseError("There is no view «" + view + "».");
}

}  // namespace

struct CaseReader::Impl {
  explicit Impl(const std::filesystem::path& path) : db(OpenCase(path)) {}
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

void CaseReader::ForEachRow(const std::string& view, const std::string& condition,
                            const std::string& order,
                            const std::function<void(const std::vector<Cell>&)>& visit) const {
  RequireView(view);
  try {
    SQLite::Statement statement(impl_->db, "SELECT * FROM " + view +
                                               (condition.empty() ? "" : " WHERE " + condition) +
                                               (order.empty() ? "" : " ORDER BY " + order));
    std::vector<Cell> cells(static_cast<std::size_t>(statement.getColumnCount()));
    while (statement.executeStep()) {
      for (int i = 0; i < statement.getColumnCount(); ++i)
        cells[static_cast<std::size_t>(i)] = CellOf(statement.getColumn(i));
      visit(cells);
    }
  } catch (const SQLite::Exception& failure) {
    FailView(view, failure);
  }
}

std::int64_t CaseReader::Count(const std::string& view, const std::string& condition) const {
  RequireView(view);
  try {
    SQLite::Statement statement(impl_->db, "SELECT count(*) FROM " + view +
                                               (condition.empty() ? "" : " WHERE " + condition));
    statement.executeStep();
    return statement.getColumn(0).getInt64();
  } catch (const SQLite::Exception& failure) {
    FailView(view, failure);
  }
}

}  // namespace logonloom
