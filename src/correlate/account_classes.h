// The class of each account that a machine's records name, by more than its name: people may bear
// the name of a computer, and Windows' own accounts have other names in other languages.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "correlate/event_order.h"
#include "correlate/home_names.h"
#include "correlate/user_directory.h"
#include "correlate/user_index.h"

namespace logonloom {

// A process of Windows' own, whomever its session belongs to.
bool HasSystemIntegrity(const Event& process);

class AccountClasses {
 public:
  // All that is given must outlive it.
  AccountClasses(const MachineEvents& machine, const EventIndex& index, const HomeNames& home,
                 const UserDirectory& directory);

  // `logon_id` is 0 where none is known.
  AccountClass Of(const User& user, Luid logon_id) const;

 private:
  using Name = std::pair<std::string, std::string>;  // and domain, lower case

  void ReadOwners(const EventIndex& index);
  void ReadIntegrity(const EventIndex& index);
  void Learn(const Account& account, AccountClass told);
  bool IsMaskedPerson(const User& user) const;
  bool IsOfOwnSam(const User& user) const;
  // Named as one of Windows' own in the language of the machine.
  AccountClass OfForeignName(const User& user) const;

  const MachineEvents& machine_;
  const HomeNames& home_;
  const UserDirectory& directory_;
  std::string machine_sid_;
  bool is_controller_ = false;  // whose own accounts are those of its domain
  std::map<Name, AccountClass> well_known_;
  std::vector<MaskedPerson> masked_;
  UserIndex masked_index_;  // → masked_, as if all were of one boot
};

}  // namespace logonloom
