#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "cli/app.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/output_target.h"
#include "cli/view_options.h"
#include "report/attribute.h"

namespace logonloom {
namespace {

struct AttributeCall {
  std::string case_path, timeline, output, assume_zone;
  bool force = false;
  AttributeOptions options;
};

int RunAttribute(AttributeCall& call) {
  if (!MayWrite(call.output, call.force)) return kUsage;
  const CaseReader reader(call.case_path);
  std::ifstream timeline(std::filesystem::path(call.timeline), std::ios::binary);
  if (!timeline)
    throw UsageError(fmt::format("The timeline {} cannot be read. Check its name.", call.timeline));
  if (!call.assume_zone.empty()) call.options.assumed = ReadZone(call.assume_zone);
  DataOutput output(call.output);
  try {
    const AttributeSummary summary = AttributeTimeline(
        reader, timeline, call.options, [&output](std::string_view text) { output.Write(text); });
    output.Finish();
    Say(fmt::format("{} rows, {} of them in somebody's session.", summary.rows,
                    summary.attributed));
    if (summary.without_time > 0)
      Say(
          fmt::format("{} rows have no time that could be read. If their times have no zone, name "
                      "it with --assume-tz.",
                      summary.without_time));
    if (summary.unknown_host > 0)
      Say(fmt::format("{} rows are of machines that the case does not know.",
                      summary.unknown_host));
    return kComplete;
  } catch (const TimelineError& error) {
    throw UsageError(error.what());
  }
}

}  // namespace

void AddAttributeCommand(CLI::App& app, int& status) {
  auto call = std::make_shared<AttributeCall>();
  CLI::App* command =
      app.add_subcommand("attribute", "Add sessions to the rows of another tool's timeline");
  command->add_option("CASE", call->case_path, "A case database")->required()->type_name("CASE.db");
  command->add_option("TIMELINE", call->timeline, "CSV of Plaso, EvtxECmd, MFTECmd or another tool")
      ->required()
      ->type_name("TIMELINE.csv");
  command->add_option("-o,--output", call->output, "The file to write; stdout without it")
      ->type_name("FILE");
  const auto column = [&](const char* name, std::string& target, const char* help) {
    command->add_option(name, target, help)->type_name("COLUMN");
  };
  column("--time", call->options.time_column, "Column of the time");
  column("--host-column", call->options.host_column, "Column of the machine");
  column("--user-column", call->options.user_column, "Column of the user");
  command->add_option("--host", call->options.host, "The machine of all rows")->type_name("NAME");
  command->add_option("--assume-tz", call->assume_zone, "Zone of times that come without one")
      ->type_name("ZONE");
  command->add_flag("--force", call->force, "Replace an existing file");
  command->footer(
      "Examples:\n  logonloom attribute case.db plaso.csv -o with_sessions.csv\n"
      "  logonloom attribute case.db mft.csv --host WS01 --time Created0x10 --assume-tz UTC");
  command->callback([call, &status] { status = RunAttribute(*call); });
}

}  // namespace logonloom
