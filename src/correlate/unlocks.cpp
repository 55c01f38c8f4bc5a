#include "correlate/unlocks.h"

#include <algorithm>

#include "base/text.h"

namespace logonloom {
namespace {

constexpr std::uint32_t kTypeUnlock = 7;

}  // namespace

void Unlocks::Add(const Event& e, FileTime time) {
  if (e.kind != EventKind::kLogon || e.logon_type != kTypeUnlock || e.target.name.empty()) return;
  of_user_[ToLower(e.target.name.view())].push_back(time);
}

void Unlocks::Sort() {
  for (auto& [user, times] : of_user_) std::sort(times.begin(), times.end());
}

std::optional<FileTime> Unlocks::FirstBehind(const Event& e, FileTime time) const {
  const auto known = of_user_.find(ToLower(e.target.name.view()));
  if (known == of_user_.end()) return std::nullopt;
  const auto behind = std::upper_bound(known->second.begin(), known->second.end(), time);
  return behind == known->second.end() ? std::nullopt : std::optional(*behind);
}

}  // namespace logonloom
