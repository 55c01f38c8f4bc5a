#include <memory>

#include "cli/commands.h"
#include "cli/ingest_call.h"

namespace logonloom {

void AddCarveCommand(CLI::App& app, const std::string& command_line, int& status) {
  auto call = std::make_shared<IngestCall>();
  CLI::App* command = app.add_subcommand(
      "carve", "Search any bytes for chunks and records of event logs, and add them to a case");
  command
      ->add_option("FILE", call->inputs,
                   "Unallocated space, images of disks and memory, page files; E01, VMDK and VHDX "
                   "too")
      ->required();
  call->AddOptionsTo(*command);
  command->footer(
      "Examples:\n"
      "  logonloom carve memory.raw pagefile.sys -o case.db\n"
      "  blkls image.dd > free.bin && logonloom carve free.bin -o case.db");
  command->callback([call, command_line, &status] {
    IngestOptions options;
    options.carve = true;
    options.command_line = command_line;
    status = call->Run(std::move(options));
  });
}

}  // namespace logonloom
