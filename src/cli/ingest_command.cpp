#include <memory>
#include <utility>

#include "base/replace_all.h"
#include "cli/commands.h"
#include "cli/progress_display.h"
#include "cli/run_report.h"
#include "logonloom/ingest.h"

namespace logonloom {
namespace {

struct IngestCall {
  std::vector<std::string> inputs;
  std::vector<std::string> passwords;
  std::string case_path;
  bool force = false, quiet = false;
  bool no_recover = false;
  unsigned threads = 0;
  std::string reader = IngestOptions().reader;
};

// A password is nothing that a case should tell.
std::string Masked(std::string text, const std::vector<std::string>& secrets) {
  for (const std::string& secret : secrets) text = ReplaceAll(std::move(text), secret, "…");
  return text;
}

int RunIngest(const IngestCall& call, const std::string& command_line) {
  IngestOptions options;
  options.inputs.assign(call.inputs.begin(), call.inputs.end());
  options.case_path = call.case_path;
  options.overwrite = call.force;
  options.reader = call.reader;
  options.recover = !call.no_recover;
  options.threads = call.threads;
  options.passwords = call.passwords;
  options.command_line = Masked(command_line, call.passwords);
  ProgressDisplay display(call.quiet, call.case_path);
  options.on_progress = [&display](const IngestProgress& progress) { display.Show(progress); };
  const IngestSummary summary = Ingest(options);
  display.End();
  return SayResult(summary, call.case_path, call.quiet);
}

}  // namespace

void AddIngestCommand(CLI::App& app, const std::string& command_line, int& status) {
  auto call = std::make_shared<IngestCall>();
  CLI::App* command = app.add_subcommand(
      "ingest", "Read event logs, reconstruct sessions and write a case database, or add to one");
  command
      ->add_option("PATH", call->inputs,
                   "Files, folders, archives and disk images; searched for event logs by content")
      ->required();
  command
      ->add_option("--password", call->passwords,
                   "Password of encrypted archives; may be given more than once")
      ->allow_extra_args(false)
      ->type_name("TEXT");
  command->add_option("-o,--output", call->case_path, "The case database to make, or to add to")
      ->required()
      ->type_name("CASE.db");
  command->add_flag("--force", call->force, "Replace an existing case instead of adding to it");
  command->add_flag("--quiet", call->quiet, "No progress and no summary; losses are still said");
  command
      ->add_option("--reader", call->reader,
                   "evtx reads everything; libevtx is the second, slower reader")
      ->capture_default_str();
  command->add_flag("--no-recover", call->no_recover,
                    "Listed records only: nothing from slack and damaged chunks");
  command
      ->add_option("--threads", call->threads,
                   "Threads that read; 0: one for each processor. The result is the same")
      ->capture_default_str()
      ->check(CLI::Range(0, 256))
      ->type_name("N");
  command->footer("Example:\n  logonloom ingest ./collected-evtx -o case.db");
  command->callback([call, command_line, &status] { status = RunIngest(*call, command_line); });
}

}  // namespace logonloom
