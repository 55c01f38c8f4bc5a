// Which accounts a machine's logs know: records that give only a SID, or only a name, get the rest.
#pragma once

#include <map>
#include <string>

#include "correlate/history.h"

namespace logonloom {

class UserDirectory {
 public:
  explicit UserDirectory(const History& history);
  // Fills the name and domain of a SID; the SID of a name that only one account of the machine has.
  void Complete(User& user) const;

 private:
  std::map<std::string, User> of_sid_;
  std::map<std::string, User> of_name_;  // lower case; no SID: several bear it
};

}  // namespace logonloom
