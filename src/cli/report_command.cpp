#include <fmt/format.h>

#include <memory>

#include "cli/app.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/output_target.h"
#include "cli/view_options.h"
#include "report/html_report.h"

namespace logonloom {
namespace {

struct ReportCall {
  std::string case_path, output, title = "Logon sessions";
  bool all = false, force = false;
  FilterOptions filter;
};

int RunReport(const ReportCall& call, const std::string& chosen_by) {
  if (!MayWrite(call.output, call.force)) return kUsage;
  CaseReader reader(call.case_path);
  const Condition asked =
      ConditionFor(reader, "sessions", ReadFilter(reader, "sessions", call.filter));
  HtmlReportOptions options;
  options.title = call.title;
  options.version = LOGONLOOM_VERSION;
  options.condition = call.all ? asked : Both(asked, OrdinarySessions(call.filter));
  options.chosen_by = chosen_by;
  DataOutput output(call.output);
  const std::uint64_t sessions =
      WriteHtmlReport(reader, options, [&output](std::string_view text) { output.Write(text); });
  output.Finish();
  Say(fmt::format("{} sessions in {}. Open it in a browser; it loads nothing.", sessions,
                  call.output));
  return kComplete;
}

// The options that narrow the sessions, as they were given.
std::string ChosenBy(const CLI::App& command) {
  std::string text;
  for (const CLI::Option* option : command.get_options()) {
    if (option->count() == 0 || option->get_group() != kFilterGroup) continue;
    text += (text.empty() ? "" : " ") + option->get_name();
    for (const std::string& value : option->results()) text += " " + value;
  }
  return text;
}

}  // namespace

void AddReportCommand(CLI::App& app, int& status) {
  auto call = std::make_shared<ReportCall>();
  CLI::App* command =
      app.add_subcommand("report", "Write one HTML file with timeline, sessions and evidence");
  command->add_option("CASE", call->case_path, "A case database")->required()->type_name("CASE.db");
  command->add_option("-o,--output", call->output, "The file to write")
      ->required()
      ->type_name("REPORT.html");
  command->add_option("--title", call->title, "What stands at the top")->capture_default_str();
  command->add_flag("--all", call->all,
                    "Also machine, service, anonymous and system accounts and abandoned attempts");
  command->add_flag("--force", call->force, "Replace an existing file");
  AddFilterOptions(*command, call->filter);
  command->footer(
      "Examples:\n  logonloom report case.db -o report.html\n"
      "  logonloom report case.db -o night.html --since 2024-03-05T21:00Z --title 'The night'");
  command->callback([call, command, &status] { status = RunReport(*call, ChosenBy(*command)); });
}

}  // namespace logonloom
