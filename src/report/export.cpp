#include "report/export.h"

#include "report/csv.h"
#include "report/json_lines.h"

namespace logonloom {

ExportSummary ExportView(const CaseReader& reader, const ExportOptions& options,
                         const TextSink& sink) {
  const std::vector<std::string> columns = reader.Columns(options.view);
  ExportSummary summary;
  CsvWriter csv(sink, options.raw);
  const bool as_csv = options.format == ExportFormat::kCsv;
  if (as_csv) csv.Header(columns);
  reader.ForEachRow(options.view, options.condition, options.order,
                    [&](const std::vector<Cell>& cells) {
                      ++summary.rows;
                      as_csv ? csv.Row(cells) : WriteJsonRow(columns, cells, sink);
                    });
  summary.defused_cells = csv.defused();
  return summary;
}

}  // namespace logonloom
