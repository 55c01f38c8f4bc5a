#include "events/catalogue.h"

#include <array>

namespace logonloom {

std::span<const std::span<const LogFamily>> Catalogue() {
  static const std::array kAll = {SecurityFamilies(), SystemFamilies(), TerminalServicesFamilies(),
                                  RemoteAccessFamilies(), SysmonFamilies(), ActivityFamilies()};
  return kAll;
}

}  // namespace logonloom
