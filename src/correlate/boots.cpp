#include "correlate/boots.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <span>
#include <unordered_map>

#include "base/text.h"
#include "correlate/act_witnesses.h"
#include "correlate/boot_alignment.h"
#include "correlate/boot_ends.h"
#include "correlate/boot_key.h"
#include "correlate/boot_marks.h"
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

void Improve(BootDraft& draft, const BootMark& mark) {
  if (!draft.key) draft.key = mark.key;
  if (!TellsBetter(mark.basis, draft.basis)) return;
  draft.start = mark.start;
  draft.basis = mark.basis;
  draft.low = mark.low;
  draft.high = mark.high;
}

class MachineBoots {
  static constexpr std::ptrdiff_t kNowhere = -2;

 public:
  MachineBoots(const MachineEvents& machine, const SeenRecords& seen)
      : machine_(machine), seen_(seen) {
    keys_.reserve(machine.events.size());
    for (const Event& e : machine.events) keys_.push_back(BootKey(e.activity_id.view(), e.time));
  }

  BootTable Run() {
    BootTable table;
    SplitChannels();
    const FileTime first_time = FirstTime();
    for (ChannelRun& run : runs_) {
      AddMarkOfFirstKey(run, first_time);
      if (Rank(run) > 1) AddMarkBehindStop(run);
      Align(run);
    }
    for (ChannelRun& run : runs_) MoveCutsToStarts(run);
    for (std::size_t i = 0; i < order_.size(); ++i) order_[i]->number = i;
    std::vector<std::ptrdiff_t> places(machine_.events.size());
    bool before_first = order_.empty();
    lives_.assign(order_.size() + 1, {FileTime{INT64_MAX}, FileTime{INT64_MIN}});
    stops_.assign(order_.size() + 1, std::nullopt);
    for (const ChannelRun& run : runs_) {  // Security and System each know stops of the other
      if (Rank(run) > 1) break;
      Assign(run, places);
      NoteStops(run, places);
    }
    std::stable_partition(runs_.begin(), runs_.end(), [&](const ChannelRun& run) {
      return Rank(run) < 2 || !run.cuts.empty();  // those that know boots, then the others
    });
    for (const ChannelRun& run : runs_) {
      if (Rank(run) > 1 && !lives_known_) FindWitnesses(places);
      lives_known_ |= Rank(run) > 1;
      Assign(run, places);
      if (!run.cuts.empty()) NoteConnections(run, places);
      NoteLives(run, places);
      for (std::size_t i = run.begin; i < run.end; ++i) before_first |= places[i] < 0;
    }
    const std::ptrdiff_t shift = before_first ? 1 : 0;
    AddBoots(table, before_first);
    for (const std::ptrdiff_t place : places)
      table.boot_of.push_back(static_cast<Index>(place + shift));
    NameKeys(table);
    FindBootEnds(machine_, seen_, table);
    return table;
  }

 private:
  void SplitChannels() {
    const std::size_t count = machine_.events.size();
    for (std::size_t i = 0; i < count;) {
      std::size_t end = i;
      while (end < count && machine_.events[end].channel == machine_.events[i].channel) ++end;
      ChannelRun run{i,
                     end,
                     FindBootMarks(std::span(machine_.events).subspan(i, end - i),
                                   std::span(machine_.space_of).subspan(i, end - i),
                                   std::span(keys_).subspan(i, end - i), seen_),
                     {}};
      runs_.push_back(std::move(run));
      i = end;
    }
    std::stable_sort(runs_.begin(), runs_.end(),
                     [&](const ChannelRun& a, const ChannelRun& b) { return Rank(a) < Rank(b); });
  }

  FileTime FirstTime() const {
    FileTime first{INT64_MAX};
    for (const Event& e : machine_.events) first = std::min(first, e.time);
    return first;
  }

  // A channel's first key tells of a boot start too, if the evidence begins long before it; a
  // little before it, the clock may just have been slow.
  void AddMarkOfFirstKey(ChannelRun& run, FileTime first_time) const {
    const std::size_t end = run.marks.empty() ? run.end : run.begin + run.marks.front().position;
    for (std::size_t i = run.begin; i < end; ++i) {
      const auto& key = keys_[i];
      if (!key) continue;
      if (first_time >= *key - kBootKeyAhead) return;
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

  // Where Security and System end with a shutdown, what another channel goes on to tell is of a
  // boot that they do not show.
  void AddMarkBehindStop(ChannelRun& run) const {
    std::optional<FileTime> stop;
    FileTime latest{INT64_MIN};
    for (const ChannelRun& other : runs_) {
      if (Rank(other) > 1) continue;
      const Event& last = machine_.events[other.end - 1];
      if (IsStop(last.kind)) stop = std::max(stop.value_or(last.time), last.time);
      latest = std::max(latest, last.time);
    }
    if (!stop || latest > *stop + kLogStopTail) return;
    std::size_t position = run.marks.empty() ? 0 : run.marks.back().position + 1;
    while (run.begin + position < run.end &&
           machine_.events[run.begin + position].time <= *stop + kLogStopTail)
      ++position;
    if (run.begin + position == run.end) return;
    if (!run.marks.empty() && run.marks.back().high > *stop) return;
    BootMark mark;
    mark.position = position;
    mark.basis = BootBasis::kFirstRecord;
    mark.low = *stop + kLogStopTail;
    mark.high = machine_.events[run.begin + position].time;
    run.marks.push_back(std::move(mark));
  }

  int Rank(const ChannelRun& run) const {
    const std::string_view channel = machine_.events[run.begin].channel.view();
    return channel == "Security" ? 0 : channel == "System" ? 1 : 2;
  }

  // Whether a log that records boots itself tells of the moment, no record missing, so that a
  // service start alone (services restart) is no boot.
  bool Covered(FileTime time) const {
    return std::any_of(runs_.begin(), runs_.end(), [&](const ChannelRun& run) {
      if (Rank(run) > 1) return false;
      const auto events = std::span(machine_.events).subspan(run.begin, run.end - run.begin);
      const auto behind = std::partition_point(events.begin(), events.end(),
                                               [&](const Event& e) { return e.time <= time; });
      return behind != events.begin() && behind != events.end() &&
             seen_.Contiguous(behind->channel, std::prev(behind)->record_id, behind->record_id);
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
      run.cuts.push_back(
          {run.begin + mark.position, order_[k], mark.basis == BootBasis::kLogonIdDrop});
      ++k;
    }
  }

  // A drop of LUIDs shows a boot late. Where another channel tells when it began, what was written
  // since is of it, back to the last logon of the boot before.
  void MoveCutsToStarts(ChannelRun& run) const {
    for (std::size_t c = 0; c < run.cuts.size(); ++c) {
      Cut& cut = run.cuts[c];
      if (!cut.late || !cut.boot->start) continue;
      const std::size_t least = c == 0 ? run.begin : run.cuts[c - 1].position + 1;
      while (cut.position > least && machine_.events[cut.position - 1].time >= *cut.boot->start &&
             machine_.events[cut.position - 1].kind != EventKind::kLogon)
        --cut.position;
    }
  }

  void Assign(const ChannelRun& run, std::vector<std::ptrdiff_t>& places) const {
    std::size_t cut = 0;
    std::ptrdiff_t before = -1;
    std::vector<FileTime> from;  // the earliest time from each record on
    for (std::size_t i = run.begin; i < run.end; ++i) {
      while (cut < run.cuts.size() && run.cuts[cut].position <= i) ++cut;
      const std::ptrdiff_t lower =
          cut == 0 ? -1 : static_cast<std::ptrdiff_t>(run.cuts[cut - 1].boot->number);
      const std::ptrdiff_t upper = cut == run.cuts.size()
                                       ? static_cast<std::ptrdiff_t>(order_.size())
                                       : static_cast<std::ptrdiff_t>(run.cuts[cut].boot->number);
      if (lower + 1 == upper) {  // no other boot
        places[i] = before = lower;
        continue;
      }
      if (from.empty()) from = EarliestFrom(run);
      // Time runs back only where the clock was set, or a machine began with a slow one.
      const bool back =
          i > run.begin && machine_.events[i].time + kLogStopTail < machine_.events[i - 1].time;
      const auto witnessed = WitnessedBoot(run, i, std::max(lower, before), upper);
      before = witnessed ? *witnessed
                         : Choose(i, from[i - run.begin], lower, upper,
                                  back ? before + 1 : before, before);
      places[i] = before;
    }
    for (std::size_t m = 0; m < run.marks.size(); ++m)
      for (const std::size_t position : run.marks[m].of_boot_before)
        places[run.begin + position] =
            std::max<std::ptrdiff_t>(-1, places[run.begin + position] - 1);
  }

  std::vector<FileTime> EarliestFrom(const ChannelRun& run) const {
    std::vector<FileTime> from(run.end - run.begin);
    FileTime earliest{INT64_MAX};
    for (std::size_t i = run.end; i-- > run.begin;)
      from[i - run.begin] = earliest = std::min(earliest, machine_.events[i].time);
    return from;
  }

  // The channel itself has no sign between `lower` and `upper`: boots that only other channels
  // saw in between are told apart by key, else by the times that the logs of the machine's life
  // show in each, in the channel's own order; else by their starts.
  std::ptrdiff_t Choose(std::size_t i, FileTime from, std::ptrdiff_t lower, std::ptrdiff_t upper,
                        std::ptrdiff_t wanted, std::ptrdiff_t before) const {
    const Event& e = machine_.events[i];
    const auto& key = keys_[i];
    const auto connection = boot_of_connection_.find(e.activity_id);
    if (connection != boot_of_connection_.end() && connection->second >= lower &&
        connection->second < upper && connection->second >= before)
      return connection->second;
    std::ptrdiff_t by_start = lower, by_life = kNowhere;
    for (std::ptrdiff_t k = lower; k < upper; ++k) {
      if (k >= 0) {
        const BootDraft& draft = *order_[static_cast<std::size_t>(k)];
        if (key && draft.key && *key == *draft.key) return k;
        if (k > lower && draft.start.value_or(draft.high) <= e.time) by_start = k;
      }
      if (k == by_start && k + 1 < upper && StoppedBefore(k, from)) by_start = k + 1;
      const bool lives = Life(k).first <= e.time && e.time <= Life(k).second;
      const bool later = by_life < wanted && k >= wanted;
      if (lives && k >= before && (by_life == kNowhere || later)) by_life = k;
    }
    return by_life != kNowhere ? by_life : std::max(by_start, std::min(before, upper - 1));
  }

  // Where two boots show one time: by what Security tells of the record's user at that moment. A
  // connection's first record names none, the ones behind it do.
  std::optional<std::ptrdiff_t> WitnessedBoot(const ChannelRun& run, std::size_t i,
                                              std::ptrdiff_t from, std::ptrdiff_t to) const {
    if (!boots_overlap_ || Rank(run) < 2) return std::nullopt;
    const FileTime time = machine_.events[i].time;
    for (std::size_t k = i; k < run.end; ++k) {
      const Event& e = machine_.events[k];
      if (e.time < time || e.time > time + kNlaBeforeDesktop) break;
      if (ActWitnesses::NamesUser(e)) return witnesses_.PlaceOf(e, from, to);
    }
    return std::nullopt;
  }

  void FindWitnesses(const std::vector<std::ptrdiff_t>& places) {
    FileTime latest{INT64_MIN};
    for (const auto& [first, last] : lives_) {
      boots_overlap_ |= first <= latest;
      if (first <= last) latest = std::max(latest, last);
    }
    if (!boots_overlap_) return;
    for (const ChannelRun& run : runs_)
      for (std::size_t i = run.begin; Rank(run) == 0 && i < run.end; ++i)
        witnesses_.Add(machine_.events[i], places[i]);
    witnesses_.Sort();
  }

  // In which boot a channel that knows boots tells of an ActivityID; nowhere if in several.
  void NoteConnections(const ChannelRun& run, const std::vector<std::ptrdiff_t>& places) {
    for (std::size_t i = run.begin; i < run.end; ++i) {
      const Event& e = machine_.events[i];
      if (e.activity_id.empty() || keys_[i]) continue;
      const auto [it, added] = boot_of_connection_.try_emplace(e.activity_id, places[i]);
      if (!added && it->second != places[i]) it->second = kNowhere;
    }
  }

  // Nothing is written after a shutdown.
  bool StoppedBefore(std::ptrdiff_t boot, FileTime time) const {
    const auto& stop = stops_[static_cast<std::size_t>(boot + 1)];
    return stop && *stop + kLogStopTail < time;
  }

  // First and last time of a boot in Security and System.
  const std::pair<FileTime, FileTime>& Life(std::ptrdiff_t boot) const {
    return lives_[static_cast<std::size_t>(boot + 1)];
  }

  void NoteLives(const ChannelRun& run, const std::vector<std::ptrdiff_t>& places) {
    if (Rank(run) > 1) return;
    for (std::size_t i = run.begin; i < run.end; ++i) {
      auto& [first, last] = lives_[static_cast<std::size_t>(places[i] + 1)];
      const FileTime time = machine_.events[i].time;
      first = std::min(first, time);
      last = std::max(last, time);
    }
  }

  void NoteStops(const ChannelRun& run, const std::vector<std::ptrdiff_t>& places) {
    for (std::size_t i = run.begin; i < run.end; ++i) {
      const FileTime time = machine_.events[i].time;
      const bool ends = i + 1 == run.end || places[i + 1] > places[i];
      auto& stop = stops_[static_cast<std::size_t>(places[i] + 1)];
      if (ends && IsStop(machine_.events[i].kind)) stop = std::max(stop.value_or(time), time);
    }
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
      if (draft->key) boot.boot_key = HexText(static_cast<std::uint64_t>(draft->key->ticks));
      table.boots.push_back(std::move(boot));
    }
  }

  // A key that no start was read from belongs to the boot in which its records lie.
  void NameKeys(BootTable& table) const {
    std::set<std::string> known;
    for (const Boot& boot : table.boots) known.insert(boot.boot_key);
    for (std::size_t i = 0; i < machine_.events.size(); ++i) {
      Boot& boot = table.boots[static_cast<std::size_t>(table.boot_of[i])];
      if (!boot.boot_key.empty()) continue;
      const auto& key = keys_[i];
      if (!key) continue;
      std::string text = HexText(static_cast<std::uint64_t>(key->ticks));
      if (known.insert(text).second) boot.boot_key = std::move(text);
    }
  }

  const MachineEvents& machine_;
  const SeenRecords& seen_;
  std::vector<std::optional<FileTime>> keys_;  // of each event
  std::vector<ChannelRun> runs_;
  std::deque<BootDraft> drafts_;
  std::vector<BootDraft*> order_;
  // By boot, one for what is ahead of all: as Security and System show it.
  std::vector<std::pair<FileTime, FileTime>> lives_;
  std::vector<std::optional<FileTime>> stops_;
  bool lives_known_ = false, boots_overlap_ = false;
  ActWitnesses witnesses_;
  std::unordered_map<Symbol, std::ptrdiff_t> boot_of_connection_;  // by ActivityID
};

}  // namespace

BootTable FindBoots(const MachineEvents& machine, const SeenRecords& seen) {
  return MachineBoots(machine, seen).Run();
}

}  // namespace logonloom
