#include "report/json_lines.h"

#include <nlohmann/json.hpp>

namespace logonloom {

void WriteJsonRow(const std::vector<std::string>& columns, const std::vector<Cell>& cells,
                  const TextSink& sink) {
  nlohmann::ordered_json row = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    nlohmann::ordered_json& value = row[columns[i]];
    if (const auto* text = std::get_if<std::string_view>(&cells[i])) value = *text;
    if (const auto* integer = std::get_if<std::int64_t>(&cells[i])) value = *integer;
    if (const auto* real = std::get_if<double>(&cells[i])) value = *real;
  }
  sink(row.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

std::string JsonText(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace logonloom
