#include "correlate/tokens.h"

#include <algorithm>
#include <iterator>

namespace logonloom {
namespace {

void AddPrivileges(LogonSession& session, const std::vector<std::string_view>& names) {
  auto& all = session.privileges;
  if (all.empty()) {
    all = names;
  } else if (!std::includes(all.begin(), all.end(), names.begin(), names.end())) {
    const std::vector<std::string_view> known = std::move(all);
    all.clear();
    std::set_union(known.begin(), known.end(), names.begin(), names.end(),
                   std::back_inserter(all));
  }
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

const TokenReader::Words& TokenReader::WordsOf(Symbol list) {
  const auto [words, added] = words_.Add(list);
  if (!added) return words;
  for (std::string_view rest = list.view(); !rest.empty();) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    if (!word.empty()) words.push_back(word);
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

void TokenReader::AddTo(LogonSession& session, const Event& e) {
  switch (e.kind) {
    case EventKind::kSpecialPrivileges:
    case EventKind::kTokenAdjusted:
      return AddPrivileges(session, WordsOf(e.privileges));
    case EventKind::kLogonGroups:
    case EventKind::kSpecialGroups: {
      const Words& sids = WordsOf(e.groups);
      if (session.groups.empty()) session.groups.reserve(sids.size());
      for (const std::string_view sid : sids)
        AddGroup(session, sid, e.kind == EventKind::kSpecialGroups);
      return;
    }
    default:
      return;
  }
}

}  // namespace logonloom
