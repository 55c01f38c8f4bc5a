#include "correlate/machine_names.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

struct IdSpan {
  std::uint64_t first, last;
};

class NameGroups {
 public:
  int Number(const std::string& name) {
    auto [it, added] = numbers_.try_emplace(name, static_cast<int>(parent_.size()));
    if (added) parent_.push_back(it->second);
    return it->second;
  }
  int Root(int number) const {
    while (parent_[static_cast<std::size_t>(number)] != number)
      number = parent_[static_cast<std::size_t>(number)];
    return number;
  }
  void Join(int a, int b) {
    const auto [low, high] = std::minmax({Root(a), Root(b)});
    parent_[static_cast<std::size_t>(high)] = low;
  }
  const std::map<std::string, int>& numbers() const { return numbers_; }

 private:
  std::map<std::string, int> numbers_;
  std::vector<int> parent_;
};

std::string FirstLabel(const std::string& name) { return name.substr(0, name.find('.')); }

// «WS01» is «ws01.corp.example» where no other full name starts so.
void JoinShortAndFullNames(NameGroups& groups) {
  std::map<std::string, std::vector<std::string>> by_label;
  for (const auto& [name, number] : groups.numbers()) by_label[FirstLabel(name)].push_back(name);
  for (const auto& [label, names] : by_label) {
    if (names.size() == 2 && names[0] == label)
      groups.Join(groups.Number(names[0]), groups.Number(names[1]));
  }
}

// What each name holds of each channel: all runs of ids.
using Holdings = std::map<Symbol, std::map<int, std::vector<IdSpan>>>;

Holdings HoldingsOf(const std::vector<Event>& events, const std::vector<ChannelExtent>& extents,
                    NameGroups& groups) {
  Holdings holdings;
  for (const ChannelExtent& extent : extents) {
    auto& spans = holdings[extent.channel][groups.Number(ToLower(extent.computer.view()))];
    for (const auto& [first, last] : extent.id_ranges) spans.push_back({first, last});
  }
  for (const Event& e : events)
    holdings[e.channel][groups.Number(ToLower(e.computer.view()))].push_back(
        {e.record_id, e.record_id});
  return holdings;
}

IdSpan Whole(const std::vector<IdSpan>& spans) {
  IdSpan whole = spans.front();
  for (const IdSpan& span : spans)
    whole = {std::min(whole.first, span.first), std::max(whole.last, span.last)};
  return whole;
}

// Whether one name's ids in a channel end where the other's begin. `clash`: they overlap.
bool Follow(const std::vector<IdSpan>& a, const std::vector<IdSpan>& b, bool& clash) {
  const IdSpan x = Whole(a), y = Whole(b);
  clash |= x.first <= y.last && y.first <= x.last;
  return x.last + 1 == y.first || y.last + 1 == x.first;
}

// A rename shows where the ids of one name go on under another one, and clash in no channel.
void JoinRenames(const Holdings& holdings, NameGroups& groups) {
  std::map<std::pair<int, int>, std::pair<bool, bool>> pairs;  // → follows somewhere, clashes
  for (const auto& [channel, names] : holdings) {
    for (auto a = names.begin(); a != names.end(); ++a) {
      for (auto b = std::next(a); b != names.end(); ++b) {
        auto& [follows, clash] = pairs[{a->first, b->first}];
        const bool next = Follow(a->second, b->second, clash);
        follows |= next && names.size() <= kMostNamesInRenamedLog;
      }
    }
  }
  for (const auto& [names, found] : pairs)
    if (found.first && !found.second) groups.Join(names.first, names.second);
}

}  // namespace

std::map<std::string, int> GroupMachineNames(const std::vector<Event>& events,
                                             const std::vector<ChannelExtent>& extents) {
  NameGroups groups;
  std::set<std::string> names;
  for (const Event& e : events) names.insert(ToLower(e.computer.view()));
  for (const ChannelExtent& e : extents) names.insert(ToLower(e.computer.view()));
  for (const std::string& name : names) groups.Number(name);
  JoinShortAndFullNames(groups);
  JoinRenames(HoldingsOf(events, extents, groups), groups);
  std::map<std::string, int> result;
  for (const auto& [name, number] : groups.numbers()) result[name] = groups.Root(number);
  return result;
}

}  // namespace logonloom
