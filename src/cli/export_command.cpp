#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "casedb/case_writer.h"
#include "cli/app.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/near_miss.h"
#include "cli/output_target.h"
#include "cli/view_options.h"
#include "report/export.h"
#include "report/profiles.h"
#include "report/workbook.h"

namespace logonloom {
namespace {

struct ExportCall {
  FilterOptions filter;
  std::string case_path, output, profile;
  std::vector<std::string> views;
  std::string format = "csv";
  bool raw = false, force = false;
};

const std::map<std::string, Profile>& Profiles() {
  static const std::map<std::string, Profile> profiles = {{"timesketch", Profile::kTimesketch},
                                                          {"ecs", Profile::kEcs},
                                                          {"tln", Profile::kTln},
                                                          {"bodyfile", Profile::kBodyfile}};
  return profiles;
}

void CheckViews(const std::vector<std::string>& names) {
  const auto& views = CaseReader::ViewNames();
  for (const std::string& view : names)
    if (std::find(views.begin(), views.end(), view) == views.end())
      throw UsageError(fmt::format("There is no view «{}».{} The views are: {}", view,
                                   DidYouMean(view, views), fmt::join(views, " ")));
}

void SayDefused(std::uint64_t cells) {
  if (cells > 0)
    Say(
        fmt::format("{} cells that a spreadsheet would run as a formula begin with ' now. --raw "
                    "leaves them as they are.",
                    cells));
}

int RunView(const ExportCall& call, CaseReader& reader, const ExportOptions& options) {
  DataOutput output(call.output);
  const TextSink sink = [&output](std::string_view text) { output.Write(text); };
  const ExportSummary summary = ExportView(reader, options, sink);
  output.Finish();
  if (!call.output.empty()) Say(fmt::format("{} rows in {}.", summary.rows, call.output));
  SayDefused(summary.defused_cells);
  return kComplete;
}

int RunProfile(const ExportCall& call, CaseReader& reader, const ExportOptions& options) {
  DataOutput output(call.output);
  const ProfileSummary summary =
      WriteProfile(reader, Profiles().at(call.profile), options,
                   [&output](std::string_view text) { output.Write(text); });
  output.Finish();
  if (!call.output.empty()) Say(fmt::format("{} events in {}.", summary.events, call.output));
  if (summary.left_out > 0)
    Say(fmt::format("{} rows have no known time and are left out.", summary.left_out));
  SayDefused(summary.defused_cells);
  return kComplete;
}

// Views that cannot answer what was asked are no part of a filtered workbook.
std::vector<WorkbookSheet> Sheets(CaseReader& reader, const ExportCall& call) {
  std::vector<WorkbookSheet> sheets;
  std::string without;
  for (const std::string& view : call.views.empty() ? CaseReader::ViewNames() : call.views) {
    const ViewFilter filter = ReadFilter(reader, view, call.filter);
    try {
      sheets.push_back({view, ConditionFor(reader, view, filter)});
    } catch (const CaseError&) {
      without += (without.empty() ? "" : ", ") + view;
    }
  }
  if (!without.empty())
    Say(fmt::format("Left out, since they cannot answer the filter: {}.", without));
  if (sheets.empty()) throw UsageError("No view can answer the filter. Leave an option out.");
  return sheets;
}

int RunWorkbook(const ExportCall& call, CaseReader& reader) {
  if (call.output.empty()) throw UsageError("A workbook needs a file: add -o FILE.xlsx.");
  const std::vector<WorkbookSheet> sheets = Sheets(reader, call);
  const std::string partial = call.output + ".partial";
  std::error_code error;
  try {
    const WorkbookSummary summary = WriteWorkbook(reader, sheets, partial);
    std::filesystem::rename(partial, call.output, error);
    if (error) throw WorkbookError(error.message());
    Say(fmt::format("{} rows in {} sheets in {}.", summary.rows, sheets.size(), call.output));
    if (summary.left_out > 0)
      Say(fmt::format("{} rows have no room in their sheet. Filter them, or export CSV.",
                      summary.left_out));
    return summary.left_out > 0 ? kWithLosses : kComplete;
  } catch (const WorkbookError& failure) {
    std::error_code ignored;
    std::filesystem::remove(partial, ignored);
    throw OutputError(fmt::format("Writing to {} failed: {}. Check free space and permissions.",
                                  call.output, failure.what()));
  }
}

int RunExport(const ExportCall& call) {
  CheckViews(call.views);
  if (call.profile.empty() && call.views.size() != 1)
    throw UsageError("Name one view, or --profile. The views are: " +
                     fmt::format("{}", fmt::join(CaseReader::ViewNames(), " ")));
  if (call.views.size() > 1 && call.profile != "xlsx")
    throw UsageError("Name one view; only --profile xlsx takes several.");
  if (!MayWrite(call.output, call.force)) return kUsage;
  CaseReader reader(call.case_path);
  if (call.profile == "xlsx") return RunWorkbook(call, reader);
  ExportOptions options;
  options.view = call.views.empty() ? "sessions" : call.views.front();
  options.format = call.format == "csv" ? ExportFormat::kCsv : ExportFormat::kJsonLines;
  options.raw = call.raw;
  options.condition =
      ConditionFor(reader, options.view, ReadFilter(reader, options.view, call.filter));
  return call.profile.empty() ? RunView(call, reader, options) : RunProfile(call, reader, options);
}

}  // namespace

void AddExportCommand(CLI::App& app, int& status) {
  auto call = std::make_shared<ExportCall>();
  CLI::App* command =
      app.add_subcommand("export", "Write a view as CSV, JSON Lines or for another tool");
  command->add_option("CASE", call->case_path, "A case database")->required()->type_name("CASE.db");
  command->add_option("VIEW", call->views,
                      "A view: sessions, logon_sessions, activity, …; of a profile: sessions if "
                      "none is named, all for xlsx");
  command->add_option("--format", call->format, "csv or jsonl")
      ->check(CLI::IsMember({"csv", "jsonl"}))
      ->capture_default_str();
  command
      ->add_option("--profile", call->profile,
                   "timesketch (CSV), ecs (JSON Lines), tln, bodyfile or xlsx")
      ->check(CLI::IsMember({"timesketch", "ecs", "tln", "bodyfile", "xlsx"}));
  command->add_option("-o,--output", call->output, "The file to write; stdout without it")
      ->type_name("FILE");
  command->add_flag("--raw", call->raw,
                    "CSV: do not prefix cells that a spreadsheet would run as a formula");
  command->add_flag("--force", call->force, "Replace an existing file");
  AddFilterOptions(*command, call->filter);
  command->footer(
      "Examples:\n  logonloom export case.db sessions --format csv -o sessions.csv\n"
      "  logonloom export case.db activity --user bob --since 2024-03-05T21:00Z --format jsonl\n"
      "  logonloom export case.db --profile xlsx -o case.xlsx\n"
      "  logonloom export case.db timeline --profile timesketch -o timeline.csv");
  command->callback([call, &status] { status = RunExport(*call); });
}

}  // namespace logonloom
