// What the commands that read evidence into a case have in common.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "logonloom/ingest.h"

namespace logonloom {

struct IngestCall {
  std::vector<std::string> inputs;
  std::string case_path;
  bool force = false, quiet = false;
  unsigned threads = 0;

  // -o, --force, --quiet and --threads; the inputs are named by each command.
  void AddOptionsTo(CLI::App& command);
  // Fills what these say into `options`, runs, and says what came of it. Returns the exit status.
  int Run(IngestOptions options) const;
};

}  // namespace logonloom
