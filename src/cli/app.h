// The command line: options in, exit status out.
#pragma once

namespace logonloom {

// Exit statuses of all commands.
enum ExitStatus : int {
  kComplete = 0,    // all evidence was read
  kWithLosses = 1,  // done, but evidence was lost; stderr says how much
  kUsage = 2,       // nothing was done: the call or its inputs are wrong
  kUnfinished = 3,  // stopped by the machine: full disk, unwritable file
};

int RunApp(int argc, const char* const* argv);

}  // namespace logonloom
