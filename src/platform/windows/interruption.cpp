#include "platform/interruption.h"

#include <windows.h>

#include <mutex>

namespace logonloom {
namespace {

std::mutex guard;
RemovalOnInterrupt::Files doomed;  // empty: nothing to remove

// Runs on a thread of its own. What it does not do is what Windows does: to end the process.
BOOL WINAPI RemoveAndGoOn(DWORD /*event*/) {
  const std::lock_guard lock(guard);
  for (const std::filesystem::path& path : doomed)
    if (!path.empty()) DeleteFileW(path.c_str());
  return FALSE;
}

}  // namespace

void ReportBrokenOutputAsError() {}

RemovalOnInterrupt::RemovalOnInterrupt(const Files& files) {
  const std::lock_guard lock(guard);
  doomed = files;
  SetConsoleCtrlHandler(RemoveAndGoOn, TRUE);
}

RemovalOnInterrupt::~RemovalOnInterrupt() {
  SetConsoleCtrlHandler(RemoveAndGoOn, FALSE);
  const std::lock_guard lock(guard);
  doomed = {};
}

}  // namespace logonloom
