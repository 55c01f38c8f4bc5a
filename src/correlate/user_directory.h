// Which accounts a machine's logs know: records that give only a SID, or only a name, get the rest.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/flat_map.h"
#include "correlate/event_index.h"
#include "correlate/users.h"

namespace logonloom {

// An account can have several names: that of the machine and that of the Microsoft account, with
// the short and with the long name of the domain.
class UserDirectory {
 public:
  // Of all events of a machine. The accounts that the logs of desktops tell by name alone get their
  // SIDs, so that they are the same as LSA's; Restore takes that back. `home` must outlive it.
  UserDirectory(std::span<Event> events, const EventIndex& index, const HomeNames& home);
  void Restore(std::span<Event> events) const;

  // Fills the name and domain of a SID; the SID of a name that only one account of the machine has.
  void Complete(User& user) const;
  // Who gave out most of the SIDs of accounts of the machine's own domain; empty if there are none.
  std::string MachineSid() const;

 private:
  struct Known {
    std::size_t records = 0;  // that name it
    bool trusted = false;     // LSA does
  };
  struct Mention {
    Symbol sid, name, domain;
    friend bool operator==(const Mention&, const Mention&) = default;
  };
  struct MentionHash {
    std::size_t operator()(const Mention& mention) const noexcept;
  };
  struct Entry {
    Symbol domain, sid;
  };
  void Read(std::span<const Event> events);
  void ReadWriters(std::span<const Event> events, const EventIndex& index);
  // Whether nothing that is known of the name or the SID speaks against it.
  bool Agrees(const Account& account) const;
  void ReadActors(std::span<const Event> events, const EventIndex& index);
  void ReadDesktops(std::span<const Event> events, const EventIndex& index);
  // Of the account whose logon opened the desktop; empty if there is none, or more than one.
  Symbol SidAhead(const Event& desktop, std::span<const Event* const> logons) const;
  void Add(const Account& account);
  void AddName(const Account& account);
  void Identify(std::span<Event> events, const EventIndex& index);
  // Empty if there is none, or more than one.
  Symbol SidOf(std::string_view name, std::string_view domain) const;

  const HomeNames& home_;
  FlatMap<Mention, Known, MentionHash> mentions_;      // of accounts with a SID
  std::unordered_map<std::string_view, User> of_sid_;
  std::map<std::string, std::vector<Entry>> of_name_;  // lower case
  std::vector<std::size_t> identified_;                // events
};

}  // namespace logonloom
