// What the rules of this stage ask of a correlation: its events, and its sessions by logon id,
// account and moment.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "activity/account_index.h"
#include "logonloom/sessions.h"

namespace logonloom {

// Machine or boot, and a number that is unique inside it.
struct NumberIn {
  Index place = kNone;
  std::uint64_t number = 0;
  friend bool operator==(const NumberIn&, const NumberIn&) = default;
};
struct NumberInHash {
  std::size_t operator()(const NumberIn& key) const noexcept {
    std::uint64_t mixed =
        key.number * 0x9e3779b97f4a7c15ULL + static_cast<std::uint64_t>(key.place + 1);
    mixed ^= mixed >> 31;
    return static_cast<std::size_t>(mixed * 0xbf58476d1ce4e5b9ULL);
  }
};
template <typename Value>
using NumberMap = std::unordered_map<NumberIn, Value, NumberInHash>;

class Scene {
 public:
  // `correlation` must outlive the scene; places may change meanwhile, sessions may not.
  explicit Scene(const Correlation& correlation);

  const Correlation& correlation() const { return c_; }
  Index size() const { return static_cast<Index>(c_.events.size()); }
  const Event& event(Index i) const { return c_.events[static_cast<std::size_t>(i)]; }
  // As event(i).kind; the kinds lie close together, so that rules pass over what is not theirs
  // without touching the events.
  EventKind kind(Index i) const { return kinds_[static_cast<std::size_t>(i)]; }
  const EventPlace& place(Index i) const { return c_.places[static_cast<std::size_t>(i)]; }
  const LogonSession& logon(Index i) const {
    return c_.logon_sessions[static_cast<std::size_t>(i)];
  }
  const AccessSession& access(Index i) const {
    return c_.access_sessions[static_cast<std::size_t>(i)];
  }

  // The session of that logon id in that boot, the last one that had begun by `time`; kNone.
  Index FindLogon(Index boot, Luid id, FileTime time) const;
  // The visit of a logon session that was open at `time`; kNone.
  Index FindVisit(Index logon, FileTime time) const;
  // The one session of an account that was open at `time` of a boot, the halves of a pair being
  // one (the filtered one stands for both); kNone if there is none or more than one. Accounts of
  // which each boot has one session (SYSTEM …) give that.
  Index OnlySessionOf(Index boot, const AccountName& account, FileTime time) const;
  bool WasOpen(const LogonSession& session, FileTime time) const;

 private:
  const Correlation& c_;
  std::vector<EventKind> kinds_;
  NumberMap<std::vector<Index>> by_id_;
  std::vector<std::vector<Index>> visits_;  // by logon session
  AccountIndex accounts_;
};

}  // namespace logonloom
