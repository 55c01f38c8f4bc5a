#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/app.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/output_target.h"
#include "report/export.h"

namespace logonloom {
namespace {

struct ExportCall {
  std::string case_path, view, output;
  std::string format = "csv";
  bool raw = false, force = false;
};

// Letters to change, add or remove to get from one word to the other.
std::size_t Distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string UnknownView(const std::string& view) {
  const auto& views = CaseReader::ViewNames();
  const auto nearest =
      std::min_element(views.begin(), views.end(), [&](const std::string& a, const std::string& b) {
        return Distance(view, a) < Distance(view, b);
      });
  std::string message = fmt::format("There is no view «{}».", view);
  if (Distance(view, *nearest) <= 3) message += fmt::format(" Did you mean {}?", *nearest);
  message += " The views are:";
  for (const std::string& name : views) message += " " + name;
  return message;
}

int RunExport(const ExportCall& call) {
  const auto& views = CaseReader::ViewNames();
  if (std::find(views.begin(), views.end(), call.view) == views.end()) {
    Say(UnknownView(call.view));
    return kUsage;
  }
  if (!MayWrite(call.output, call.force)) return kUsage;
  const CaseReader reader(call.case_path);
  DataOutput output(call.output);
  ExportOptions options;
  options.view = call.view;
  options.format = call.format == "csv" ? ExportFormat::kCsv : ExportFormat::kJsonLines;
  options.raw = call.raw;
  const ExportSummary summary =
      ExportView(reader, options, [&output](std::string_view text) { output.Write(text); });
  output.Finish();
  if (!call.output.empty()) Say(fmt::format("{} rows in {}.", summary.rows, call.output));
  if (summary.defused_cells > 0)
    Say(
        fmt::format("{} cells that a spreadsheet would run as a formula begin with ' now. --raw "
                    "leaves them as they are.",
                    summary.defused_cells));
  return kComplete;
}

}  // namespace

void AddExportCommand(CLI::App& app, int& status) {
  auto call = std::make_shared<ExportCall>();
  CLI::App* command = app.add_subcommand("export", "Write a view of a case as CSV or JSON Lines");
  command->add_option("CASE", call->case_path, "A case database")->required()->type_name("CASE.db");
  command->add_option("VIEW", call->view, "A view: sessions, logon_sessions, activity, …")
      ->required();
  command->add_option("--format", call->format, "csv or jsonl")
      ->check(CLI::IsMember({"csv", "jsonl"}))
      ->capture_default_str();
  command->add_option("-o,--output", call->output, "The file to write; stdout without it")
      ->type_name("FILE");
  command->add_flag("--raw", call->raw,
                    "CSV: do not prefix cells that a spreadsheet would run as a formula");
  command->add_flag("--force", call->force, "Replace an existing file");
  command->footer("Example:\n  logonloom export case.db sessions --format csv -o sessions.csv");
  command->callback([call, &status] { status = RunExport(*call); });
}

}  // namespace logonloom
