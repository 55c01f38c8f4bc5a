// The commands; each adds itself to the parser and runs when it was chosen.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace logonloom {

// Each sets `status` to the exit status when its command has run.
void AddIngestCommand(CLI::App& app, const std::string& command_line, int& status);
void AddCarveCommand(CLI::App& app, const std::string& command_line, int& status);
void AddMergeCommand(CLI::App& app, const std::string& command_line, int& status);
void AddCheckCommand(CLI::App& app, int& status);
void AddSessionsCommand(CLI::App& app, int& status);
void AddShowCommand(CLI::App& app, int& status);
void AddExplainCommand(CLI::App& app, int& status);
void AddAtCommand(CLI::App& app, int& status);
void AddCoverageCommand(CLI::App& app, int& status);
void AddQueryCommand(CLI::App& app, int& status);
void AddReportCommand(CLI::App& app, int& status);
void AddAttributeCommand(CLI::App& app, int& status);
void AddCompletionCommand(CLI::App& app, int& status);
void AddExportCommand(CLI::App& app, int& status);
void AddDumpCommand(CLI::App& app, int& status);
void AddVerifyCommand(CLI::App& app, int& status);

}  // namespace logonloom
