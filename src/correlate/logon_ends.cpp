#include "correlate/logon_ends.h"

#include <algorithm>
#include <utility>

#include "correlate/purposes.h"
#include "correlate/windows.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

SessionEnd Recorded(FileTime time, EndBasis basis, double confidence) {
  SessionEnd end;
  end.time = time;
  end.reason = EndReason::kLogoff;
  end.basis = basis;
  end.confidence = confidence;
  return end;
}

// Whose logoff is always written.
bool IsInteractive(const TracedLogon& logon) {
  if (IsDesktop(logon.session.purpose) || IsPermanent(logon.session.logon_id)) return true;
  const auto type = logon.session.logon_type;
  return type == 2u || type == 7u || (type >= 10u && type <= 13u);
}

// The last record of the event's log and boot ahead of `time`, if none is missing up to it.
std::optional<FileTime> OpenAhead(const History& history, Index event, FileTime time) {
  if (event == kNone) return std::nullopt;
  Index low = event, high = history.RunOf(event).last;
  while (low < high) {  // a log's times rise, but for steps of the clock, which are straightened
    const Index middle = low + (high - low + 1) / 2;
    if (history.event(middle).time <= time)
      low = middle;
    else
      high = middle - 1;
  }
  const Event &first = history.event(event), &last = history.event(low);
  if (!history.seen.Contiguous(first.channel, first.record_id, last.record_id)) return std::nullopt;
  return last.time;
}

// Whether a desktop's logon may have another half, of which nothing is known: those of older Windows
// are neighbours by id.
bool MayHaveHalf(const History& history, const TracedLogon& logon) {
  if (logon.logon_event == kNone) return !logon.opens_desktop && !logon.network_sign;
  const Event& e = history.event(logon.logon_event);
  if (e.version >= 2 || !IsInteractive(logon)) return false;
  return !history.seen.Contiguous(e.channel, e.record_id - 1, e.record_id + 2);
}

// The elevated half of a desktop ends by a record of the other one, which must be known for that.
bool TellsItsEnd(const History& history, const TracedLogon& logon) {
  return IsPermanent(logon.session.logon_id) || logon.session.linked != kNone ||
         !MayHaveHalf(history, logon);
}

SessionEnd EndOf(const History& history, const LogonTable& table, const TracedLogon& logon) {
  if (logon.logoff_event != kNone)
    return Recorded(history.event(logon.logoff_event).time, EndBasis::kLogoffEvent, kRecorded);
  if (logon.goodbye_event != kNone)
    return Recorded(history.event(logon.goodbye_event).time, EndBasis::kLogoffInitiated, kRecorded);
  if (logon.session.linked != kNone) {
    const Index goodbye = table.at(logon.session.linked).goodbye_event;
    if (goodbye != kNone)
      return Recorded(history.event(goodbye).time, EndBasis::kPartner, kDerived);
  }
  if (IsInteractive(logon) && !IsPermanent(logon.session.logon_id))
    if (auto end = EndByFastStartup(history, logon.session.boot, logon.last_time,
                                    logon.last_security_event))
      return *end;
  SeenTo seen = SeenBehind(history, logon.last_security_event);
  const bool told = TellsItsEnd(history, logon);
  seen.boot_end &= told;
  return EndOfBoot(history, logon.session.boot, logon.last_time, seen,
                   told && IsInteractive(logon));
}

}  // namespace

std::optional<SessionEnd> EndByFastStartup(const History& history, Index boot, FileTime last_seen,
                                           Index last_event) {
  const auto start = history.FastStartupBehind(boot, last_seen);
  if (!start) return std::nullopt;
  SessionEnd end;
  end.lower = std::max(last_seen, OpenAhead(history, last_event, *start).value_or(last_seen));
  end.upper = start;
  end.reason = EndReason::kShutdown;
  end.basis = EndBasis::kBootEnd;
  end.confidence = kWindow;
  return end;
}

SessionEnd EndOfBoot(const History& history, Index boot_index, FileTime last_seen, SeenTo seen,
                     bool logged) {
  const Boot& boot = history.boot(boot_index);
  const Index next = history.NextBoot(boot_index);
  const FileTime open_at = logged ? std::max(last_seen, seen.last.value_or(last_seen)) : last_seen;
  SessionEnd end;
  end.lower = open_at;
  const auto stop = boot.clean == true ? history.EndOf(boot_index) : std::nullopt;
  if (stop && last_seen > *stop + kLogStopTail) return end;  // by another boot's stop
  if (stop) {
    end = {};
    end.time = stop;
    end.reason = EndReason::kShutdown;
    end.basis = EndBasis::kBootEnd;
    end.confidence = kDerived;
    if (!seen.boot_end) {  // its logoff may stand in a record that is missing
      end.upper = std::exchange(end.time, std::nullopt);
      end.lower = std::min(open_at, *end.upper);
      end.confidence = kWindow;
    }
  } else if (boot.clean == true && next != kNone) {  // shut down, nothing tells when
    end.reason = EndReason::kShutdown;
    end.basis = EndBasis::kBootEnd;
    end.upper = history.StartBehind(boot_index);
    end.confidence = kWindow;
  } else if (next != kNone) {
    end.reason = EndReason::kInferredBoundary;
    end.basis = EndBasis::kBootEnd;
    const bool told = boot.end_basis == BootEndBasis::kUnexpectedShutdown;
    if (told && seen.boot_end) end.time = history.EndOf(boot_index);
    end.upper = history.StartBehind(boot_index);
    if (end.upper && *end.upper < *end.lower) end.upper.reset();  // the clock was set back
    end.confidence = kWindow;
  } else if (seen.log_end) {
    end.reason = EndReason::kStillOpenAtEndOfLog;
    end.basis = EndBasis::kEndOfLog;
    end.confidence = kWindow;
  }
  return end;
}

void EndLogons(const History& history, LogonTable& table) {
  for (TracedLogon& logon : table.logons) {
    const SessionEnd end = EndOf(history, table, logon);
    if (logon.session.end.reason != EndReason::kSuperseded || end.reason == EndReason::kLogoff)
      logon.session.end = end;
  }
}

}  // namespace logonloom
