#include "correlate/boots.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <span>

#include "base/text.h"
#include "correlate/boot_alignment.h"
#include "correlate/boot_ends.h"
#include "correlate/boot_key.h"
#include "correlate/boot_marks.h"
#include "correlate/boot_placement.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

struct Cut {  // from `position` on the channel's events belong to `boot` or a later one
  std::size_t position;
  BootDraft* boot;
  bool late = false;  // the boot may have begun some records ahead of it
};

struct ChannelRun {
  std::size_t begin, end;  // among all ordered events
  std::vector<BootMark> marks;
  std::vector<Cut> cuts;
};

// Kernel-General 12 tells best when a boot began, a key or a LUID drop least: the enum's order,
// unknown aside.
bool TellsBetter(BootBasis a, BootBasis b) {
  return b == BootBasis::kUnknown || (a != BootBasis::kUnknown && a < b);
}

std::string TextOfKey(FileTime key) { return HexText(static_cast<std::uint64_t>(key.ticks)); }

void Improve(BootDraft& draft, const BootMark& mark) {
  if (!draft.key) draft.key = mark.key;
  const bool tells_when = !draft.start && mark.start;  // a drop of LUIDs does not
  if (!tells_when && !TellsBetter(mark.basis, draft.basis)) return;
  draft.start = mark.start;
  draft.basis = mark.basis;
  draft.low = mark.low;
  draft.high = mark.high;
}

class MachineBoots {
 public:
  MachineBoots(const MachineEvents& machine, const EventIndex& index, const SeenRecords& seen)
      : machine_(machine), index_(index), seen_(seen) {
    keys_.reserve(machine.events.size());
    BootKeys keys;
    for (const Event& e : machine.events) {
      keys_.push_back(keys.Of(e.activity_id, e.time));
      first_time_ = std::min(first_time_, e.time);
    }
  }

  BootTable Run() {
    BootTable table;
    SplitChannels();
    const auto others = std::find_if(runs_.begin(), runs_.end(),
                                     [this](const ChannelRun& run) { return Rank(run) > 1; });
    for (auto run = runs_.begin(); run != others; ++run) {
      AddMarkOfFirstKey(*run);
      Align(*run);
    }
    const std::optional<FileTime> stop = LatestBeforeStop();
    for (auto run = others; run != runs_.end(); ++run) AddMarkOfFirstKey(*run);
    std::stable_partition(others, runs_.end(), [&](const ChannelRun& run) {
      return stop && !run.marks.empty() && run.marks.back().high > *stop;
    });
    for (auto run = others; run != runs_.end(); ++run) {
      const bool start_told = !order_.empty() && stop && order_.back()->low > *stop;
      if (stop && !start_told) AddMarkBehindStop(*run, *stop);
      Align(*run);
    }
    for (ChannelRun& run : runs_) MoveCutsToStarts(run);
    for (std::size_t i = 0; i < order_.size(); ++i) order_[i]->number = i;
    const std::vector<std::ptrdiff_t> places = Place(table);
    const bool before_first = order_.empty() || std::count(places.begin(), places.end(), -1) > 0;
    const std::ptrdiff_t shift = before_first ? 1 : 0;
    AddBoots(table, before_first);
    for (const std::ptrdiff_t place : places)
      table.boot_of.push_back(static_cast<Index>(place + shift));
    NameKeys(table);
    FindBootEnds(machine_, index_, seen_, table);
    return table;
  }

 private:
  void SplitChannels() {
    for (const IndexRange& channel : index_.channels()) {
      const auto begin = static_cast<std::size_t>(channel.begin);
      const auto count = static_cast<std::size_t>(channel.size());
      runs_.push_back({begin, begin + count,
                       FindBootMarks(machine_.events.subspan(begin, count),
                                     std::span(machine_.space_of).subspan(begin, count),
                                     std::span(keys_).subspan(begin, count), seen_),
                       {}});
    }
    std::stable_sort(runs_.begin(), runs_.end(),
                     [&](const ChannelRun& a, const ChannelRun& b) { return Rank(a) < Rank(b); });
  }

  // A channel's first key tells of a boot start too, if the evidence begins long before it; a
  // little before it, the clock may just have been slow.
  void AddMarkOfFirstKey(ChannelRun& run) const {
    const std::size_t end = run.marks.empty() ? run.end : run.begin + run.marks.front().position;
    for (std::size_t i = run.begin; i < end; ++i) {
      const auto& key = keys_[i];
      if (!key) continue;
      if (first_time_ >= *key - kBootKeyAhead) return;
      BootMark mark;
      mark.position = i - run.begin;
      while (mark.position > 0 && machine_.events[run.begin + mark.position - 1].time >= *key)
        --mark.position;
      mark.basis = BootBasis::kBootKey;
      mark.start = mark.key = mark.low = mark.high = *key;
      run.marks.insert(run.marks.begin(), std::move(mark));
      return;
    }
  }

  // Whether the log ends with the shutdown of the last boot that is known. Where clocks are set
  // back over a shutdown, times do not tell which boot that is.
  bool EndsWithStop(const ChannelRun& run) const {
    if (!IsStop(machine_.events[run.end - 1].kind)) return false;
    if (!run.marks.empty()) {
      const std::vector<std::size_t>& late = run.marks.back().of_boot_before;
      if (std::count(late.begin(), late.end(), run.end - 1 - run.begin) > 0) return false;
    }
    return order_.empty() || run.cuts.empty() || run.cuts.back().boot == order_.back();
  }

  // The latest time that Security or System tell of, where both end with a shutdown.
  std::optional<FileTime> LatestBeforeStop() const {
    std::optional<FileTime> stop;
    FileTime last_time{INT64_MIN}, start{INT64_MIN};
    for (const ChannelRun& run : runs_) {
      if (Rank(run) > 1) continue;
      const Event& last = machine_.events[run.end - 1];
      if (EndsWithStop(run)) stop = std::max(stop.value_or(last.time), last.time);
      last_time = std::max(last_time, last.time);
      if (!run.marks.empty()) start = std::max(start, run.marks.back().high);
    }
    if (!stop || last_time > *stop + kLogStopTail || start > *stop) return std::nullopt;
    FileTime latest = *stop;
    for (const ChannelRun& run : runs_)
      for (std::size_t i = run.begin; Rank(run) <= 1 && i < run.end; ++i)
        latest = std::max({latest, machine_.events[i].time,
                           ShownAhead(machine_.events[i]).value_or(latest)});
    return latest;
  }

  // Where Security and System end with a shutdown, what another channel goes on to tell is of a
  // boot that they do not show.
  void AddMarkBehindStop(ChannelRun& run, FileTime stop) const {
    if (!run.marks.empty() && run.marks.back().high > stop) return;
    const std::size_t least = run.marks.empty() ? 0 : run.marks.back().position + 1;
    std::size_t position = run.end - run.begin;
    while (position > least &&
           machine_.events[run.begin + position - 1].time > stop + kLogStopTail)
      --position;
    if (run.begin + position == run.end) return;
    BootMark mark;
    mark.position = position;
    mark.basis = BootBasis::kFirstRecord;
    mark.low = stop + kLogStopTail;
    mark.high = machine_.events[run.begin + position].time;
    run.marks.push_back(std::move(mark));
  }

  int Rank(const ChannelRun& run) const {
    const std::string_view channel = machine_.events[run.begin].channel.view();
    return channel == "Security" ? 0 : channel == "System" ? 1 : 2;
  }

  // Whether a log that records boots itself tells of the moment, no record missing since a machine
  // that started then would have said so, so that a service start alone (services restart) is no
  // boot.
  bool Covered(FileTime time) const {
    return std::any_of(runs_.begin(), runs_.end(), [&](const ChannelRun& run) {
      if (Rank(run) > 1) return false;
      const auto events = std::span(machine_.events).subspan(run.begin, run.end - run.begin);
      const auto from = [&](FileTime least) {
        return std::partition_point(events.begin(), events.end(),
                                    [&](const Event& e) { return e.time <= least; });
      };
      // Of a log that begins later, and whose clock was set back then, that is not known.
      if (events.front().time > time - kBootStartSpread) return false;
      const auto ahead = from(time - kBootStartSpread), behind = from(time);
      return ahead != events.begin() && behind != events.end() &&
             seen_.Contiguous(behind->channel, std::prev(ahead)->record_id, behind->record_id);
    });
  }

  // Merges the channel's marks into the boots known so far; both keep their order.
  void Align(ChannelRun& run) {
    const std::vector<BootDraft*> known = AlignMarks(order_, run.marks);
    std::vector<const BootDraft*> next(known.begin(), known.end());  // known one from there on
    for (std::size_t m = next.size(); m-- > 1;)
      if (next[m - 1] == nullptr) next[m - 1] = next[m];
    std::size_t k = 0;
    for (std::size_t m = 0; m < run.marks.size(); ++m) {
      const BootMark& mark = run.marks[m];
      if (known[m] != nullptr) {
        while (order_[k] != known[m]) ++k;
      } else {
        if (mark.basis == BootBasis::kServiceStart && Covered(*mark.start)) continue;
        while (k < order_.size() && order_[k] != next[m] && order_[k]->low <= mark.high) ++k;
        drafts_.push_back({});
        order_.insert(order_.begin() + static_cast<std::ptrdiff_t>(k), &drafts_.back());
      }
      Improve(*order_[k], mark);
      run.cuts.push_back({run.begin + mark.position, order_[k], mark.late});
      ++k;
    }
  }

  // A drop of LUIDs, say, shows a boot late. Where another channel tells when it began, what was
  // written since is of it, back to the last logon of the boot before.
  void MoveCutsToStarts(ChannelRun& run) const {
    for (std::size_t c = 0; c < run.cuts.size(); ++c) {
      Cut& cut = run.cuts[c];
      if (!cut.late || !cut.boot->start) continue;
      const std::size_t least = c == 0 ? run.begin : run.cuts[c - 1].position + 1;
      std::size_t first = cut.position;
      while (first > least && machine_.events[first - 1].time >= *cut.boot->start &&
             machine_.events[first - 1].kind != EventKind::kLogon)
        --first;
      cut.position = FirstBehindGap(machine_.events, seen_, first, cut.position);
    }
  }

  // What stands minutes ahead of a boot's first record, in another log, is of its start as well.
  static FileTime BeganBy(const BootDraft& draft) {
    const bool short_window =
        draft.basis == BootBasis::kFirstRecord && draft.high - draft.low <= kBootStartSpread;
    return short_window ? draft.low : draft.high;
  }

  std::vector<std::ptrdiff_t> Place(BootTable& table) const {
    std::vector<KnownBoot> boots;
    for (const BootDraft* draft : order_)
      boots.push_back({draft->start, BeganBy(*draft), draft->key,
                       draft->basis == BootBasis::kServiceStart});
    std::vector<BootRun> runs;
    for (const ChannelRun& run : runs_) {
      BootRun placed{run.begin, run.end, {}, {}};
      for (const Cut& cut : run.cuts) {
        placed.cuts.push_back({cut.position, cut.boot->number, !cut.late});
        if (!cut.late) table.told_starts.insert(cut.position);
      }
      for (const BootMark& mark : run.marks)
        for (const std::size_t position : mark.of_boot_before)
          placed.boot_before.push_back(run.begin + position);
      runs.push_back(std::move(placed));
    }
    BootPlacement placement(machine_, seen_, keys_, boots);
    std::vector<std::ptrdiff_t> places = placement.Place(std::move(runs));
    table.overlap = placement.overlap();
    return places;
  }

  void AddBoots(BootTable& table, bool before_first) {
    if (before_first) {
      Boot boot;
      boot.host = kThisMachine;
      table.boots.push_back(boot);
    }
    for (const BootDraft* draft : order_) {
      Boot boot;
      boot.host = kThisMachine;
      boot.number = static_cast<std::int32_t>(draft->number) + 1;
      boot.start_time = draft->start;
      boot.start_basis = draft->basis;
      if (draft->key) boot.boot_key = TextOfKey(*draft->key);
      table.boots.push_back(std::move(boot));
    }
  }

  // A key that no start was read from belongs to the boot in which its records lie.
  void NameKeys(BootTable& table) const {
    std::set<FileTime> known;
    for (const BootDraft* draft : order_)
      if (draft->key) known.insert(*draft->key);
    for (std::size_t i = 0; i < machine_.events.size(); ++i) {
      Boot& boot = table.boots[static_cast<std::size_t>(table.boot_of[i])];
      if (!boot.boot_key.empty()) continue;
      const auto& key = keys_[i];
      if (key && known.insert(*key).second) boot.boot_key = TextOfKey(*key);
    }
  }

  const MachineEvents& machine_;
  const EventIndex& index_;
  const SeenRecords& seen_;
  FileTime first_time_{INT64_MAX};             // of all events
  std::vector<std::optional<FileTime>> keys_;  // of each event
  std::vector<ChannelRun> runs_;
  std::deque<BootDraft> drafts_;
  std::vector<BootDraft*> order_;
};

}  // namespace

std::optional<FileTime> ShownAhead(const Event& e) {
  if (!TellsClockStep(e.kind) || !e.previous_time || *e.previous_time > e.time + kMostClockStep ||
      *e.previous_time + kMostClockStep < e.time)
    return std::nullopt;
  return e.previous_time;
}

BootTable FindBoots(const MachineEvents& machine, const EventIndex& index,
                    const SeenRecords& seen) {
  return MachineBoots(machine, index, seen).Run();
}

}  // namespace logonloom
