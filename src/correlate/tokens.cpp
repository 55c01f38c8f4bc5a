#include "correlate/tokens.h"

#include <algorithm>
#include <string_view>

namespace logonloom {
namespace {

template <typename Visit>
void VisitWords(std::string_view list, Visit visit) {
  while (!list.empty()) {
    const std::string_view word = list.substr(0, list.find(' '));
    list.remove_prefix(std::min(word.size() + 1, list.size()));
    if (!word.empty()) visit(word);
  }
}

void AddPrivilege(LogonSession& session, std::string_view name) {
  auto& all = session.privileges;
  const auto place = std::lower_bound(all.begin(), all.end(), name);
  if (place == all.end() || *place != name) all.insert(place, name);
}

void AddGroup(LogonSession& session, std::string_view sid, bool special) {
  auto& all = session.groups;
  const auto place = std::lower_bound(
      all.begin(), all.end(), sid,
      [](const TokenGroup& group, std::string_view name) { return group.sid < name; });
  if (place == all.end() || place->sid != sid)
    all.insert(place, {sid, special});
  else
    place->special |= special;
}

}  // namespace

void AddToToken(LogonSession& session, const Event& e) {
  switch (e.kind) {
    case EventKind::kSpecialPrivileges:
    case EventKind::kTokenAdjusted:
      return VisitWords(e.privileges.view(),
                        [&](std::string_view word) { AddPrivilege(session, word); });
    case EventKind::kLogonGroups:
    case EventKind::kSpecialGroups:
      return VisitWords(e.groups.view(), [&](std::string_view word) {
        AddGroup(session, word, e.kind == EventKind::kSpecialGroups);
      });
    default:
      return;
  }
}

}  // namespace logonloom
