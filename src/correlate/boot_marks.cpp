#include "correlate/boot_marks.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "correlate/sysmon_logon_guid.h"
#include "correlate/windows.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

constexpr std::uint64_t kKernelProcess = 4;

BootMark StrongMark(std::size_t position, FileTime start, BootBasis basis) {
  BootMark mark;
  mark.position = position;
  mark.start = start;
  mark.basis = basis;
  mark.low = mark.high = start;
  return mark;
}

bool IsBootProcess(std::string_view path) {
  static constexpr std::array<std::string_view, 10> kNames = {
      "Registry",    "Secure System", "smss.exe",     "autochk.exe", "csrss.exe",
      "wininit.exe", "winlogon.exe",  "services.exe", "LsaIso.exe",  "lsass.exe"};
  const std::size_t slash = path.rfind('\\');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view known) { return EqualsIgnoreCase(name, known); });
}

// Records that the kernel keeps until LSASS can write them, just ahead of 4608.
bool MayBePrelude(const Event& e) {
  return e.event_id == 4688 || e.event_id == 4826 || e.event_id == 4696 || e.event_id == 1101;
}

// The kernel itself starts the first processes of a boot.
bool StartedByKernel(const Event& e) {
  return e.event_id == 4688 && e.parent_process_id == kKernelProcess;
}

// The first of the records that the kernel kept for the 4608 at `start`. What runs at a boot beside
// the processes of every boot, such as installers, stands between those.
std::size_t FirstOfPrelude(std::span<const Event> events, std::size_t start) {
  std::size_t first = start;
  bool kernel_seen = false;
  for (std::size_t i = start; i-- > 0 && MayBePrelude(events[i]);) {
    const Event& e = events[i];
    // 1101 is written late, on whatever clock holds then.
    const bool near = e.event_id == 1101 || (e.time <= events[start].time &&
                                             e.time >= events[start].time - kBootPreludeSpan);
    if (!near || (kernel_seen && e.event_id == 4688 && !StartedByKernel(e))) break;
    kernel_seen |= StartedByKernel(e);
    if (e.event_id != 4688 || StartedByKernel(e) || IsBootProcess(e.process_name.view())) first = i;
  }
  return first;
}

// SYSTEM's logon of type 0 stands right behind 4608, in an export of logons instead of it.
bool IsSystemLogon(const Event& e) {
  return e.kind == EventKind::kLogon && e.has_logon_type && e.logon_type == 0 &&
         e.target_logon_id == kSystemLogonId;
}

std::vector<BootMark> SecurityMarks(std::span<const Event> events) {
  std::vector<BootMark> marks;
  std::optional<std::uint64_t> started;  // record id of the last 4608
  for (std::size_t i = 0; i < events.size(); ++i) {
    const bool starts = events[i].kind == EventKind::kSecurityStarted;
    if (!starts && !IsSystemLogon(events[i])) continue;
    const bool told = started && events[i].record_id - *started <= kSystemLogonBehindStart;
    if (starts) started = events[i].record_id;
    if (!starts && told) continue;
    BootMark mark = StrongMark(i, events[i].time, BootBasis::kSecurityStart);
    mark.position = FirstOfPrelude(events, i);
    for (std::size_t k = mark.position; k < i; ++k)
      if (events[k].event_id != 1101) mark.start = std::min(*mark.start, events[k].time);
    marks.push_back(std::move(mark));
  }
  return marks;
}

bool Near(std::uint64_t kernel_start, std::uint64_t log_start) {
  return kernel_start < log_start ? log_start - kernel_start <= kKernelStartBefore
                                  : kernel_start - log_start <= kKernelStartAfter;
}

bool OpensBootInSystem(const Event& e) {  // 6011, 6008, 6009 stand in a row ahead of 6005
  return e.kind == EventKind::kUnexpectedShutdown || e.event_id == 6009 || e.event_id == 6011;
}

// The first of the row that stands ahead of a boot's 6005, or of its 12 where 6005 is missing.
std::size_t RowBegin(std::span<const Event> events, std::size_t i) {
  bool version_told = events[i].kind == EventKind::kVersionTold;
  std::size_t first = i;
  for (; first > 0; --first) {
    const Event& e = events[first - 1];
    if (!OpensBootInSystem(e) || e.record_id + kKernelStartBefore < events[i].record_id) break;
    if (e.kind == EventKind::kVersionTold && std::exchange(version_told, true)) break;
  }
  return first;
}

// What is written only while the event log service runs.
bool IsOfRunningMachine(EventKind kind) {
  switch (kind) {
    case EventKind::kWinlogonLogon:
    case EventKind::kWinlogonLogoff:
    case EventKind::kShutdownRequested:
    case EventKind::kSuspending:
    case EventKind::kResumed:
    case EventKind::kUptimeTold:
    case EventKind::kLogCleared:
    case EventKind::kActivity:
      return true;
    default:
      return false;
  }
}

// Between a boot's 6005 and its Kernel-General 12 no other boot ends, and ahead of 6005 none goes on.
bool OneBoot(std::span<const Event> events, std::size_t log_start, std::size_t kernel) {
  const bool behind = log_start < kernel;
  for (std::size_t i = std::min(log_start, kernel) + 1; i < std::max(log_start, kernel); ++i)
    if (events[i].kind == EventKind::kEventLogStopped ||
        (behind ? events[i].kind == EventKind::kUnexpectedShutdown
                : IsOfRunningMachine(events[i].kind)))
      return false;
  return true;
}

// What the kernel keeps of a shutdown until the next boot's log runs.
bool IsWrittenLate(EventKind kind) {
  return kind == EventKind::kKernelStopping || kind == EventKind::kPowerTransition;
}

// Where the Kernel-General 12 behind them is missing, the records of the boot before show by their
// times.
void TakeLateRecords(std::span<const Event> events, std::uint64_t log_start, BootMark& mark) {
  for (std::size_t i = mark.position;
       i < events.size() && events[i].record_id <= log_start + kKernelStartAfter; ++i)
    if (IsWrittenLate(events[i].kind) && events[i].time < *mark.start)
      mark.of_boot_before.push_back(i);
}

// Whether the boot of that 6008 or 6011 has told of its start already.
bool StartIsTold(std::span<const Event> events, std::size_t i) {
  for (std::size_t k = i; k-- > 0;) {
    if (events[k].record_id + kKernelStartAfter < events[i].record_id) return false;
    if (IsOfRunningMachine(events[k].kind) || events[k].kind == EventKind::kEventLogStopped)
      return false;
    if (events[k].kind == EventKind::kEventLogStarted || events[k].kind == EventKind::kVersionTold ||
        events[k].kind == EventKind::kKernelStarted)
      return true;
  }
  return false;
}

// 6005, or what else of its row there is: an export may have only the 6009, a log may end within the
// row.
bool TellsLogStart(std::span<const Event> events, std::size_t i) {
  if (events[i].kind == EventKind::kEventLogStarted) return true;
  if (!OpensBootInSystem(events[i])) return false;
  const bool version = events[i].kind == EventKind::kVersionTold;
  for (std::size_t k = i + 1; k < events.size(); ++k) {
    if (events[k].record_id > events[i].record_id + kKernelStartBefore) break;
    if (events[k].event_id == events[i].event_id) break;
    if (events[k].kind == EventKind::kEventLogStarted) return false;
    if (!version && OpensBootInSystem(events[k])) return false;
  }
  return version || !StartIsTold(events, i);
}

// A 6005 (or 6009) or a Kernel-General 12 of System, and the other one of its boot if the log has
// it.
struct SystemStart {
  std::size_t position;
  bool kernel;
  bool joined_with_last = false;
};

// Times that lie far apart speak for two boots where the rest of both may be among missing records;
// where none is, the clock was set in between.
bool MayBeOfOneStart(const Event& first, const Event& second, const SeenRecords& seen) {
  if (seen.Contiguous(first.channel, first.record_id, second.record_id)) return true;
  return second.time <= first.time + kBootStartSpread &&
         first.time <= second.time + kBootStartSpread;
}

bool MayJoin(std::span<const Event> events, const SeenRecords& seen, const SystemStart& a,
             const SystemStart& b) {
  if (a.kernel == b.kernel) return false;
  const SystemStart &kernel = a.kernel ? a : b, &log = a.kernel ? b : a;
  return Near(events[kernel.position].record_id, events[log.position].record_id) &&
         OneBoot(events, log.position, kernel.position) &&
         MayBeOfOneStart(events[a.position], events[b.position], seen);
}

// 6005 and its Kernel-General 12 are neighbours by record id; times do not join them. Either may
// stand first: as many as possible are joined, and of those ways the one with the least between
// them.
void JoinStarts(std::span<const Event> events, const SeenRecords& seen,
                std::vector<SystemStart>& starts) {
  struct Way {
    std::size_t joined = 0;
    std::uint64_t apart = 0;
    bool joins_last = false;
  };
  std::vector<Way> ways(starts.size() + 1);
  for (std::size_t n = 1; n <= starts.size(); ++n) {
    ways[n] = ways[n - 1];
    ways[n].joins_last = false;
    if (n < 2 || !MayJoin(events, seen, starts[n - 2], starts[n - 1])) continue;
    const Way way{ways[n - 2].joined + 1,
                  ways[n - 2].apart + events[starts[n - 1].position].record_id -
                      events[starts[n - 2].position].record_id,
                  true};
    if (way.joined > ways[n].joined || (way.joined == ways[n].joined && way.apart < ways[n].apart))
      ways[n] = way;
  }
  for (std::size_t n = starts.size(); n > 0; n -= ways[n].joins_last ? 2 : 1)
    starts[n - 1].joined_with_last = ways[n].joins_last;
}

BootMark MarkOf(std::span<const Event> events, const SystemStart& start) {
  const Event& e = events[start.position];
  return StrongMark(RowBegin(events, start.position),
                    start.kernel ? e.new_time.value_or(e.time) : e.time,
                    start.kernel ? BootBasis::kKernelStart : BootBasis::kEventLogStart);
}

BootMark Joined(std::span<const Event> events, const SystemStart& a, const SystemStart& b) {
  const BootMark kernel = MarkOf(events, a.kernel ? a : b), log = MarkOf(events, a.kernel ? b : a);
  BootMark mark = kernel;
  mark.position = std::min(kernel.position, log.position);
  mark.low = std::min(*kernel.start, *log.start);
  mark.high = std::max(*kernel.start, *log.start);
  const std::size_t end = a.kernel ? a.position : b.position;
  for (std::size_t i = mark.position; i < end; ++i)
    if (IsWrittenLate(events[i].kind)) mark.of_boot_before.push_back(i);
  return mark;
}

std::vector<BootMark> SystemMarks(std::span<const Event> events, const SeenRecords& seen) {
  std::vector<SystemStart> starts;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const bool kernel = events[i].kind == EventKind::kKernelStarted;
    if (kernel || TellsLogStart(events, i)) starts.push_back({i, kernel});
  }
  JoinStarts(events, seen, starts);
  std::vector<BootMark> marks;
  for (std::size_t n = 0; n < starts.size(); ++n) {
    if (n + 1 < starts.size() && starts[n + 1].joined_with_last) continue;
    if (starts[n].joined_with_last) {
      marks.push_back(Joined(events, starts[n - 1], starts[n]));
      continue;
    }
    marks.push_back(MarkOf(events, starts[n]));
    if (!starts[n].kernel)
      TakeLateRecords(events, events[starts[n].position].record_id, marks.back());
  }
  return marks;
}

// Services that start once with the machine, and say so in their own channel.
bool IsServiceStart(EventKind kind) {
  return kind == EventKind::kRcmListenerStarted || kind == EventKind::kRcmServiceStarted ||
         kind == EventKind::kTsServiceStarted || kind == EventKind::kProfileServiceStarted;
}

// A service says each of these things once as it starts: what was said already is of the next
// start.
std::vector<BootMark> ServiceMarks(std::span<const Event> events) {
  std::vector<BootMark> marks;
  std::vector<std::size_t> said;  // positions, of the start that the last mark is
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Event& e = events[i];
    if (!IsServiceStart(e.kind)) continue;
    const bool again = std::any_of(said.begin(), said.end(), [&](std::size_t k) {
      return events[k].event_id == e.event_id && events[k].message == e.message &&
             events[k].session_name == e.session_name;
    });
    const bool same_start = !marks.empty() && !again &&
                            e.time <= *marks.back().start + kBootStartSpread &&
                            e.time >= *marks.back().start;
    if (!same_start) {
      marks.push_back(StrongMark(i, e.time, BootBasis::kServiceStart));
      said.clear();
    }
    said.push_back(i);
  }
  return marks;
}

// Walks a channel between its strong marks and adds a mark where the boot key changes or where a
// new logon's LUID lies far below the highest so far: LUIDs only rise within a boot.
class HiddenMarks {
 public:
  HiddenMarks(std::span<const Event> events, std::span<const std::uint32_t> spaces,
              std::span<const std::optional<FileTime>> keys, const SeenRecords& seen,
              std::vector<BootMark> strong)
      : events_(events), spaces_(spaces), keys_(keys), seen_(seen), strong_(std::move(strong)) {}

  std::vector<BootMark> Run() {
    std::size_t next = 0;
    for (std::size_t i = 0; i < events_.size(); ++i) {
      if (next < strong_.size() && strong_[next].position == i) {
        Begin(strong_[next++]);
      } else if (i > 0 && spaces_[i] != spaces_[i - 1]) {
        Begin(Hidden(i, BootBasis::kFirstRecord));
      }
      Look(i);
    }
    return std::move(marks_);
  }

 private:
  void Begin(BootMark mark) {
    marks_.push_back(std::move(mark));
    key_.reset();
    system_logon_.reset();
    highest_ = 0;
  }

  BootMark Hidden(std::size_t i, BootBasis basis) const {
    BootMark mark;
    mark.position = i;
    mark.basis = basis;
    mark.low = i > 0 ? std::min(events_[i - 1].time, events_[i].time) : events_[i].time;
    mark.high = i > 0 ? std::max(events_[i - 1].time, events_[i].time) : events_[i].time;
    return mark;
  }

  // Records without a key, between one that ends a boot and `i` of the next, are the next boot's if
  // they were written after it began.
  std::size_t FirstSince(FileTime start, std::size_t i) const {
    std::size_t first = i;
    while (first > last_keyed_ + 1 && events_[first - 1].time >= start) --first;
    return FirstBehindGap(events_, seen_, first, i);
  }

  static bool HasRisingLogonId(const Event& e) {
    return e.kind == EventKind::kLogon && !IsPermanent(e.target_logon_id) && e.logon_type != 0 &&
           e.logon_type != 5;
  }

  void RaiseHighest(const Event& e) {
    if (HasRisingLogonId(e)) highest_ = std::max(highest_, e.target_logon_id);
  }

  void Look(std::size_t i) {
    const Event& e = events_[i];
    if (const auto& key = keys_[i]) {
      if (key_ ? *key_ != *key : IsOfLaterBoot(*key, i)) {
        const std::size_t first = FirstSince(*key, i);
        BootMark mark = Hidden(first, BootBasis::kBootKey);
        mark.start = mark.low = mark.high = *key;
        Begin(std::move(mark));
        for (std::size_t k = first; k < i; ++k) RaiseHighest(events_[k]);
      }
      if (!key_ && !marks_.empty()) TakeKey(*key);
      key_ = *key;
      last_keyed_ = i;
    }
    LookAtSysmon(i, e);
    const bool told_by_key = key_ && last_keyed_ == i;  // the key did not change
    if (!told_by_key && HasRisingLogonId(e) && e.target_logon_id + kLogonIdDrop < highest_)
      Drop(i, e.target_logon_id);
    RaiseHighest(e);
  }

  // The first key behind a start that is told: of a boot whose own start is among missing records, if
  // that lies behind the start.
  bool IsOfLaterBoot(FileTime key, std::size_t i) const {
    if (marks_.empty() || !marks_.back().start || marks_.back().position > i) return false;
    const Event& first = events_[marks_.back().position];
    return key > *marks_.back().start + kBootStartSpread && key <= events_[i].time &&
           !seen_.Contiguous(first.channel, first.record_id, events_[i].record_id);
  }

  // The boot began behind the last logon with a higher LUID, and not before the last of its keys.
  void Drop(std::size_t i, Luid id) {
    std::size_t last = i - 1;
    while (last > 0 &&
           !(HasRisingLogonId(events_[last]) && events_[last].target_logon_id > id + kLogonIdDrop))
      --last;
    before_drop_ = {key_, key_ ? std::max(last, last_keyed_) : last, highest_};
    BootMark mark =
        Hidden(std::max(FirstOf(id, i), before_drop_.last + 1), BootBasis::kLogonIdDrop);
    mark.low = std::min(mark.low, events_[before_drop_.last].time);
    Begin(std::move(mark));
  }

  // The 4672 of a network logon stands ahead of its 4624.
  std::size_t FirstOf(Luid id, std::size_t i) const {
    std::size_t first = i;
    for (std::size_t k = i; k-- > 0 && events_[k].time >= events_[i].time - kPrivilegesBeforeLogon;)
      if (OwnerOf(events_[k]) == id) first = k;
    return first;
  }

  // The first key behind a mark. A drop of LUIDs shows that a boot lies ahead of it; the key tells
  // when that began, or that there was none.
  void TakeKey(FileTime key) {
    BootMark& mark = marks_.back();
    if (mark.basis == BootBasis::kLogonIdDrop && before_drop_.key == key) {
      highest_ = std::max(highest_, before_drop_.highest);
      marks_.pop_back();
      return;
    }
    mark.key = key;
    if (mark.basis != BootBasis::kLogonIdDrop) return;
    std::size_t first = mark.position;
    while (first > before_drop_.last + 1 && events_[first - 1].time >= key) --first;
    mark.position = FirstBehindGap(events_, seen_, first, mark.position);
    mark.basis = BootBasis::kBootKey;
    mark.start = mark.low = mark.high = key;
  }

  // SYSTEM logs on once in each boot, and Sysmon's id of that logon holds its time.
  void LookAtSysmon(std::size_t i, const Event& e) {
    if (e.logon_guid.empty() || e.channel.view() != kSysmonChannel) return;
    const auto guid = ParseSysmonLogonGuid(e.logon_guid.view());
    if (!guid || guid->logon_id != kSystemLogonId) return;
    const bool same = system_logon_ && guid->time <= *system_logon_ + kSysmonTwins &&
                      *system_logon_ <= guid->time + kSysmonTwins;
    if (system_logon_ && !same) {
      BootMark mark = Hidden(i, BootBasis::kSysmonLogon);
      mark.start = mark.low = mark.high = guid->time;
      Begin(std::move(mark));
    }
    system_logon_ = guid->time;
    if (!marks_.empty() && marks_.back().basis == BootBasis::kFirstRecord) {
      marks_.back().basis = BootBasis::kSysmonLogon;
      marks_.back().start = guid->time;
    }
  }

  std::span<const Event> events_;
  std::span<const std::uint32_t> spaces_;
  std::span<const std::optional<FileTime>> keys_;
  const SeenRecords& seen_;
  std::vector<BootMark> strong_, marks_;
  std::optional<FileTime> system_logon_;
  std::optional<FileTime> key_;
  std::size_t last_keyed_ = 0;  // if there is a key_: the record that it was last read from
  struct {
    std::optional<FileTime> key;
    std::size_t last = 0;  // record that is known to be of the boot before
    Luid highest = 0;
  } before_drop_;
  Luid highest_ = 0;
};

}  // namespace

std::size_t FirstBehindGap(std::span<const Event> events, const SeenRecords& seen,
                           std::size_t first, std::size_t last) {
  const std::string_view channel = events[first].channel.view();
  if (channel != kSecurityChannel && channel != kSystemChannel) return first;
  for (std::size_t i = std::max<std::size_t>(first, 1); i <= last; ++i)
    if (!seen.Contiguous(events[i].channel, events[i - 1].record_id, events[i].record_id)) return i;
  return first;
}

std::vector<BootMark> FindBootMarks(std::span<const Event> events,
                                    std::span<const std::uint32_t> spaces,
                                    std::span<const std::optional<FileTime>> keys,
                                    const SeenRecords& seen) {
  if (events.empty()) return {};
  const std::string_view channel = events.front().channel.view();
  std::vector<BootMark> strong;
  if (channel == "Security")
    strong = SecurityMarks(events);
  else if (channel == "System")
    strong = SystemMarks(events, seen);
  else
    strong = ServiceMarks(events);
  return HiddenMarks(events, spaces, keys, seen, std::move(strong)).Run();
}

}  // namespace logonloom
