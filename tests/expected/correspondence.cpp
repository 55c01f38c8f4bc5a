#include "correspondence.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "model/logon_ids.h"

namespace logonloom {
namespace {

constexpr Ticks kOneAct = Seconds(3);         // that several records tell
constexpr Ticks kOneDesktop = Seconds(60);    // from 66 or 7001 to 21

bool Near(const std::optional<FileTime>& a, const std::optional<FileTime>& b, Ticks span) {
  return !a || !b || std::abs((*a - *b).count) <= span.count;
}

Index MostVoted(const std::map<Index, int>& votes) {
  const auto most = std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) {
    return a.second < b.second;
  });
  return most == votes.end() ? kNone : most->first;
}

}  // namespace

Correspondence::Correspondence(const Correlation& whole, const Correlation& reduced)
    : whole_(whole), reduced_(reduced) {
  MapEvents();
  MapBoots();
  MapLogons();
  MapLocals();
  MapAccess();
}

void Correspondence::MapEvents() {
  using Place = std::pair<std::int32_t, std::uint64_t>;
  std::map<Place, Index> places;
  for (std::size_t i = 0; i < whole_.events.size(); ++i) {
    const RecordRef& source = whole_.events[i].source;
    places[{source.file_index, source.offset}] = static_cast<Index>(i);
  }
  for (const auto& [kept, copy] : whole_.duplicates) places[{copy.file_index, copy.offset}] = kept;
  for (const Event& e : reduced_.events)
    events_.push_back(places.at({e.source.file_index, e.source.offset}));
  kept_ = {events_.begin(), events_.end()};
  for (const SessionEvidence& e : whole_.evidence)
    if (e.access_session != kNone) proofs_[e.event].push_back(e);
  for (const SessionEvidence& e : reduced_.evidence)
    if (e.access_session != kNone) proofs_of_[e.access_session].push_back(e);
}

void Correspondence::MapBoots() {
  for (std::size_t i = 0; i < events_.size(); ++i) {
    const Index boot = At(whole_.places, events_[i]).boot;
    boots_[reduced_.places[i].boot].insert(boot);
    parts_[boot].insert(reduced_.places[i].boot);
  }
}

void Correspondence::MapLogons() {
  std::vector<std::map<Index, int>> votes(reduced_.logon_sessions.size());
  for (std::size_t i = 0; i < events_.size(); ++i) {
    const Index reduced = reduced_.places[i].logon_session;
    const Index whole = At(whole_.places, events_[i]).logon_session;
    if (reduced != kNone && whole != kNone) ++votes[static_cast<std::size_t>(reduced)][whole];
  }
  for (Index l = 0; l < SizeOf(reduced_.logon_sessions); ++l) {
    const LogonSession& logon = At(reduced_.logon_sessions, l);
    const auto& vote = At(votes, l);
    logons_.push_back(vote.empty() ? OnlyLogon(logon) : MostVoted(vote));
    if (vote.size() < 2 || IsPermanent(logon.logon_id)) continue;
    for (const auto& [whole, count] : vote) merged_[l].insert(whole);
  }
}

// One that only the records of others name.
Index Correspondence::OnlyLogon(const LogonSession& reduced) const {
  Index found = kNone;
  for (Index l = 0; l < SizeOf(whole_.logon_sessions); ++l) {
    const LogonSession& s = At(whole_.logon_sessions, l);
    if (s.logon_id != reduced.logon_id || !boots_.contains(reduced.boot) ||
        !BootsOf(reduced.boot).contains(s.boot))
      continue;
    if (found != kNone) return kNone;
    found = l;
  }
  return found;
}

// Another logon's, which was made behind all that the whole logs tell of the use.
bool Correspondence::AreApart(const LocalSession& reduced, const LocalSession& whole) const {
  const Index owner = LogonOf(reduced.logon_session), other = whole.logon_session;
  if (owner == kNone || other == kNone || owner == other) return false;
  if (At(whole_.logon_sessions, owner).linked == other) return false;
  const auto& made = At(reduced_.logon_sessions, reduced.logon_session).start_time;
  return !whole.end.time && whole.end.lower && made && *whole.end.lower < *made;
}

bool Correspondence::MayBe(const LocalSession& reduced, const LocalSession& whole) const {
  if (reduced.ts_session_id != whole.ts_session_id || AreApart(reduced, whole)) return false;
  if (!boots_.contains(reduced.boot) || !BootsOf(reduced.boot).contains(whole.boot)) return false;
  if (!Near(reduced.start_time, whole.start_time, kOneDesktop)) return false;
  const auto last = whole.end.time ? whole.end.time : whole.end.upper;
  const auto seen = reduced.start_time ? reduced.start_time
                    : reduced.end.time ? reduced.end.time
                                       : reduced.end.lower;
  if (!seen) return true;
  return (!last || *seen <= *last + kOneAct) &&
         (!whole.start_time || *seen >= *whole.start_time - kOneDesktop);
}

void Correspondence::MapLocals() {
  for (const LocalSession& reduced : reduced_.local_sessions) {
    std::vector<Index> found;
    for (Index l = 0; l < SizeOf(whole_.local_sessions); ++l)
      if (MayBe(reduced, At(whole_.local_sessions, l))) found.push_back(l);
    locals_.push_back(found.size() == 1 ? found.front() : kNone);
  }
}

// Records in the same role, else in any; of several sessions the one that starts then.
std::set<Index> Correspondence::ByRecords(Index access) const {
  std::set<Index> same_role, any;
  const auto proofs = proofs_of_.find(access);
  if (proofs == proofs_of_.end()) return {};
  for (const SessionEvidence& e : proofs->second) {
    const auto known = proofs_.find(At(events_, e.event));
    if (known == proofs_.end()) continue;
    for (const SessionEvidence& k : known->second) {
      any.insert(k.access_session);
      if (k.role == e.role) same_role.insert(k.access_session);
    }
  }
  const std::set<Index>& found = same_role.empty() ? any : same_role;
  const auto& start = At(reduced_.access_sessions, access).start_time;
  for (const Index a : found) {
    const auto& of_whole = At(whole_.access_sessions, a).start_time;
    if (start && of_whole && Near(start, of_whole, kOneAct)) return {a};
  }
  return found;
}

std::set<Index> Correspondence::ByOwner(const AccessSession& reduced) const {
  const Index logon = LogonOf(reduced.logon_session), local = LocalOf(reduced.local_session);
  std::set<Index> found;
  for (Index a = 0; a < SizeOf(whole_.access_sessions); ++a) {
    const AccessSession& s = At(whole_.access_sessions, a);
    if ((logon != kNone && s.logon_session == logon) ||
        (local != kNone && s.local_session == local))
      found.insert(a);
  }
  if (found.empty() && logon != kNone) {
    const Index served = At(whole_.logon_sessions, logon).access_session;
    if (served != kNone) found.insert(served);
  }
  return found;
}

void Correspondence::MapAccess() {
  for (Index a = 0; a < SizeOf(reduced_.access_sessions); ++a) {
    std::set<Index> found = ByRecords(a);
    if (found.empty()) found = ByOwner(At(reduced_.access_sessions, a));
    access_.push_back(std::move(found));
  }
}

}  // namespace logonloom
