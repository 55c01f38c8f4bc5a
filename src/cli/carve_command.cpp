#include <memory>

#include "cli/commands.h"
#include "cli/progress_display.h"
#include "cli/run_report.h"
#include "logonloom/ingest.h"

namespace logonloom {
namespace {

struct CarveCall {
  std::vector<std::string> inputs;
  std::string case_path;
  bool force = false, quiet = false;
  unsigned threads = 0;
};

int RunCarve(const CarveCall& call, const std::string& command_line) {
  IngestOptions options;
  options.inputs.assign(call.inputs.begin(), call.inputs.end());
  options.carve = true;
  options.case_path = call.case_path;
  options.overwrite = call.force;
  options.threads = call.threads;
  options.command_line = command_line;
  ProgressDisplay display(call.quiet, call.case_path);
  options.on_progress = [&display](const IngestProgress& progress) { display.Show(progress); };
  const IngestSummary summary = Ingest(options);
  display.End();
  return SayResult(summary, call.case_path, call.quiet);
}

}  // namespace

void AddCarveCommand(CLI::App& app, const std::string& command_line, int& status) {
  auto call = std::make_shared<CarveCall>();
  CLI::App* command = app.add_subcommand(
      "carve", "Search any bytes for chunks and records of event logs, and add them to a case");
  command
      ->add_option("FILE", call->inputs,
                   "Unallocated space, images of disks and memory, page files; E01, VMDK and VHDX "
                   "too")
      ->required();
  command->add_option("-o,--output", call->case_path, "The case database to make, or to add to")
      ->required()
      ->type_name("CASE.db");
  command->add_flag("--force", call->force, "Replace an existing case instead of adding to it");
  command->add_flag("--quiet", call->quiet, "No progress and no summary; losses are still said");
  command
      ->add_option("--threads", call->threads,
                   "Threads that read, a file each; 0: one for each processor. The result is the "
                   "same")
      ->capture_default_str()
      ->check(CLI::Range(0, 256))
      ->type_name("N");
  command->footer(
      "Examples:\n"
      "  logonloom carve memory.raw pagefile.sys -o case.db\n"
      "  blkls image.dd > free.bin && logonloom carve free.bin -o case.db");
  command->callback([call, command_line, &status] { status = RunCarve(*call, command_line); });
}

}  // namespace logonloom
