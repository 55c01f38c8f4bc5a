#include "report/attribute.h"

#include <algorithm>

#include "base/text.h"
#include "report/csv.h"
#include "report/csv_reader.h"
#include "report/session_index.h"
#include "report/timeline_columns.h"
#include "report/visible_text.h"

namespace logonloom {
namespace {

std::optional<std::size_t> Named(const std::vector<std::string>& header, const std::string& name,
                                 std::optional<std::size_t> detected) {
  if (name.empty()) return detected;
  for (std::size_t i = 0; i < header.size(); ++i)
    if (EqualsIgnoreCase(Trim(header[i]), name)) return i;
  throw TimelineError("The timeline has no column «" + VisibleText(name) +
                      "». It has: " + VisibleText([&] {
                        std::string names;
                        for (const std::string& column : header)
                          names += (names.empty() ? "" : ", ") + column;
                        return names;
                      }()) +
                      ".");
}

// A cell that no separator, quote or formula breaks out of.
std::string Cell(const std::string& text, char separator) {
  const bool formula =
      !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  std::string cell(formula ? 1 : 0, '\'');
  cell += text;
  if (cell.find_first_of(std::string("\"\r\n") + separator) == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

class Attributing {
 public:
  Attributing(const CaseReader& reader, const AttributeOptions& options)
      : index_(reader), options_(options) {
    if (!options.host.empty() && !index_.KnowsHost(options.host))
      throw TimelineError("The case has no machine «" + VisibleText(options.host) +
                          "». logonloom export CASE.db hosts lists them.");
  }

  void ReadHeader(const std::vector<std::string>& header) {
    columns_ = DetectColumns(header);
    const bool own_time = !options_.time_column.empty();
    columns_.time = Named(header, options_.time_column, columns_.time);
    columns_.host = Named(header, options_.host_column, columns_.host);
    columns_.user = Named(header, options_.user_column, columns_.user);
    if (own_time) {
      columns_.date.reset();
      columns_.utc = false;
    }
    if (!columns_.time)
      throw TimelineError("No column of the timeline looks like a time. Name it with --time.");
    fixed_host_ = options_.host;
    if (fixed_host_.empty() && !columns_.host) fixed_host_ = index_.OnlyHost().value_or("");
    if (fixed_host_.empty() && !columns_.host)
      throw TimelineError(
          "No column of the timeline looks like a machine's name. Name it with --host-column, or "
          "the machine with --host.");
  }

  std::string Behind(const std::vector<std::string>& fields, char separator,
                     AttributeSummary& summary) const {
    const auto field = [&](std::optional<std::size_t> place) {
      return place && *place < fields.size() ? std::string(Trim(fields[*place])) : std::string();
    };
    const std::string none(6, separator);
    const auto time = RowTime(fields, columns_, options_.assumed);
    if (!time) {
      ++summary.without_time;
      return none;
    }
    const std::string host = fixed_host_.empty() ? field(columns_.host) : fixed_host_;
    if (!index_.KnowsHost(host)) ++summary.unknown_host;
    std::string user = field(columns_.user);
    if (user == "-") user.clear();
    const auto found = index_.Find(host, *time, user);
    if (!found) return none;
    ++summary.attributed;
    std::string cells;
    for (const std::string& text :
         {std::to_string(found->session->id), found->session->key, found->session->user,
          found->session->source, found->session->kind, NumberText(found->confidence)})
      cells += separator + Cell(text, separator);
    return cells;
  }

 private:
  SessionIndex index_;
  const AttributeOptions& options_;
  TimelineColumns columns_;
  std::string fixed_host_;
};

}  // namespace

AttributeSummary AttributeTimeline(const CaseReader& reader, std::istream& timeline,
                                   const AttributeOptions& options, const TextSink& sink) {
  Attributing attributing(reader, options);
  CsvReader csv(timeline);
  CsvRow row;
  if (!csv.Next(row)) throw TimelineError("The timeline is empty.");
  attributing.ReadHeader(row.fields);
  sink(row.raw);
  for (const char* name : {"session_id", "session_key", "session_user", "session_source",
                           "session_kind", "session_confidence"})
    sink(std::string(1, csv.separator()).append(name));
  sink(row.line_end);
  AttributeSummary summary;
  while (csv.Next(row)) {
    ++summary.rows;
    sink(row.raw +
         (row.raw.empty() ? "" : attributing.Behind(row.fields, csv.separator(), summary)) +
         row.line_end);
  }
  if (csv.TooLong())
    throw TimelineError("A row of the timeline is longer than 16 MiB: a quote is not closed.");
  return summary;
}

}  // namespace logonloom
