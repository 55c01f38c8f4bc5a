#include <fmt/format.h>

#include <memory>

#include "cli/app.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "logonloom/ingest.h"

namespace logonloom {
namespace {

constexpr int kBarWidth = 24;

std::string Bar(const IngestProgress& p) {
  const double share = p.bytes_total > 0
                           ? static_cast<double>(p.bytes_done) / static_cast<double>(p.bytes_total)
                           : 1;
  const int filled = static_cast<int>(share * kBarWidth);
  return fmt::format("[{:#<{}}{:.<{}}] {:3.0f} %  {} of {} files, {} records, {}", "", filled, "",
                     kBarWidth - filled, share * 100, p.files_done, p.files_total, p.records,
                     p.stage);
}

// A bar on a terminal; elsewhere a line for each stage, so that logs stay short.
class ProgressDisplay {
 public:
  explicit ProgressDisplay(bool quiet) : quiet_(quiet), terminal_(StderrIsTerminal()) {}
  void Show(const IngestProgress& progress) {
    if (quiet_) return;
    if (terminal_) {
      DrawProgress(Bar(progress));
    } else if (progress.stage != stage_) {
      stage_ = progress.stage;
      Say(fmt::format("{} ({} files, {} records so far)", progress.stage, progress.files_total,
                      progress.records));
    }
  }
  void End() const {
    if (!quiet_ && terminal_) EndProgress();
  }

 private:
  bool quiet_, terminal_;
  std::string stage_;
};

void SayLosses(const IngestSummary& s) {
  Say(
      fmt::format("Evidence was lost: {} files could not be read, {} are cut short, {} records "
                  "could not be read. The view warnings says which and why.",
                  s.files_unreadable, s.files_truncated, s.records_rejected));
}

void SaySummary(const IngestSummary& s, const std::string& case_path) {
  Say(fmt::format("{} files, {} records: {} stored, {} not of interest, {} duplicates, {} lost.",
                  s.files, s.records_seen, s.records_stored, s.records_filtered,
                  s.records_duplicate, s.records_rejected));
  Say(fmt::format("{} machines, {} boots, {} logon sessions, {} access sessions in {}.", s.hosts,
                  s.boots, s.logon_sessions, s.sessions, case_path));
}

struct IngestCall {
  std::vector<std::string> inputs;
  std::string case_path;
  bool force = false, quiet = false;
  bool no_recover = false;
  unsigned threads = 0;
  std::string reader = IngestOptions().reader;
};

int RunIngest(const IngestCall& call, const std::string& command_line) {
  IngestOptions options;
  options.inputs.assign(call.inputs.begin(), call.inputs.end());
  options.case_path = call.case_path;
  options.overwrite = call.force;
  options.reader = call.reader;
  options.recover = !call.no_recover;
  options.threads = call.threads;
  options.command_line = command_line;
  ProgressDisplay display(call.quiet);
  options.on_progress = [&display](const IngestProgress& progress) { display.Show(progress); };
  IngestSummary summary;
  try {
    summary = Ingest(options);
  } catch (...) {
    display.End();
    throw;
  }
  display.End();
  if (!call.quiet) SaySummary(summary, call.case_path);
  if (summary.complete()) return kComplete;
  SayLosses(summary);
  return kWithLosses;
}

}  // namespace

void AddIngestCommand(CLI::App& app, const std::string& command_line, int& status) {
  auto call = std::make_shared<IngestCall>();
  CLI::App* command = app.add_subcommand(
      "ingest", "Read event logs, reconstruct sessions and write a case database");
  command
      ->add_option("PATH", call->inputs,
                   "Files and folders; folders are searched for event logs by content")
      ->required();
  command->add_option("-o,--output", call->case_path, "The case database to make")
      ->required()
      ->type_name("CASE.db");
  command->add_flag("--force", call->force, "Replace an existing case");
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
