#include <fmt/format.h>

#include <memory>

#include "cli/app.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/view_options.h"
#include "platform/pager.h"
#include "report/export.h"
#include "report/session_table.h"

namespace logonloom {
namespace {

struct SessionsCall {
  std::string case_path;
  std::string format = "table";
  bool all = false;
  FilterOptions filter;
  LookOptions look;
};

void SayLeftOut(const CaseReader& reader, const Condition& asked, const FilterOptions& filter) {
  const auto count = [&](const char* sql) { return reader.Count("sessions", Both(asked, sql)); };
  const std::int64_t accounts = filter.classes.empty() ? count("account_class <> 'user'") : 0;
  const std::int64_t abandoned =
      filter.outcomes.empty()
          ? count(filter.classes.empty() ? "account_class = 'user' AND outcome = 'abandoned'"
                                         : "outcome = 'abandoned'")
          : 0;
  if (accounts + abandoned > 0)
    Say(
        fmt::format("Left out: {} sessions of machine, service, anonymous and system accounts, {} "
                    "abandoned connections. --all shows them.",
                    accounts, abandoned));
}

int RunSessions(const SessionsCall& call) {
  CaseReader reader(call.case_path);
  const Condition asked =
      ConditionFor(reader, "sessions", ReadFilter(reader, "sessions", call.filter));
  const Condition wanted = call.all ? asked : Both(asked, OrdinarySessions(call.filter));
  const TimeZone zone = ReadZone(call.look.zone);
  const TextLook look = ReadLook(call.look);
  {
    const Pager pager(!call.look.no_pager && call.format == "table", look.colour);
    DataOutput output("");
    const TextSink sink = [&output](std::string_view text) { output.Write(text); };
    if (call.format == "table") {
      WriteSessionTable(reader, wanted, zone, look, sink);
    } else {
      ExportOptions options;
      options.view = "sessions";
      options.format = call.format == "csv" ? ExportFormat::kCsv : ExportFormat::kJsonLines;
      options.condition = wanted;
      options.order = kSessionOrder;
      ExportView(reader, options, sink);
    }
    output.Finish();
  }
  if (!call.all) SayLeftOut(reader, asked, call.filter);
  return kComplete;
}

}  // namespace

void AddSessionsCommand(CLI::App& app, int& status) {
  auto call = std::make_shared<SessionsCall>();
  CLI::App* command = app.add_subcommand("sessions", "List the access sessions of a case, by time");
  command->add_option("CASE", call->case_path, "A case database")->required()->type_name("CASE.db");
  command->add_flag("--all", call->all,
                    "Also machine, service, anonymous and system accounts and abandoned attempts");
  command->add_option("--format", call->format, "table, csv or jsonl")
      ->check(CLI::IsMember({"table", "csv", "jsonl"}))
      ->capture_default_str();
  AddFilterOptions(*command, call->filter);
  AddLookOptions(*command, call->look);
  command->footer(
      "«(try)» marks the time of an attempt that did not succeed, «>» a lower bound of an end.\n"
      "Examples:\n  logonloom sessions case.db\n"
      "  logonloom sessions case.db --host 'WS*' --ip 203.0.113.0/24 --since 2024-03-05T21:00Z\n"
      "  logonloom sessions case.db --user @watchlist.txt --format csv");
  command->callback([call, &status] { status = RunSessions(*call); });
}

}  // namespace logonloom
