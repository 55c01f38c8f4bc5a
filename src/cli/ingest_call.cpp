#include "cli/ingest_call.h"

#include "cli/progress_display.h"
#include "cli/run_report.h"

namespace logonloom {

void IngestCall::AddOptionsTo(CLI::App& command) {
  command.add_option("-o,--output", case_path, "The case database to make, or to add to")
      ->required()
      ->type_name("CASE.db");
  command.add_flag("--force", force, "Replace an existing case instead of adding to it");
  command.add_flag("--quiet", quiet, "No progress and no summary; losses are still said");
  command
      .add_option("--threads", threads,
                  "Threads that read; 0: one for each processor. The result is the same")
      ->capture_default_str()
      ->check(CLI::Range(0, 256))
      ->type_name("N");
}

int IngestCall::Run(IngestOptions options) const {
  options.inputs.assign(inputs.begin(), inputs.end());
  options.case_path = case_path;
  options.overwrite = force;
  options.threads = threads;
  ProgressDisplay display(quiet, case_path);
  options.on_progress = [&display](const IngestProgress& progress) { display.Show(progress); };
  const IngestSummary summary = Ingest(options);
  display.End();
  return SayResult(summary, case_path, quiet);
}

}  // namespace logonloom
