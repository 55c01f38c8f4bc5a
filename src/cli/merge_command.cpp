#include <memory>

#include "cli/commands.h"
#include "cli/progress_display.h"
#include "cli/run_report.h"
#include "logonloom/ingest.h"

namespace logonloom {
namespace {

struct MergeCall {
  std::vector<std::string> cases;
  std::string case_path;
  bool force = false, quiet = false;
};

int RunMerge(const MergeCall& call, const std::string& command_line) {
  MergeOptions options;
  options.cases.assign(call.cases.begin(), call.cases.end());
  options.case_path = call.case_path;
  options.overwrite = call.force;
  options.command_line = command_line;
  ProgressDisplay display(call.quiet, call.case_path);
  options.on_progress = [&display](const IngestProgress& progress) { display.Show(progress); };
  const IngestSummary summary = Merge(options);
  display.End();
  return SayResult(summary, call.case_path, call.quiet);
}

}  // namespace

void AddMergeCommand(CLI::App& app, const std::string& command_line, int& status) {
  auto call = std::make_shared<MergeCall>();
  CLI::App* command = app.add_subcommand(
      "merge", "Make one case of several, as if all their evidence had been read at once");
  command->add_option("CASE", call->cases, "Case databases; their evidence is not needed")
      ->required()
      ->type_name("CASE.db");
  command->add_option("-o,--output", call->case_path, "The case database to make")
      ->required()
      ->type_name("CASE.db");
  command->add_flag("--force", call->force, "Replace an existing case");
  command->add_flag("--quiet", call->quiet, "No progress and no summary; losses are still said");
  command->footer("Example:\n  logonloom merge monday.db tuesday.db -o week.db");
  command->callback([call, command_line, &status] { status = RunMerge(*call, command_line); });
}

}  // namespace logonloom
