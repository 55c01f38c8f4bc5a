#include <fmt/format.h>

#include <memory>

#include "cli/app.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/output_target.h"
#include "pipeline/dump.h"
#include "report/record_json.h"
#include "report/record_xml.h"
#include "report/visible_text.h"

namespace logonloom {
namespace {

struct DumpCall {
  std::vector<std::string> inputs;
  std::vector<std::uint32_t> event_ids;
  std::vector<std::string> passwords;
  std::string format = "jsonl", output;
  std::string reader{kDefaultReader};
  bool recovered = false, no_recover = false, force = false;
};

DumpOptions OptionsOf(const DumpCall& call) {
  DumpOptions options;
  options.inputs.assign(call.inputs.begin(), call.inputs.end());
  options.reader = {call.reader, !call.no_recover};
  options.event_ids.insert(call.event_ids.begin(), call.event_ids.end());
  options.recovered_only = call.recovered;
  options.passwords = call.passwords;
  return options;
}

int RunDump(const DumpCall& call) {
  if (!MayWrite(call.output, call.force)) return kUsage;
  const bool xml = call.format == "xml";
  DataOutput output(call.output);
  if (xml) output.Write(EventsBegin());
  const DumpSummary summary = Dump(
      OptionsOf(call),
      [&](const Record& record, const std::filesystem::path& path) {
        output.Write(xml ? RecordAsXml(record, path.string())
                         : RecordAsJson(record, path.string()));
      },
      [](const Diagnostic& diagnostic, const std::filesystem::path& path) {
        if (diagnostic.severity == Severity::kInfo) return;
        const std::string place =
            diagnostic.offset ? fmt::format(" at offset {}", *diagnostic.offset) : std::string();
        Say(fmt::format("{}{}: {}", VisibleText(path.string()), place,
                        VisibleText(diagnostic.message)));
      });
  if (xml) output.Write(EventsEnd());
  output.Finish();
  Say(fmt::format("{} records of {} files.", summary.records, summary.files));
  return summary.complete() ? kComplete : kWithLosses;
}

}  // namespace

void AddDumpCommand(CLI::App& app, int& status) {
  auto call = std::make_shared<DumpCall>();
  CLI::App* command =
      app.add_subcommand("dump", "Write every record of event logs, with where it stands");
  command->add_option("FILE", call->inputs, "Files, folders and archives, as for ingest")
      ->required();
  command->add_option("--password", call->passwords, "Password of encrypted archives")
      ->allow_extra_args(false)
      ->type_name("TEXT");
  command->add_option("--format", call->format, "jsonl or xml (Windows' Event schema)")
      ->check(CLI::IsMember({"jsonl", "xml"}))
      ->capture_default_str();
  command->add_option("--event-id", call->event_ids, "Only events of these ids")->delimiter(',');
  command->add_flag("--recovered", call->recovered,
                    "Only records that Windows does not list any more");
  command->add_flag("--no-recover", call->no_recover, "Only records that Windows lists");
  command->add_option("--reader", call->reader, "evtx or libevtx")->capture_default_str();
  command->add_option("-o,--output", call->output, "The file to write; stdout without it");
  command->add_flag("--force", call->force, "Replace an existing file");
  command->footer("Example:\n  logonloom dump Security.evtx --event-id 4624,4625 > logons.jsonl");
  command->callback([call, &status] { status = RunDump(*call); });
}

}  // namespace logonloom
