#include "cli/app.h"

#include <csignal>
#include <exception>
#include <string>

#include "casedb/case_writer.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "logonloom/ingest.h"

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
  app.footer(
      "Examples:\n"
      "  logonloom ingest ./collected-evtx -o case.db\n"
      "  logonloom sessions case.db\n"
      "  logonloom export case.db sessions --format csv -o sessions.csv\n"
      "  sqlite3 case.db 'SELECT * FROM sessions'\n"
      "Exit status: 0 complete, 1 complete with losses, 2 usage, 3 unfinished.");
}

// CLI11 reports help and version as exceptions too; those go to stdout with status 0.
int Explain(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return app.exit(error);
  std::string message = error.what();
  if (!message.ends_with('.')) message += '.';
  Say(message + " See «logonloom --help».");
  return kUsage;
}

}  // namespace

int RunApp(int argc, const char* const* argv) {
  // A closed pipe and a file that may not grow are errors of the write, told once.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  CLI::App app(
      "Logon sessions out of Windows event logs: who was on which machine, when, from "
      "where, and what they did.",
      "logonloom");
  Describe(app);
  int status = kComplete;
  AddIngestCommand(app, JoinArguments(argc, argv), status);
  AddMergeCommand(app, JoinArguments(argc, argv), status);
  AddCheckCommand(app, status);
  AddSessionsCommand(app, status);
  AddExportCommand(app, status);
  AddDumpCommand(app, status);
  AddVerifyCommand(app, status);
  try {
    app.parse(argc, argv);
    return status;
  } catch (const CLI::ParseError& error) {
    return Explain(app, error);
  } catch (const IngestError& error) {
    Say(error.what());
    return error.kind == IngestError::Kind::kUsage ? kUsage : kUnfinished;
  } catch (const CaseError& error) {
    Say(error.what());
    return kUsage;
  } catch (const OutputError& error) {
    Say(error.what());
    return kUnfinished;
  } catch (const std::exception& error) {
    Say(std::string("Stopped: ") + error.what() + ".");
    return kUnfinished;
  }
}

}  // namespace logonloom
