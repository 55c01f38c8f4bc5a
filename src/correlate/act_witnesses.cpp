#include "correlate/act_witnesses.h"

#include <algorithm>

#include "base/text.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

bool IsAct(EventKind kind) {
  switch (kind) {
    case EventKind::kLogon:
    case EventKind::kLogoffInitiated:
    case EventKind::kSessionReconnected:
    case EventKind::kSessionDisconnected:
      return true;
    default:
      return false;
  }
}

}  // namespace

void ActWitnesses::Add(const Event& e, std::ptrdiff_t place) {
  if (!IsAct(e.kind)) return;
  for (const Symbol user : {e.target.name, e.target.sid}) {
    if (user.empty()) continue;
    const auto [logged, first] = as_logged_.try_emplace(user, acts_.size());
    if (first)
      logged->second = of_user_.try_emplace(ToLower(user.view()), acts_.size()).first->second;
    if (logged->second == acts_.size()) acts_.emplace_back();
    acts_[logged->second].emplace_back(e.time, place);
  }
}

bool ActWitnesses::NamesUser(const Event& e) {
  return !e.target.name.empty() || !e.target.sid.empty();
}

void ActWitnesses::Sort() {
  for (Acts& acts : acts_) std::sort(acts.begin(), acts.end());
}

const ActWitnesses::Acts* ActWitnesses::ActsOf(Symbol user) const {
  if (const auto logged = as_logged_.find(user); logged != as_logged_.end())
    return &acts_[logged->second];
  const auto known = of_user_.find(ToLower(user.view()));
  return known == of_user_.end() ? nullptr : &acts_[known->second];
}

std::optional<std::ptrdiff_t> ActWitnesses::PlaceOf(const Event& e, std::ptrdiff_t from,
                                                    std::ptrdiff_t to) const {
  const Symbol user = e.target.sid.empty() ? e.target.name : e.target.sid;
  const Acts* acts = ActsOf(user);
  if (acts == nullptr) return std::nullopt;
  std::optional<std::ptrdiff_t> found;
  auto act = std::lower_bound(
      acts->begin(), acts->end(), e.time - kSameAct,
      [](const std::pair<FileTime, std::ptrdiff_t>& a, FileTime time) { return a.first < time; });
  for (; act != acts->end() && act->first <= e.time + kSameAct; ++act) {
    if (act->second < from || act->second >= to) continue;
    if (found && *found != act->second) return std::nullopt;
    found = act->second;
  }
  return found;
}

}  // namespace logonloom
