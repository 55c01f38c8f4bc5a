#include "report/row_view.h"

#include <cstdio>

#include "report/visible_text.h"

namespace logonloom {
namespace {

SqlValue Keep(const Cell& cell) {
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return *integer;
  if (const auto* real = std::get_if<double>(&cell)) return *real;
  if (const auto* text = std::get_if<std::string_view>(&cell)) return std::string(*text);
  return {};
}

}  // namespace

RowCopy::RowCopy(const RowPlaces& places, const std::vector<Cell>& cells) : places_(&places) {
  cells_.reserve(cells.size());
  for (const Cell& cell : cells) cells_.push_back(Keep(cell));
}

const SqlValue* RowCopy::Find(const std::string& column) const {
  if (places_ == nullptr) return nullptr;
  const auto place = places_->Find(column);
  return place ? &cells_[*place] : nullptr;
}

std::string RowCopy::Raw(const std::string& column) const {
  const SqlValue* cell = Find(column);
  if (cell == nullptr) return {};
  if (const auto* text = std::get_if<std::string>(cell)) return *text;
  if (const auto* integer = std::get_if<std::int64_t>(cell)) return std::to_string(*integer);
  if (const auto* real = std::get_if<double>(cell)) {
    char shown[32];
    std::snprintf(shown, sizeof shown, "%.1f", *real);
    return shown;
  }
  return {};
}

std::string RowCopy::operator[](const std::string& column) const {
  return VisibleText(Raw(column));
}

std::optional<std::int64_t> RowCopy::Integer(const std::string& column) const {
  const SqlValue* cell = Find(column);
  const auto* integer = cell == nullptr ? nullptr : std::get_if<std::int64_t>(cell);
  if (integer == nullptr) return std::nullopt;
  return *integer;
}

std::optional<double> RowCopy::Real(const std::string& column) const {
  const SqlValue* cell = Find(column);
  if (cell == nullptr) return std::nullopt;
  if (const auto* real = std::get_if<double>(cell)) return *real;
  if (const auto* integer = std::get_if<std::int64_t>(cell)) return static_cast<double>(*integer);
  return std::nullopt;
}

Rows::Rows(const CaseReader& reader, const std::string& view, const Condition& condition,
           const std::string& order)
    : places_(reader.Columns(view)) {
  reader.ForEachRow(view, condition, order,
                    [this](const std::vector<Cell>& cells) { rows_.emplace_back(places_, cells); });
}

Rows::Rows(const CaseReader& reader, const Select& select) {
  reader.Query(
      select.sql, select.values,
      [this](const std::vector<std::string>& columns) { places_ = RowPlaces(columns); },
      [this](const std::vector<Cell>& cells) { rows_.emplace_back(places_, cells); });
}

}  // namespace logonloom
