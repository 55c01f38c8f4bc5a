#include "platform/machine.h"

#include <windows.h>

#include <filesystem>

namespace logonloom {

std::string MachineName() {
  wchar_t name[256] = {};
  DWORD size = sizeof name / sizeof *name;
  if (GetComputerNameExW(ComputerNamePhysicalDnsHostname, name, &size) == 0) return {};
  return std::filesystem::path(name).string() + " (Windows x86_64)";
}

void ReturnFreeMemory() {}

}  // namespace logonloom
