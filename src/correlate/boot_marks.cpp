#include "correlate/boot_marks.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "base/text.h"
#include "correlate/boots.h"
#include "correlate/sysmon_logon_guid.h"
#include "correlate/system_starts.h"
#include "correlate/windows.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

constexpr std::uint64_t kKernelProcess = 4;

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

// LSASS, which writes Security's logons, lives as long as the boot: its process id, 0 if the event
// tells none.
std::uint32_t LifelongWriter(const Event& e) {
  switch (e.kind) {
    case EventKind::kLogon:
    case EventKind::kLogonFailed:
    case EventKind::kLogoff:
    case EventKind::kSpecialPrivileges:
      return e.writer_pid == kKernelProcess ? 0 : e.writer_pid;
    default:
      return 0;
  }
}

// Walks a channel between its strong marks and adds a mark where the boot key changes, where a new
// logon's LUID lies far below the highest so far (LUIDs only rise within a boot), or where a process
// that lives as long as the boot is another one.
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
        last_of_writer_.clear();
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
    writer_ = 0;
    writers_mixed_ = false;
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
    LookAtWriter(i, e, told_by_key);
    RaiseHighest(e);
  }

  // Records of the boot before that were written late show its processes again, as does another
  // machine's log among this one's: neither is a boot.
  void LookAtWriter(std::size_t i, const Event& e, bool told_by_key) {
    const std::uint32_t writer = LifelongWriter(e);
    if (writer == 0) return;
    const auto& start = marks_.empty() ? std::nullopt : marks_.back().start;
    if (start && e.time < *start) return;
    const bool changed = writer_ != 0 && writer_ != writer && !told_by_key && !writers_mixed_;
    writers_mixed_ |= changed && LastOfWriter(i, writer_) > i;
    if (changed && !writers_mixed_) {
      before_drop_ = {key_, std::max(last_written_, key_ ? last_keyed_ : 0), highest_};
      BootMark mark = Hidden(i, BootBasis::kFirstRecord);
      mark.late = true;
      WidenOver(before_drop_.last, i, mark);
      // What stands minutes ahead of it is of the start as well.
      if (mark.high - mark.low <= kBootStartSpread) mark.position = before_drop_.last + 1;
      Begin(std::move(mark));
    }
    writer_ = writer;
    last_written_ = i;
  }

  // Up to the next strong mark.
  std::size_t LastOfWriter(std::size_t i, std::uint32_t writer) {
    if (last_of_writer_.empty()) {
      const auto next = std::find_if(strong_.begin(), strong_.end(),
                                     [i](const BootMark& mark) { return mark.position > i; });
      const std::size_t end = next == strong_.end() ? events_.size() : next->position;
      for (std::size_t k = i; k < end; ++k)
        if (const std::uint32_t of = LifelongWriter(events_[k]); of != 0) last_of_writer_[of] = k;
    }
    const auto last = last_of_writer_.find(writer);
    return last == last_of_writer_.end() ? 0 : last->second;
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
    mark.late = true;
    WidenOver(before_drop_.last, i, mark);
    Begin(std::move(mark));
  }

  // Over what the clock showed from the one record to the other. Where a step finds it behind the
  // first of them, the boot itself began with a slow clock.
  void WidenOver(std::size_t first, std::size_t last, BootMark& mark) const {
    const auto show = [&mark](FileTime time) {
      mark.low = std::min(mark.low, time);
      mark.high = std::max(mark.high, time);
    };
    for (std::size_t k = first; k <= last; ++k) {
      show(events_[k].time);
      const auto ahead = ShownAhead(events_[k]);
      if (k > first && ahead)
        show(*ahead < events_[first].time ? *ahead - kBootStartSpread : *ahead);
    }
  }

  // The 4672 of a network logon stands ahead of its 4624.
  std::size_t FirstOf(Luid id, std::size_t i) const {
    std::size_t first = i;
    for (std::size_t k = i; k-- > 0 && events_[k].time >= events_[i].time - kPrivilegesBeforeLogon;)
      if (OwnerOf(events_[k]) == id) first = k;
    return first;
  }

  // The first key behind a mark. A drop of LUIDs, say, shows that a boot lies ahead of it; the key tells
  // when that began, or that there was none.
  void TakeKey(FileTime key) {
    BootMark& mark = marks_.back();
    if (mark.late && before_drop_.key == key) {
      highest_ = std::max(highest_, before_drop_.highest);
      marks_.pop_back();
      return;
    }
    mark.key = key;
    if (!mark.late) return;
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
  std::uint32_t writer_ = 0;      // LifelongWriter of the boot, 0: not known yet
  bool writers_mixed_ = false;    // whether others wrote among its records
  std::size_t last_written_ = 0;  // if there is a writer_: its last record so far
  std::unordered_map<std::uint32_t, std::size_t> last_of_writer_;  // up to the next strong mark
};

}  // namespace

BootMark StrongMark(std::size_t position, FileTime start, BootBasis basis) {
  BootMark mark;
  mark.position = position;
  mark.start = start;
  mark.basis = basis;
  mark.low = mark.high = start;
  return mark;
}

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
  for (BootMark& mark : strong)
    if (mark.position > 0 && events[mark.position - 1].time > mark.high)
      mark.ahead = events[mark.position - 1].time;
  return HiddenMarks(events, spaces, keys, seen, std::move(strong)).Run();
}

}  // namespace logonloom
