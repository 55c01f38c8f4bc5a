#include "platform/machine.h"

#include <malloc.h>
#include <sys/utsname.h>

namespace logonloom {

std::string MachineName() {
  utsname names = {};
  if (uname(&names) != 0) return {};
  return std::string(names.nodename) + " (" + names.sysname + " " + names.machine + ")";
}

void ReturnFreeMemory() { malloc_trim(0); }

}  // namespace logonloom
