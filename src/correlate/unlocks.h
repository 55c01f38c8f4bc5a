// When Security tells that people unlocked their desktops: somebody was connected to them.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "logonloom/event.h"

namespace logonloom {

class Unlocks {
 public:
  // Takes logons of type 7, `time` being when.
  void Add(const Event& e, FileTime time);
  void Sort();
  // When the user of `e` unlocked a desktop first behind `time`.
  std::optional<FileTime> FirstBehind(const Event& e, FileTime time) const;

 private:
  std::unordered_map<std::string, std::vector<FileTime>> of_user_;  // by name in lower case
};

}  // namespace logonloom
