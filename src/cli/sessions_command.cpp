#include <fmt/format.h>

#include <memory>

#include "cli/app.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "report/session_table.h"

namespace logonloom {
namespace {

int RunSessions(const std::string& case_path, bool all) {
  const CaseReader reader(case_path);
  DataOutput output("");
  SessionTableOptions options;
  options.all = all;
  const SessionTableSummary summary =
      WriteSessionTable(reader, options, [&output](std::string_view text) { output.Write(text); });
  output.Finish();
  if (summary.hidden_accounts + summary.hidden_abandoned > 0)
    Say(
        fmt::format("Left out: {} sessions of machine, service, anonymous and system accounts, {} "
                    "abandoned connections. --all shows them.",
                    summary.hidden_accounts, summary.hidden_abandoned));
  return kComplete;
}

}  // namespace

void AddSessionsCommand(CLI::App& app, int& status) {
  struct Call {
    std::string case_path;
    bool all = false;
  };
  auto call = std::make_shared<Call>();
  CLI::App* command = app.add_subcommand("sessions", "List the access sessions of a case, by time");
  command->add_option("CASE", call->case_path, "A case database")->required()->type_name("CASE.db");
  command->add_flag("--all", call->all,
                    "Also machine, service, anonymous and system accounts and abandoned attempts");
  command->footer(
      "«(try)» marks the time of an attempt that did not succeed, «>» a lower bound of an end.\n"
      "Example:\n  logonloom sessions case.db");
  command->callback([call, &status] { status = RunSessions(call->case_path, call->all); });
}

}  // namespace logonloom
