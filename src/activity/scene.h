// What the rules of this stage ask of a correlation: its events, and its sessions by logon id,
// account and moment.
#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "logonloom/sessions.h"

namespace logonloom {

class Scene {
 public:
  // `correlation` must outlive the scene; places may change meanwhile, sessions may not.
  explicit Scene(const Correlation& correlation);

  const Correlation& correlation() const { return c_; }
  Index size() const { return static_cast<Index>(c_.events.size()); }
  const Event& event(Index i) const { return c_.events[static_cast<std::size_t>(i)]; }
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
  // one (the filtered one stands for both); kNone if there is none or more than one.
  Index OnlySessionOf(Index boot, const User& user, FileTime time) const;
  bool WasOpen(const LogonSession& session, FileTime time) const;
  const std::vector<Index>& LogonsOf(Index boot) const;

 private:
  const Correlation& c_;
  std::map<std::pair<Index, Luid>, std::vector<Index>> by_id_;
  std::map<Index, std::vector<Index>> by_boot_, visits_;
};

// Whether two mentions on one machine mean one account: by SID where both have one, else by name,
// and by domain where both have one in the same form.
bool SameAccount(const User& a, const User& b);
// The same over machines: SIDs of machines' own accounts differ, so names and domains decide.
bool SameAccountAnywhere(const User& a, const User& b);
User UserOf(const Account& account);

}  // namespace logonloom
