// Which boot the Security log shows a user's act in, where clocks were set so that boots overlap.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "logonloom/event.h"

namespace logonloom {

// One act is told by several channels within moments. `place`: the boot's place on its machine.
class BootWitnesses {
 public:
  // Takes what Security tells of people's logons, logoffs and reconnects.
  void Add(const Event& e, std::ptrdiff_t place);
  void Sort();
  // The only boot of [from, to) in which the user of `e` was told of at its moment.
  std::optional<std::ptrdiff_t> BootOf(const Event& e, std::ptrdiff_t from,
                                       std::ptrdiff_t to) const;

 private:
  std::unordered_map<std::string, std::vector<std::pair<FileTime, std::ptrdiff_t>>> of_user_;
};

}  // namespace logonloom
