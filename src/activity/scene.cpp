#include "activity/scene.h"

#include <algorithm>

#include "activity/windows.h"
#include "base/text.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

// All that are of the machine: what a correlation lists is in the order of its machines.
template <typename T>
IndexRange RangeOf(const BulkList<T>& all, Index host) {
  const auto begin = std::partition_point(all.begin(), all.end(),
                                          [host](const T& thing) { return thing.host < host; });
  const auto end = std::partition_point(begin, all.end(),
                                        [host](const T& thing) { return thing.host == host; });
  return {static_cast<Index>(begin - all.begin()), static_cast<Index>(end - all.begin())};
}

std::span<const SessionEvidence> EvidenceOf(const BulkList<SessionEvidence>& all,
                                            IndexRange events) {
  const auto begin = std::partition_point(
      all.begin(), all.end(), [&](const SessionEvidence& e) { return e.event < events.begin; });
  const auto end = std::partition_point(
      begin, all.end(), [&](const SessionEvidence& e) { return e.event < events.end; });
  return {begin, end};
}

}  // namespace

Scene::Scene(const Correlation& correlation) : c_(correlation) {
  kinds_.reserve(c_.events.size());
  for (const Event& e : c_.events) kinds_.push_back(e.kind);
}

bool Scene::WasOpen(const LogonSession& s, FileTime time) const {
  const auto begin = s.start_time ? s.start_time : StartOf(s.boot, s.host);
  if (begin && time < *begin - kProcessSlack) return false;
  auto end = s.end.time ? s.end.time : s.end.upper;
  if (!end) end = StartOf(s.boot + 1, s.host);
  return !end || time <= *end + kProcessSlack;
}

std::optional<FileTime> Scene::StartOf(Index boot, Index host) const {
  const auto b = static_cast<std::size_t>(boot);
  return b < c_.boots.size() && c_.boots[b].host == host ? c_.boots[b].start_time : std::nullopt;
}

MachineScene::MachineScene(const Scene& scene, Index host)
    : scene_(scene),
      events_(RangeOf(scene.correlation().places, host)),
      logons_(RangeOf(scene.correlation().logon_sessions, host)),
      locals_(RangeOf(scene.correlation().local_sessions, host)),
      accesses_(RangeOf(scene.correlation().access_sessions, host)),
      evidence_(EvidenceOf(scene.correlation().evidence, events_)),
      next_of_id_(static_cast<std::size_t>(logons_.size()), kNone),
      visits_({scene.correlation().access_sessions.data(),
               scene.correlation().access_sessions.size()},
              accesses_, logons_, locals_),
      accounts_(scene.correlation(), events_, logons_, locals_, accesses_) {
  NamePermanent();
  for (Index l = logons_.end; l-- > logons_.begin;) {
    const auto [first, added] = first_of_id_.Add({logon(l).boot, logon(l).logon_id});
    if (!added) next_of_id_[static_cast<std::size_t>(l - logons_.begin)] = first;
    first = l;
  }
}

// Windows calls them otherwise in other languages: their own processes tell how.
void MachineScene::NamePermanent() {
  Symbol last_name, last_domain;
  for (Index i = events_.begin; i < events_.end; ++i) {
    if (kind(i) != EventKind::kProcessStart) continue;
    const Event& e = event(i);
    const Account& account = e.target;
    if (!IsPermanent(e.target_logon_id) || !account.sid.empty() || account.name.empty()) continue;
    if (account.name == last_name && account.domain == last_domain) continue;
    last_name = account.name;
    last_domain = account.domain;
    if (!account.name.view().ends_with('$'))
      permanent_of_.try_emplace({ToLower(account.name.view()), ToLower(account.domain.view())},
                                e.target_logon_id);
  }
}

// Accounts that have one session in each boot, told by SID or by name.
Luid MachineScene::PermanentOf(const AccountName& account) const {
  const std::string_view sid = account.sid;
  if (sid == "S-1-5-18") return 0x3e7;
  if (sid == "S-1-5-19") return 0x3e5;
  if (sid == "S-1-5-20") return 0x3e4;
  if (!sid.empty() || account.name.empty()) return 0;
  if (EqualsIgnoreCase(account.name, "SYSTEM")) return 0x3e7;
  if (permanent_of_.empty()) return 0;
  const auto known = permanent_of_.find({ToLower(account.name), ToLower(account.domain)});
  return known == permanent_of_.end() ? 0 : known->second;
}

Index MachineScene::FindLogon(Index boot, Luid id, FileTime time) const {
  const Index* first = id == 0 ? nullptr : first_of_id_.Find({boot, id});
  if (first == nullptr) return kNone;
  Index found = *first;
  for (Index l = found; l != kNone; l = next_of_id_[static_cast<std::size_t>(l - logons_.begin)])
    if (logon(l).start_time && *logon(l).start_time <= time + kProcessSlack) found = l;
  return found;
}

Index MachineScene::FindVisit(Index l, FileTime time) const {
  return l == kNone ? kNone : visits_.OpenAt(logon(l).access_session, time);
}

SessionThen MachineScene::OnlySessionOf(Index boot, const AccountName& account,
                                        FileTime time) const {
  if (const Luid permanent = PermanentOf(account)) {
    const Index session = FindLogon(boot, permanent, time);
    return {session, FindVisit(session, time)};
  }
  if (account.empty()) return {};
  const AccountStay stay = accounts_.Find(boot, account, time);
  if (stay.logon_session != kNone)
    return {stay.logon_session, FindVisit(stay.logon_session, time)};
  if (stay.local_session == kNone) return {kNone, stay.access_session};
  return {kNone, visits_.OpenAtLocal(stay.local_session, time)};
}

}  // namespace logonloom
