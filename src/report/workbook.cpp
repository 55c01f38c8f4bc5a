#include "report/workbook.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <memory>

#include "base/time.h"
#include "report/visible_text.h"

namespace logonloom {
namespace {

constexpr lxw_row_t kLastRow = 1'048'575;
constexpr std::size_t kLongestText = 32'000;  // columns of text; Excel takes 32,767 characters
constexpr double kTicksPerDay = 864e9;
constexpr double kWidthOfTime = 24, kWidthOfText = 18;

// As Excel counts days; 0 for what is no time, or lies before its calendar is right.
double DayOf(std::string_view text) {
  constexpr double kFirstDay = 61;  // 1900-03-01, behind a 29 February that never was
  const auto time = ParseTime(text);
  const auto zero = FromCivil(1899, 12, 30, 0, 0, 0, 0);
  if (!time || !zero) return 0;
  const double day = static_cast<double>(time->ticks - zero->ticks) / kTicksPerDay;
  return day < kFirstDay ? 0 : day;
}

class Workbook {
 public:
  explicit Workbook(const std::string& path) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    book_ = workbook_new_opt(path.c_str(), &options);
    if (book_ == nullptr) throw WorkbookError("The workbook " + path + " cannot be made.");
    // Without this the file would hold the moment of its making.
    lxw_doc_properties properties{};
    properties.created = 1;
    workbook_set_properties(book_, &properties);
    header_ = workbook_add_format(book_);
    format_set_bold(header_);
    time_ = workbook_add_format(book_);
    format_set_num_format(time_, "yyyy-mm-dd hh:mm:ss.000");
  }
  ~Workbook() {
    if (book_ != nullptr) workbook_close(book_);
  }
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  WorkbookSummary Add(const CaseReader& reader, const WorkbookSheet& sheet) {
    lxw_worksheet* page = workbook_add_worksheet(book_, sheet.view.c_str());
    if (page == nullptr) throw WorkbookError("The sheet " + sheet.view + " cannot be made.");
    const std::vector<std::string> columns = reader.Columns(sheet.view);
    const auto last = static_cast<lxw_col_t>(columns.size() - 1);
    worksheet_freeze_panes(page, 1, 0);
    for (lxw_col_t i = 0; i <= last; ++i) {
      const std::string& name = columns[i];
      const bool time = IsTime(name);
      worksheet_set_column(page, i, i, time ? kWidthOfTime : kWidthOfText, nullptr);
      worksheet_write_string(page, 0, i, (time ? name + " (UTC)" : name).c_str(), header_);
    }
    WorkbookSummary summary;
    reader.ForEachRow(sheet.view, sheet.condition, {}, [&](const std::vector<Cell>& cells) {
      if (summary.rows == kLastRow) {
        ++summary.left_out;
        return;
      }
      Row(page, static_cast<lxw_row_t>(++summary.rows), columns, cells);
    });
    worksheet_autofilter(page, 0, 0, static_cast<lxw_row_t>(summary.rows), last);
    return summary;
  }

  void Close() {
    lxw_workbook* book = book_;
    book_ = nullptr;
    const lxw_error error = workbook_close(book);
    if (error != LXW_NO_ERROR) throw WorkbookError(lxw_strerror(error));
  }

 private:
  static bool IsTime(const std::string& column) {
    return column == "time" || column.ends_with("_time") || column == "cleared_at" ||
           column == "end_lower" || column == "end_upper";
  }

  void Row(lxw_worksheet* page, lxw_row_t row, const std::vector<std::string>& columns,
           const std::vector<Cell>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      if (const auto* integer = std::get_if<std::int64_t>(&cells[i]))
        worksheet_write_number(page, row, column, static_cast<double>(*integer), nullptr);
      if (const auto* real = std::get_if<double>(&cells[i]))
        worksheet_write_number(page, row, column, *real, nullptr);
      if (const auto* text = std::get_if<std::string_view>(&cells[i]))
        Text(page, row, column, IsTime(columns[i]), *text);
    }
  }

  void Text(lxw_worksheet* page, lxw_row_t row, lxw_col_t column, bool is_time,
            std::string_view text) {
    const double day = is_time ? DayOf(text) : 0;
    if (day > 0)
      worksheet_write_number(page, row, column, day, time_);
    else
      worksheet_write_string(page, row, column, Shorten(VisibleText(text), kLongestText).c_str(),
                             nullptr);
  }

  lxw_workbook* book_ = nullptr;
  lxw_format* header_ = nullptr;
  lxw_format* time_ = nullptr;
};

}  // namespace

WorkbookSummary WriteWorkbook(const CaseReader& reader, const std::vector<WorkbookSheet>& sheets,
                              const std::string& path) {
  Workbook book(path);
  WorkbookSummary summary;
  for (const WorkbookSheet& sheet : sheets) {
    const WorkbookSummary one = book.Add(reader, sheet);
    summary.rows += one.rows;
    summary.left_out += one.left_out;
  }
  book.Close();
  return summary;
}

}  // namespace logonloom
