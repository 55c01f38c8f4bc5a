#include "report/session_table.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "report/visible_text.h"

namespace logonloom {
namespace {

constexpr std::size_t kWidestCell = 40;
constexpr const char* kPeople = "account_class = 'user'";
constexpr const char* kNotAbandoned = "outcome <> 'abandoned'";

constexpr std::array<std::string_view, 11> kTitles = {
    "ID",        "HOST",       "USER", "KIND",   "OUTCOME", "START (UTC)",
    "END (UTC)", "END REASON", "FROM", "FAILED", "CONF"};

using Line = std::array<std::string, kTitles.size()>;

class RowView {
 public:
  RowView(const std::map<std::string, std::size_t>& places, const std::vector<Cell>& cells)
      : places_(places), cells_(cells) {}
  std::string operator[](const std::string& column) const {
    const Cell& cell = cells_[places_.at(column)];
    if (const auto* text = std::get_if<std::string_view>(&cell)) return VisibleText(*text);
    if (const auto* integer = std::get_if<std::int64_t>(&cell)) return std::to_string(*integer);
    if (const auto* real = std::get_if<double>(&cell)) {
      char shown[16];
      std::snprintf(shown, sizeof shown, "%.1f", *real);
      return shown;
    }
    return {};
  }

 private:
  const std::map<std::string, std::size_t>& places_;
  const std::vector<Cell>& cells_;
};

// Whole seconds are enough to the eye; the views have all digits.
std::string Seconds(const std::string& time) {
  return time.size() > 19 ? time.substr(0, 10) + " " + time.substr(11, 8) + "Z" : time;
}

std::string Start(const RowView& row) {
  if (!row["start_time"].empty()) return Seconds(row["start_time"]);
  return row["attempt_time"].empty() ? "?" : Seconds(row["attempt_time"]) + " (try)";
}

std::string End(const RowView& row) {
  if (!row["end_time"].empty()) return Seconds(row["end_time"]);
  return row["end_lower"].empty() ? "?" : "> " + Seconds(row["end_lower"]);
}

std::string From(const RowView& row) {
  std::string from = row["source_ip"];
  if (!from.empty() && !row["source_port"].empty()) {
    if (from.find(':') != std::string::npos) from = "[" + from + "]";
    from += ":" + row["source_port"];
  }
  if (row["is_local"] == "1" && from.empty()) from = "local";
  const std::string host = row["source_host"];
  if (!host.empty()) from += from.empty() ? host : " (" + host + ")";
  return from;
}

Line ToLine(const RowView& row) {
  std::string user = row["user_name"].empty() ? row["user_sid"] : row["user_name"];
  if (!row["user_domain"].empty()) user = row["user_domain"] + "\\" + user;
  if (user.empty()) user = "?";
  const std::string failures = row["failures"] == "0" ? "" : row["failures"];
  return {
      row["session_id"], row["host"],       user,      row["kind"], row["outcome"],   Start(row),
      End(row),          row["end_reason"], From(row), failures,    row["confidence"]};
}

void WriteLine(const Line& line, const std::array<std::size_t, kTitles.size()>& widths,
               const TextSink& sink) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    text += line[i];
    if (i + 1 < line.size())
      text += std::string(widths[i] - std::min(widths[i], DisplayWidth(line[i])) + 2, ' ');
  }
  text.erase(text.find_last_not_of(' ') + 1);
  sink(text + "\n");
}

}  // namespace

SessionTableSummary WriteSessionTable(const CaseReader& reader, const SessionTableOptions& options,
                                      const TextSink& sink) {
  SessionTableSummary summary;
  std::map<std::string, std::size_t> places;
  for (const std::string& column : reader.Columns("sessions"))
    places.emplace(column, places.size());
  std::vector<Line> lines;
  Line titles;
  std::copy(kTitles.begin(), kTitles.end(), titles.begin());
  lines.push_back(titles);
  const std::string shown = std::string(kPeople) + " AND " + kNotAbandoned;
  reader.ForEachRow(
      "sessions", options.all ? "" : shown,
      "coalesce(attempt_time, start_time, end_time, end_lower), session_id",
      [&](const std::vector<Cell>& cells) { lines.push_back(ToLine(RowView(places, cells))); });
  summary.shown = lines.size() - 1;
  if (!options.all) {
    const std::string others = "NOT (" + std::string(kPeople) + ")";
    summary.hidden_accounts = static_cast<std::uint64_t>(reader.Count("sessions", others));
    summary.hidden_abandoned = static_cast<std::uint64_t>(
        reader.Count("sessions", std::string(kPeople) + " AND NOT (" + kNotAbandoned + ")"));
  }
  std::array<std::size_t, kTitles.size()> widths{};
  for (Line& line : lines)
    for (std::size_t i = 0; i < line.size(); ++i) {
      line[i] = Shorten(line[i], kWidestCell);
      widths[i] = std::max(widths[i], DisplayWidth(line[i]));
    }
  for (const Line& line : lines) WriteLine(line, widths, sink);
  return summary;
}

}  // namespace logonloom
