#include <memory>
#include <utility>

#include "base/replace_all.h"
#include "cli/commands.h"
#include "cli/ingest_call.h"

namespace logonloom {
namespace {

struct EventLogCall : IngestCall {
  std::vector<std::string> passwords;
  bool no_recover = false;
  std::string reader = IngestOptions().reader;
};

// A password is nothing that a case should tell.
std::string Masked(std::string text, const std::vector<std::string>& secrets) {
  for (const std::string& secret : secrets) text = ReplaceAll(std::move(text), secret, "…");
  return text;
}

}  // namespace

void AddIngestCommand(CLI::App& app, const std::string& command_line, int& status) {
  auto call = std::make_shared<EventLogCall>();
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
  call->AddOptionsTo(*command);
  command
      ->add_option("--reader", call->reader,
                   "evtx reads everything; libevtx is the second, slower reader")
      ->capture_default_str();
  command->add_flag("--no-recover", call->no_recover,
                    "Listed records only: nothing from slack and damaged chunks");
  command->footer("Example:\n  logonloom ingest ./collected-evtx -o case.db");
  command->callback([call, command_line, &status] {
    IngestOptions options;
    options.reader = call->reader;
    options.recover = !call->no_recover;
    options.passwords = call->passwords;
    options.command_line = Masked(command_line, call->passwords);
    status = call->Run(std::move(options));
  });
}

}  // namespace logonloom
