// Which machine, boot and session of the whole logs each one of reduced logs is, by the records that
// it rests on: ids and keys depend on what is there.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "logonloom/sessions.h"

namespace logonloom {

template <typename List>
const auto& At(const List& all, Index i) {
  return all[static_cast<std::size_t>(i)];
}
template <typename List>
Index SizeOf(const List& all) {
  return static_cast<Index>(all.size());
}

class Correspondence {
 public:
  // Both must outlive it.
  Correspondence(const Correlation& whole, const Correlation& reduced);

  const Correlation& whole() const { return whole_; }
  const Correlation& reduced() const { return reduced_; }

  // What the records of a boot are of in the whole logs, and the other way round.
  const std::set<Index>& BootsOf(Index reduced_boot) const { return boots_.at(reduced_boot); }
  const std::map<Index, std::set<Index>>& parts_of_boots() const { return parts_; }
  // kNone if no one, or more than one, may be it.
  Index LogonOf(Index reduced_logon) const {
    return reduced_logon == kNone ? kNone : At(logons_, reduced_logon);
  }
  Index LocalOf(Index reduced_local) const {
    return reduced_local == kNone ? kNone : At(locals_, reduced_local);
  }
  // Several where the records of the session are those of several.
  const std::set<Index>& AccessOf(Index reduced_access) const {
    return At(access_, reduced_access);
  }
  // Whether the event is among the reduced ones.
  bool IsKept(Index whole_event) const { return kept_.contains(whole_event); }
  // Logon sessions whose records are those of several, by the reduced one.
  const std::map<Index, std::set<Index>>& merged_logons() const { return merged_; }

 private:
  void MapEvents();
  void MapBoots();
  void MapLogons();
  void MapLocals();
  void MapAccess();
  Index OnlyLogon(const LogonSession& reduced) const;
  bool AreApart(const LocalSession& reduced, const LocalSession& whole) const;
  bool MayBe(const LocalSession& reduced, const LocalSession& whole) const;
  std::set<Index> ByRecords(Index access) const;
  std::set<Index> ByOwner(const AccessSession& reduced) const;

  const Correlation& whole_;
  const Correlation& reduced_;
  std::vector<Index> events_;
  std::set<Index> kept_;
  std::map<Index, std::set<Index>> boots_, parts_;
  std::vector<Index> logons_, locals_;
  std::map<Index, std::set<Index>> merged_;
  std::map<Index, std::vector<SessionEvidence>> proofs_, proofs_of_;  // by event, by session
  std::vector<std::set<Index>> access_;
};

}  // namespace logonloom
