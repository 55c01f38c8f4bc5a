#include <fmt/format.h>

#include <memory>

#include "cli/app.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "pipeline/verify.h"
#include "report/visible_text.h"

namespace logonloom {
namespace {

void WriteReport(const VerifyReport& report, DataOutput& output) {
  output.Write(fmt::format("{:>10}  files, of which libevtx cannot open {}\n", report.files,
                           report.files_unreadable));
  output.Write(fmt::format("{:>10}  listed records read by evtx\n", report.records_first));
  output.Write(fmt::format("{:>10}  records read by libevtx\n", report.records_second));
  output.Write(fmt::format("{:>10}  records that are equal in every part\n", report.records_equal));
  output.Write(
      fmt::format("{:>10}  recovered records, which only evtx looks for\n", report.recovered));
  output.Write(fmt::format("{:>10}  damaged records, which evtx rejects\n", report.rejected));
  output.Write("\nDifferences, in records:\n");
  for (int i = 0; i < kDifferenceClasses; ++i) {
    const auto [name, meaning] = Describe(static_cast<DifferenceClass>(i));
    const std::uint64_t count = report.records_by_class[static_cast<std::size_t>(i)];
    if (count > 0 || i == 0) output.Write(fmt::format("{:>10}  {}: {}\n", count, name, meaning));
  }
  for (const VerifyFinding& finding : report.unexplained)
    output.Write(fmt::format("{}: record {} at offset {}: {}\n", VisibleText(finding.file.string()),
                             finding.record_id, finding.offset, VisibleText(finding.what)));
  if (report.unexplained_count > report.unexplained.size())
    output.Write(
        fmt::format("… and {} more.\n", report.unexplained_count - report.unexplained.size()));
}

int RunVerify(const std::vector<std::string>& inputs) {
  DataOutput output("");
  const VerifyReport report = Verify({inputs.begin(), inputs.end()}, {});
  WriteReport(report, output);
  output.Finish();
  return report.unexplained_count == 0 ? kComplete : kWithLosses;
}

}  // namespace

void AddVerifyCommand(CLI::App& app, int& status) {
  auto inputs = std::make_shared<std::vector<std::string>>();
  CLI::App* command = app.add_subcommand(
      "verify", "Read the same logs with two independent readers and compare every field");
  command->add_option("PATH", *inputs, "Files and folders, as for ingest")->required();
  command->footer(
      "Differences are put into classes; those with a name are known defects of libevtx. Anything "
      "unexplained is listed and gives status 1.\n"
      "Example:\n  logonloom verify ./collected-evtx");
  command->callback([inputs, &status] { status = RunVerify(*inputs); });
}

}  // namespace logonloom
