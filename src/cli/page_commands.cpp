// show, explain, at and coverage: pages for people.
#include <memory>

#include "cli/app.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/view_options.h"
#include "platform/pager.h"
#include "report/coverage_page.h"
#include "report/session_find.h"
#include "report/session_reasons.h"
#include "report/session_story.h"
#include "report/who_was_there.h"

namespace logonloom {
namespace {

struct PageCall {
  std::string case_path, session, host, time, assume_zone;
  std::vector<std::string> hosts;
  bool whole = false;
  LookOptions look;
};

template <typename Write>
int ShowPage(const PageCall& call, const Write& write) {
  const TimeZone zone = ReadZone(call.look.zone);
  const TextLook look = ReadLook(call.look);
  const Pager pager(!call.look.no_pager, look.colour);
  DataOutput output("");
  TextPage page(look, [&output](std::string_view text) { output.Write(text); });
  write(zone, page);
  output.Finish();
  return kComplete;
}

int RunShow(const PageCall& call) {
  const CaseReader reader(call.case_path);
  const std::int64_t session = FindSession(reader, call.session);
  return ShowPage(call, [&](const TimeZone& zone, TextPage& page) {
    WriteStory(reader, session, {zone, call.whole}, page);
  });
}

int RunExplain(const PageCall& call) {
  const CaseReader reader(call.case_path);
  const std::int64_t session = FindSession(reader, call.session);
  return ShowPage(call, [&](const TimeZone& zone, TextPage& page) {
    WriteReasons(reader, session, {zone, call.whole}, page);
  });
}

int RunAt(const PageCall& call) {
  const CaseReader reader(call.case_path);
  const FileTime time = ReadMoment(call.time, call.assume_zone);
  return ShowPage(call, [&](const TimeZone& zone, TextPage& page) {
    WriteWhoWasThere(reader, call.host, time, zone, page);
  });
}

int RunCoverage(const PageCall& call) {
  const CaseReader reader(call.case_path);
  return ShowPage(call, [&](const TimeZone& zone, TextPage& page) {
    WriteCoverage(reader, call.hosts, zone, page);
  });
}

CLI::App* AddPage(CLI::App& app, const std::shared_ptr<PageCall>& call, const char* name,
                  const char* help) {
  CLI::App* command = app.add_subcommand(name, help);
  command->add_option("CASE", call->case_path, "A case database")->required()->type_name("CASE.db");
  AddLookOptions(*command, call->look);
  return command;
}

void AddSessionPage(CLI::App& app, int& status, const char* name, const char* help,
                    int (*run)(const PageCall&)) {
  auto call = std::make_shared<PageCall>();
  CLI::App* command = AddPage(app, call, name, help);
  command->add_option("SESSION", call->session, "Its number or its key (S-…)")->required();
  command->add_flag("--all", call->whole, "Every line, also of long sections");
  command->footer(std::string("Examples:\n  logonloom ") + name + " case.db 10\n  logonloom " +
                  name + " case.db S-9vyg2q0f80 --tz Europe/Berlin");
  command->callback([call, run, &status] { status = run(*call); });
}

}  // namespace

void AddShowCommand(CLI::App& app, int& status) {
  AddSessionPage(app, status, "show", "Tell the story of one session", &RunShow);
}

void AddExplainCommand(CLI::App& app, int& status) {
  AddSessionPage(app, status, "explain", "Tell why the case says of a session what it says",
                 &RunExplain);
}

void AddAtCommand(CLI::App& app, int& status) {
  auto call = std::make_shared<PageCall>();
  CLI::App* command = AddPage(app, call, "at", "Tell who was on a machine at a moment");
  command->add_option("HOST", call->host, "The machine: whole or short name, or a glob")
      ->required();
  command->add_option("TIME", call->time, "The moment, as 2024-03-05T22:10Z")->required();
  command->add_option("--assume-tz", call->assume_zone, "Zone of a time that comes without one")
      ->type_name("ZONE");
  command->footer(
      "Examples:\n  logonloom at case.db WS01 2024-03-05T22:10Z\n"
      "  logonloom at case.db 'FS*' '2024-03-05 23:10' --assume-tz Europe/Berlin");
  command->callback([call, &status] { status = RunAt(*call); });
}

void AddCoverageCommand(CLI::App& app, int& status) {
  auto call = std::make_shared<PageCall>();
  CLI::App* command =
      AddPage(app, call, "coverage", "Tell what evidence there is, and what it cannot show");
  command->add_option("--host", call->hosts, "Only these machines: names, globs")
      ->delimiter(',')
      ->type_name("NAME,…");
  command->footer(
      "Examples:\n  logonloom coverage case.db\n"
      "  logonloom coverage case.db --host 'FS*' > coverage.txt");
  command->callback([call, &status] { status = RunCoverage(*call); });
}

}  // namespace logonloom
