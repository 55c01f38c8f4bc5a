#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/app.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/near_miss.h"
#include "cli/output_target.h"
#include "cli/view_options.h"
#include "report/export.h"

namespace logonloom {
namespace {

struct ExportCall {
  FilterOptions filter;
  std::string case_path, view, output;
  std::string format = "csv";
  bool raw = false, force = false;
};

std::string UnknownView(const std::string& view) {
  const auto& views = CaseReader::ViewNames();
  std::string message = fmt::format("There is no view «{}».{}", view, DidYouMean(view, views));
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
  CaseReader reader(call.case_path);
  DataOutput output(call.output);
  ExportOptions options;
  options.view = call.view;
  options.format = call.format == "csv" ? ExportFormat::kCsv : ExportFormat::kJsonLines;
  options.raw = call.raw;
  options.condition = ConditionFor(reader, call.view, ReadFilter(reader, call.view, call.filter));
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
  AddFilterOptions(*command, call->filter);
  command->footer(
      "Examples:\n  logonloom export case.db sessions --format csv -o sessions.csv\n"
      "  logonloom export case.db activity --user bob --since 2024-03-05T21:00Z --format jsonl");
  command->callback([call, &status] { status = RunExport(*call); });
}

}  // namespace logonloom
