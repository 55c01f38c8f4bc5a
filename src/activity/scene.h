// What the rules of this stage ask of a correlation: its events, and its sessions by logon id,
// account and moment.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "activity/account_index.h"
#include "logonloom/sessions.h"
#include "model/desktop_visits.h"
#include "model/index_range.h"
#include "model/number_in.h"

namespace logonloom {

// The session of an account at a moment: a logon session, the visit that was open then, or both.
struct SessionThen {
  Index logon_session = kNone;
  Index access_session = kNone;
  bool empty() const { return logon_session == kNone && access_session == kNone; }
};

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
  // May have been, that is, where its begin or end is not known: within its boot.
  bool WasOpen(const LogonSession& session, FileTime time) const;

 private:
  std::optional<FileTime> StartOf(Index boot, Index host) const;

  const Correlation& c_;
  std::vector<EventKind> kinds_;
};

// One machine's part of a scene, which must outlive it. Indices are those of the whole.
class MachineScene {
 public:
  MachineScene(const Scene& scene, Index host);

  const Scene& whole() const { return scene_; }
  // Its events lie one behind the other.
  Index begin() const { return events_.begin; }
  Index end() const { return events_.end; }
  Index size() const { return events_.end - events_.begin; }
  const Event& event(Index i) const { return scene_.event(i); }
  EventKind kind(Index i) const { return scene_.kind(i); }
  const EventPlace& place(Index i) const { return scene_.place(i); }
  const LogonSession& logon(Index i) const { return scene_.logon(i); }
  const AccessSession& access(Index i) const { return scene_.access(i); }
  std::span<const SessionEvidence> evidence() const { return evidence_; }
  IndexRange logons() const { return logons_; }
  IndexRange accesses() const { return accesses_; }

  // The session of that logon id in that boot, the last one that had begun by `time`; kNone.
  Index FindLogon(Index boot, Luid id, FileTime time) const;
  // The visit of a logon session that was open at `time`; kNone.
  Index FindVisit(Index logon, FileTime time) const;
  // The one session of an account that was open at `time` of a boot, the halves of a pair being
  // one (the filtered one stands for both); empty if there is none or more than one. Accounts of
  // which each boot has one session (SYSTEM …) give that.
  SessionThen OnlySessionOf(Index boot, const AccountName& account, FileTime time) const;

 private:
  void NamePermanent();
  Luid PermanentOf(const AccountName& account) const;

  const Scene& scene_;
  IndexRange events_, logons_, locals_, accesses_;
  std::span<const SessionEvidence> evidence_;  // of its events
  // Name and domain, in lower case, of accounts that the records tell by these alone.
  std::map<std::pair<std::string, std::string>, Luid> permanent_of_;
  NumberMap<Index> first_of_id_;  // by boot → logon session
  std::vector<Index> next_of_id_;  // logon session → the next one of its id
  DesktopVisits visits_;
  AccountIndex accounts_;
};

}  // namespace logonloom
