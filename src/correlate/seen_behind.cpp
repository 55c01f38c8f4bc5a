#include "correlate/seen_behind.h"

#include <algorithm>

#include "correlate/windows.h"

namespace logonloom {
namespace {

// Whether the log goes on behind its run in the boot without a gap (a logoff can stand right behind
// the stop), or ends with the stop itself.
bool ReachesEndOfBoot(const History& history, const Event& last) {
  const auto log_end = history.seen.LastId(last.channel);
  if (!log_end || *log_end <= last.record_id) return IsStop(last.kind);
  return history.seen.Contiguous(last.channel, last.record_id, last.record_id + 1);
}

// The last of the events from the one to the other that no missing record lies ahead of.
Index LastWithoutGap(const History& history, Index event, Index last) {
  const Event& e = history.event(event);
  while (event < last) {
    const Index middle = event + (last - event + 1) / 2;
    if (history.seen.Contiguous(e.channel, e.record_id, history.event(middle).record_id))
      event = middle;
    else
      last = middle - 1;
  }
  return event;
}

// Where clocks were set back over a shutdown, times do not tell which of the log's records was the
// last ahead of it: the log itself does, by the stop or by the start behind it.
bool TellsWhereBootEnds(const History& history, Index last) {
  return !history.boots.overlap || IsStop(history.event(last).kind) ||
         history.boots.told_starts.contains(static_cast<std::size_t>(last) + 1);
}

// Whether the log has a record of the boot at that time or ahead of it, and misses none from there
// to its last one of the boot, which lies no further ahead of `until` than a start takes.
bool IsWhole(const History& history, FileTime time, FileTime until, const History::Run& run) {
  if (history.event(run.last).time + kBootStartSpread < until) return false;
  const Index behind = history.FirstBehind(run.first, run.last + 1, time);
  if (behind == run.first) return false;
  const Event &at = history.event(behind - 1), &last = history.event(run.last);
  return history.seen.Contiguous(at.channel, at.record_id, last.record_id);
}

// LocalSessionManager says that it starts where it gives ActivityIDs too, from Windows 8 on.
bool SaysItStarts(const Event& e) {
  return e.channel.view() == kLocalSessionManagerChannel && !e.activity_id.empty();
}

// The connections to a server are told by its own log, and end as that starts again.
bool IsOfServer(EventKind kind) {
  return kind == EventKind::kSshMessage || kind == EventKind::kGatewayConnected ||
         kind == EventKind::kGatewayDisconnected;
}

// Whether the event's log records each start of the machine.
bool TellsStarts(const History& history, const Event& e) {
  const std::string_view channel = e.channel.view();
  return channel == kSecurityChannel || channel == kSystemChannel ||
         history.TellsStarts(e.channel) || SaysItStarts(e);
}

// Whether no boot that is not known lies between the event and the last record of its log in the
// boot: the log itself tells starts, or another one that does is whole.
bool TellsBoots(const History& history, Index event, FileTime last) {
  const Event& e = history.event(event);
  if (TellsStarts(history, e)) return true;
  const auto others = {kSecurityChannel, kSystemChannel, kLocalSessionManagerChannel};
  return std::any_of(others.begin(), others.end(), [&](std::string_view channel) {
    const History::Run* run = history.RunOf(history.boot_of(event), channel);
    return run != nullptr && TellsStarts(history, history.event(run->last)) &&
           IsWhole(history, e.time, last, *run);
  });
}

}  // namespace

SeenTo SeenBehind(const History& history, Index event) {
  if (event == kNone) return {};
  const Event& e = history.event(event);
  const Index last_of_boot = history.RunOf(event).last;
  const Index last = LastWithoutGap(history, event, last_of_boot);
  const FileTime last_time = history.event(last).time;
  const bool told = TellsBoots(history, event, last_time);
  const auto log_end = history.seen.LastId(e.channel);
  SeenTo seen;
  seen.log_end = (told || IsOfServer(e.kind)) && log_end &&
                 history.seen.Contiguous(e.channel, e.record_id, *log_end);
  if (!told) return seen;
  seen.last = last_time;
  seen.boot_end = last == last_of_boot && ReachesEndOfBoot(history, history.event(last)) &&
                  TellsWhereBootEnds(history, last);
  return seen;
}

}  // namespace logonloom
