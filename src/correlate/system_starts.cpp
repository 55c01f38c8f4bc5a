#include "correlate/system_starts.h"

#include <algorithm>
#include <utility>

#include "correlate/windows.h"

namespace logonloom {
namespace {

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
// times: ahead of the start, or beside the stop that the log told ahead of it.
void TakeLateRecords(std::span<const Event> events, std::uint64_t log_start, BootMark& mark) {
  const Event* stop = mark.position > 0 ? &events[mark.position - 1] : nullptr;
  if (stop != nullptr && stop->kind != EventKind::kEventLogStopped) stop = nullptr;
  for (std::size_t i = mark.position;
       i < events.size() && events[i].record_id <= log_start + kKernelStartAfter; ++i) {
    const FileTime time = events[i].time;
    const bool beside_stop = stop != nullptr && time >= stop->time - kLogStopTail &&
                             time <= stop->time + kLogStopTail;
    if (IsWrittenLate(events[i].kind) && (time < *mark.start || beside_stop))
      mark.of_boot_before.push_back(i);
  }
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

}  // namespace

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

}  // namespace logonloom
