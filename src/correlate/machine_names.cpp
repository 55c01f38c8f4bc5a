#include "correlate/machine_names.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>
#include <unordered_map>

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
    const auto [low, high] = std::minmax(Root(a), Root(b));
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

using ChannelSpans = std::map<std::pair<int, Symbol>, IdSpan>;

bool Clash(const ChannelSpans& spans, int a, int b) {
  for (const auto& [key, span] : spans) {
    if (key.first != a) continue;
    const auto other = spans.find({b, key.second});
    if (other == spans.end()) continue;
    if (span.first <= other->second.last && other->second.first <= span.last) return true;
  }
  return false;
}

// A rename shows by neighbouring ids of one channel in one file under two names.
void JoinRenames(const std::vector<Event>& events, const std::vector<int>& number_of,
                 NameGroups& groups) {
  std::vector<std::tuple<std::int32_t, Symbol, std::uint64_t, int>> rows;
  ChannelSpans spans;
  std::map<std::pair<std::int32_t, Symbol>, std::set<int>> names_in_log;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Event& e = events[i];
    rows.emplace_back(e.source.file_index, e.channel, e.record_id, number_of[i]);
    auto [it, added] =
        spans.try_emplace({number_of[i], e.channel}, IdSpan{e.record_id, e.record_id});
    it->second.first = std::min(it->second.first, e.record_id);
    it->second.last = std::max(it->second.last, e.record_id);
    names_in_log[{e.source.file_index, e.channel}].insert(number_of[i]);
  }
  std::sort(rows.begin(), rows.end());
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto& [file, channel, id, name] = rows[i];
    const auto& [before_file, before_channel, before_id, before_name] = rows[i - 1];
    if (file != before_file || channel != before_channel || id != before_id + 1) continue;
    if (name == before_name || groups.Root(name) == groups.Root(before_name)) continue;
    if (names_in_log[{file, channel}].size() > kMostNamesInRenamedLog) continue;
    if (!Clash(spans, name, before_name)) groups.Join(name, before_name);
  }
}

}  // namespace

std::map<std::string, int> GroupMachineNames(const std::vector<Event>& events) {
  NameGroups groups;
  std::set<std::string> names;
  for (const Event& e : events) names.insert(ToLower(e.computer.view()));
  for (const std::string& name : names) groups.Number(name);
  std::unordered_map<Symbol, int> numbers;
  std::vector<int> number_of(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    auto [it, added] = numbers.try_emplace(events[i].computer, 0);
    if (added) it->second = groups.Number(ToLower(events[i].computer.view()));
    number_of[i] = it->second;
  }
  JoinShortAndFullNames(groups);
  JoinRenames(events, number_of, groups);
  std::map<std::string, int> result;
  for (const auto& [name, number] : groups.numbers()) result[name] = groups.Root(number);
  return result;
}

}  // namespace logonloom
