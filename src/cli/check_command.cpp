#include <fmt/format.h>

#include <memory>

#include "cli/app.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "pipeline/check.h"
#include "report/visible_text.h"

namespace logonloom {
namespace {

int RunCheck(const std::string& case_path) {
  DataOutput output("");
  const CheckReport report = CheckCase(case_path, {});
  for (const CheckFinding& finding : report.findings)
    output.Write(
        fmt::format("{}  {}\n", finding.good ? "good" : "BAD ", VisibleText(finding.what)));
  output.Write(fmt::format("{}  Evidence files: {} unchanged, {} changed, {} not there any more.\n",
                           report.files_changed == 0 ? "good" : "BAD ", report.files_unchanged,
                           report.files_changed, report.files_gone));
  output.Finish();
  return report.good() ? kComplete : kWithLosses;
}

}  // namespace

void AddCheckCommand(CLI::App& app, int& status) {
  auto case_path = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand(
      "check", "Check that a case is whole and that its evidence has not changed");
  command->add_option("CASE", *case_path, "A case database")->required()->type_name("CASE.db");
  command->footer("Status 1 if anything is bad.\nExample:\n  logonloom check case.db");
  command->callback([case_path, &status] { status = RunCheck(*case_path); });
}

}  // namespace logonloom
