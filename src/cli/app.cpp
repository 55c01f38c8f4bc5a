#include "cli/app.h"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "casedb/case_writer.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/near_miss.h"
#include "cli/view_options.h"
#include "logonloom/ingest.h"
#include "platform/interruption.h"

namespace logonloom {
namespace {

std::string JoinArguments(int argc, const char* const* argv) {
  std::string line;
  for (int i = 0; i < argc; ++i) line += (i > 0 ? " " : "") + std::string(argv[i]);
  return line;
}

void Describe(CLI::App& app) {
  app.set_version_flag("--version", "logonloom " LOGONLOOM_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  app.add_flag_function(
      "--json", [](std::int64_t) {}, "Messages as JSON, one object a line");
  app.footer(
      "Examples:\n"
      "  logonloom ingest ./collected-evtx -o case.db\n"
      "  logonloom sessions case.db\n"
      "  logonloom show case.db 10\n"
      "  logonloom report case.db -o report.html\n"
      "  logonloom export case.db sessions --format csv -o sessions.csv\n"
      "  sqlite3 case.db 'SELECT * FROM sessions'\n"
      "Exit status: 0 complete, 1 complete with losses, 2 usage, 3 unfinished.");
}

std::vector<std::string> CommandNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return names;
}

// What is told in the place of CLI11's words if a command or an option was mistyped.
std::string Mistyped(const CLI::App& app, int argc, const char* const* argv) {
  const CLI::App* command = nullptr;
  const std::vector<std::string> commands = CommandNames(app);
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (command == nullptr && !word.starts_with('-')) {
      if (std::find(commands.begin(), commands.end(), word) == commands.end())
        return "There is no command «" + word + "»." + DidYouMean(word, commands);
      command = app.get_subcommand(word);
    }
    if (command == nullptr || !word.starts_with("--")) continue;
    const std::string name = word.substr(0, word.find('='));
    std::vector<std::string> options = {"--json"};
    for (const CLI::Option* option : command->get_options())
      for (const std::string& long_name : option->get_lnames()) options.push_back("--" + long_name);
    if (std::find(options.begin(), options.end(), name) == options.end())
      return "There is no option «" + name + "» of " + command->get_name() + "." +
             DidYouMean(name, options);
  }
  return {};
}

// CLI11 reports help and version as exceptions too; those go to stdout with status 0.
int Explain(const CLI::App& app, const CLI::ParseError& error, int argc, const char* const* argv) {
  if (error.get_exit_code() == 0) return app.exit(error);
  std::string message = Mistyped(app, argc, argv);
  if (message.empty()) message = error.what();
  if (!message.ends_with('.') && !message.ends_with('?')) message += '.';
  Say(message + " See «logonloom --help».");
  return kUsage;
}

}  // namespace

int RunApp(int argc, const char* const* argv) {
  ReportBrokenOutputAsError();
  CLI::App app(
      "Logon sessions out of Windows event logs: who was on which machine, when, from "
      "where, and what they did.",
      "logonloom");
  Describe(app);
  // Also messages about a call that cannot be parsed.
  SayInJson(std::find(argv, argv + argc, std::string_view("--json")) != argv + argc);
  int status = kComplete;
  AddIngestCommand(app, JoinArguments(argc, argv), status);
  AddCarveCommand(app, JoinArguments(argc, argv), status);
  AddMergeCommand(app, JoinArguments(argc, argv), status);
  AddCheckCommand(app, status);
  AddSessionsCommand(app, status);
  AddShowCommand(app, status);
  AddExplainCommand(app, status);
  AddAtCommand(app, status);
  AddCoverageCommand(app, status);
  AddReportCommand(app, status);
  AddQueryCommand(app, status);
  AddAttributeCommand(app, status);
  AddExportCommand(app, status);
  AddDumpCommand(app, status);
  AddVerifyCommand(app, status);
  AddCompletionCommand(app, status);
  try {
    app.parse(argc, argv);
    return status;
  } catch (const CLI::ParseError& error) {
    return Explain(app, error, argc, argv);
  } catch (const IngestError& error) {
    Say(error.what());
    return error.kind == IngestError::Kind::kUsage ? kUsage : kUnfinished;
  } catch (const CaseError& error) {
    Say(error.what());
    return kUsage;
  } catch (const UsageError& error) {
    Say(error.what());
    return kUsage;
  } catch (const PagerClosed&) {
    return kComplete;
  } catch (const OutputError& error) {
    Say(error.what());
    return kUnfinished;
  } catch (const std::exception& error) {
    Say(std::string("Stopped: ") + error.what() + ".");
    return kUnfinished;
  }
}

}  // namespace logonloom
