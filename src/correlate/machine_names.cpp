#include "correlate/machine_names.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

// A name as one file bears it: an image's name is many machines' until each gets its own.
struct Holder {
  std::string name;  // lower case
  std::int32_t file;
  friend auto operator<=>(const Holder&, const Holder&) = default;
};

struct Extent {
  std::uint64_t first_id, last_id;
  FileTime first_time, last_time;

  void Widen(const Extent& other) {
    first_id = std::min(first_id, other.first_id);
    last_id = std::max(last_id, other.last_id);
    first_time = std::min(first_time, other.first_time);
    last_time = std::max(last_time, other.last_time);
  }
};

class HolderGroups {
 public:
  int Number(const Holder& holder) {
    auto [it, added] = numbers_.try_emplace(holder, static_cast<int>(parent_.size()));
    if (added) parent_.push_back(it->second);
    return it->second;
  }
  int Root(int number) const {
    while (parent_[static_cast<std::size_t>(number)] != number)
      number = parent_[static_cast<std::size_t>(number)];
    return number;
  }
  int RootOf(const Holder& holder) { return Root(Number(holder)); }
  void Join(const Holder& a, const Holder& b) {
    const auto [low, high] = std::minmax({RootOf(a), RootOf(b)});
    parent_[static_cast<std::size_t>(high)] = low;
  }
  const std::map<Holder, int>& numbers() const { return numbers_; }

 private:
  std::map<Holder, int> numbers_;
  std::vector<int> parent_;
};

struct Span {  // of a name in one log
  Symbol channel;
  std::int32_t file;
  Extent extent;
};

struct Rename {
  Holder from, to;
  FileTime time;  // of the first record under the new name
};

class NameRules {
 public:
  NameRules(const std::vector<Log>& logs, const std::vector<ChannelExtent>& extents) {
    for (const ChannelExtent& e : extents)
      if (!e.id_ranges.empty() && e.first_time)
        Add(e.computer, e.channel, e.file_index,
            {e.id_ranges.front().first, e.id_ranges.back().second, *e.first_time, *e.last_time});
    for (const Log& log : logs)
      Add(log.computer, log.channel, log.file,
          {log.first_id, log.last_id, log.first_time, log.last_time});
  }

  MachineOfName Run() {
    FindRenames();
    for (const Rename& rename : renames_) groups_.Join(rename.from, rename.to);
    for (const auto& [name, holders] : of_name_) JoinEqualNames(holders);
    JoinShortAndFullNames();
    MachineOfName result;  // numbered by name, whatever the order of the events
    std::map<int, int> order;
    for (const auto& [holder, number] : groups_.numbers()) {
      const auto next = static_cast<int>(order.size());
      result[{holder.file, holder.name}] =
          order.try_emplace(groups_.Root(number), next).first->second;
    }
    return result;
  }

 private:
  void Add(Symbol computer, Symbol channel, std::int32_t file, const Extent& extent) {
    const auto [known, first_seen] = lower_.try_emplace(computer);
    if (first_seen) known->second = ToLower(computer.view());
    const Holder holder{known->second, file};
    const auto [it, added] = of_file_[{channel, file}].try_emplace(holder.name, extent);
    if (!added) it->second.Widen(extent);
    const auto [life, fresh] = lives_.try_emplace(holder, extent);
    if (!fresh) life->second.Widen(extent);
    if (fresh) of_name_[holder.name].push_back(holder);
    groups_.Number(holder);
  }

  // Whether the same ids stand under both names in one channel. A name that another file gives up
  // for a third one was the image's: there it means another machine.
  bool Clash(const Rename& rename) const {
    const auto& of_from = spans_of_name_.at(rename.from.name);
    const auto& of_to = spans_of_name_.at(rename.to.name);
    return std::any_of(of_from.begin(), of_from.end(), [&](const Span& x) {
      if (x.file != rename.from.file && GivenUp({rename.from.name, x.file}, rename.to.name))
        return false;
      return std::any_of(of_to.begin(), of_to.end(), [&](const Span& y) {
        return x.channel == y.channel && x.extent.first_id <= y.extent.last_id &&
               y.extent.first_id <= x.extent.last_id;
      });
    });
  }

  bool GivenUp(const Holder& holder, const std::string& to) const {
    const auto successor = successors_.find(holder);
    return successor != successors_.end() && successor->second != to;
  }

  // Whether all names of a log follow one another without a missing id: a machine that was renamed
  // often. Of the many machines in a collected log some may follow by chance, never all.
  static bool IsChain(const std::map<std::string, Extent>& names) {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> spans;
    for (const auto& [name, extent] : names) {
      if (extent.first_id == extent.last_id) return false;
      spans.emplace_back(extent.first_id, extent.last_id);
    }
    std::sort(spans.begin(), spans.end());
    for (std::size_t i = 1; i < spans.size(); ++i)
      if (spans[i - 1].second + 1 != spans[i].first) return false;
    return true;
  }

  // Whether the same ids stand under two names: a collector's log, whose ids show no renames.
  static bool HoldsMachines(const std::map<std::string, Extent>& names) {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> spans;
    for (const auto& [name, extent] : names) spans.emplace_back(extent.first_id, extent.last_id);
    std::sort(spans.begin(), spans.end());
    return std::adjacent_find(spans.begin(), spans.end(), [](const auto& a, const auto& b) {
             return b.first <= a.second;
           }) != spans.end();
  }

  // A rename shows where, in one file, the ids of one name go on under another one, and the two
  // clash in no channel. Collected logs hold many names, of which some follow by chance.
  void FindRenames() {
    std::vector<Rename> found;
    for (const auto& [place, names] : of_file_) {
      for (const auto& [name, extent] : names)
        spans_of_name_[name].push_back({place.first, place.second, extent});
      if (names.size() > kMostNamesInRenamedLog && !IsChain(names)) continue;
      if (HoldsMachines(names)) continue;
      for (const auto& [from, old] : names)
        for (const auto& [to, later] : names)
          if (old.last_id + 1 == later.first_id) {
            found.push_back({{from, place.second}, {to, place.second}, later.first_time});
            successors_.try_emplace({from, place.second}, to);
          }
    }
    std::copy_if(found.begin(), found.end(), std::back_inserter(renames_),
                 [&](const Rename& rename) { return !Clash(rename); });
  }

  const Rename* RenameOf(const Holder& holder) const {
    const auto it = std::find_if(renames_.begin(), renames_.end(),
                                 [&](const Rename& rename) { return rename.from == holder; });
    return it == renames_.end() ? nullptr : &*it;
  }

  // Files of one name are one machine, save where it had given the name up before: whoever bears
  // it much later is another one, made from the same image.
  void JoinEqualNames(const std::vector<Holder>& holders) {
    std::vector<const Rename*> gone;
    for (const Holder& holder : holders)
      if (const Rename* rename = RenameOf(holder)) gone.push_back(rename);
    const Holder* later = nullptr;
    for (const Holder& holder : holders) {
      if (!gone.empty() && RenameOf(holder) != nullptr) continue;
      const FileTime first = lives_.at(holder).first_time;
      const bool after = std::any_of(gone.begin(), gone.end(), [&](const Rename* rename) {
        return first > rename->time + kNewIdSpacePause;
      });
      if (gone.empty() || after || !OneMachine(gone)) {
        if (later != nullptr) groups_.Join(*later, holder);
        later = &holder;
      } else {
        groups_.Join(gone.front()->from, holder);
      }
    }
  }

  bool OneMachine(const std::vector<const Rename*>& renames) {
    return std::all_of(renames.begin(), renames.end(), [&](const Rename* rename) {
      return rename->to.name == renames.front()->to.name;
    });
  }

  // «WS01» is «ws01.corp.example» where no other full name starts so.
  void JoinShortAndFullNames() {
    std::map<std::string, std::vector<std::string>> by_label;
    for (const auto& [name, holders] : of_name_)
      by_label[std::string(FirstLabel(name))].push_back(name);
    for (const auto& [label, names] : by_label)
      if (names.size() == 2 && names[0] == label)
        groups_.Join(of_name_.at(names[0]).front(), of_name_.at(names[1]).front());
  }

  std::map<Symbol, std::string> lower_;
  std::map<std::pair<Symbol, std::int32_t>, std::map<std::string, Extent>> of_file_;
  std::map<std::string, std::vector<Span>> spans_of_name_;
  std::map<Holder, std::string> successors_;  // the name that follows in the file
  std::map<Holder, Extent> lives_;
  std::map<std::string, std::vector<Holder>> of_name_;
  std::vector<Rename> renames_;
  HolderGroups groups_;
};

}  // namespace

MachineOfName GroupMachineNames(const std::vector<Log>& logs,
                                const std::vector<ChannelExtent>& extents) {
  return NameRules(logs, extents).Run();
}

}  // namespace logonloom
