#include "platform/interruption.h"

#include <windows.h>

#include <mutex>

namespace logonloom {
namespace {

std::mutex guard;
std::filesystem::path doomed;  // empty: nothing to remove

// Runs on a thread of its own. What it does not do is what Windows does: to end the process.
BOOL WINAPI RemoveAndGoOn(DWORD /*event*/) {
  const std::lock_guard lock(guard);
  if (!doomed.empty()) DeleteFileW(doomed.c_str());
  return FALSE;
}

}  // namespace

void ReportBrokenOutputAsError() {}

RemovalOnInterrupt::RemovalOnInterrupt(const std::filesystem::path& path) {
  const std::lock_guard lock(guard);
  doomed = path;
  SetConsoleCtrlHandler(RemoveAndGoOn, TRUE);
}

RemovalOnInterrupt::~RemovalOnInterrupt() {
  SetConsoleCtrlHandler(RemoveAndGoOn, FALSE);
  const std::lock_guard lock(guard);
  doomed.clear();
}

}  // namespace logonloom
