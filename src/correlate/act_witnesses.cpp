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
  for (const Symbol user : {e.target.name, e.target.sid})
    if (!user.empty()) of_user_[ToLower(user.view())].emplace_back(e.time, place);
}

bool ActWitnesses::NamesUser(const Event& e) {
  return !e.target.name.empty() || !e.target.sid.empty();
}

void ActWitnesses::Sort() {
  for (auto& [user, acts] : of_user_) std::sort(acts.begin(), acts.end());
}

std::optional<std::ptrdiff_t> ActWitnesses::PlaceOf(const Event& e, std::ptrdiff_t from,
                                                    std::ptrdiff_t to) const {
  const Symbol user = e.target.sid.empty() ? e.target.name : e.target.sid;
  const auto acts = of_user_.find(ToLower(user.view()));
  if (acts == of_user_.end()) return std::nullopt;
  std::optional<std::ptrdiff_t> found;
  auto act = std::lower_bound(
      acts->second.begin(), acts->second.end(), e.time - kSameAct,
      [](const std::pair<FileTime, std::ptrdiff_t>& a, FileTime time) { return a.first < time; });
  for (; act != acts->second.end() && act->first <= e.time + kSameAct; ++act) {
    if (act->second < from || act->second >= to) continue;
    if (found && *found != act->second) return std::nullopt;
    found = act->second;
  }
  return found;
}

}  // namespace logonloom
