#include "correlate/act_witnesses.h"

#include <algorithm>
#include <functional>
#include <span>

#include "base/text.h"
#include "correlate/sorted_runs.h"
#include "correlate/ssh_connections.h"
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

// sshd tells in Security whom it lets in or refuses, in its own log what it says of that.
bool IsOfSshd(const Event& e) {
  const bool tells = e.kind == EventKind::kLogon || e.kind == EventKind::kLogonFailed;
  return tells && e.process_id != 0 && IsSshd(e.process_name.view());
}

}  // namespace

void ActWitnesses::Add(std::size_t& actor, const Event& e, std::ptrdiff_t place) {
  if (actor == acts_.size()) acts_.emplace_back();
  acts_[actor].emplace_back(e.time, place);
}

void ActWitnesses::Add(const Event& e, std::ptrdiff_t place) {
  if (IsOfSshd(e)) Add(of_sshd_.try_emplace(e.process_id, acts_.size()).first->second, e, place);
  if (!IsAct(e.kind)) return;
  for (const Symbol user : {e.target.name, e.target.sid}) {
    if (user.empty()) continue;
    const auto [actor, first] = as_logged_.Add(user);
    if (first) actor = of_user_.try_emplace(ToLower(user.view()), acts_.size()).first->second;
    Add(actor, e, place);
  }
}

bool ActWitnesses::NamesActor(const Event& e) {
  if (e.kind == EventKind::kSshMessage) return e.writer_pid != 0;
  return !e.target.name.empty() || !e.target.sid.empty();
}

void ActWitnesses::Sort() {
  for (Acts& acts : acts_) SortRuns(std::span(acts), std::less<>());
}

const ActWitnesses::Acts* ActWitnesses::ActsOf(const Event& e) const {
  if (e.kind != EventKind::kSshMessage)
    return ActsOf(e.target.sid.empty() ? e.target.name : e.target.sid);
  const auto known = of_sshd_.find(e.writer_pid);
  return known == of_sshd_.end() ? nullptr : &acts_[known->second];
}

const ActWitnesses::Acts* ActWitnesses::ActsOf(Symbol user) const {
  if (const std::size_t* logged = as_logged_.Find(user)) return &acts_[*logged];
  const auto known = of_user_.find(ToLower(user.view()));
  return known == of_user_.end() ? nullptr : &acts_[known->second];
}

std::optional<std::ptrdiff_t> ActWitnesses::PlaceOf(const Event& e, std::ptrdiff_t from,
                                                    std::ptrdiff_t to) const {
  const Acts* acts = ActsOf(e);
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
