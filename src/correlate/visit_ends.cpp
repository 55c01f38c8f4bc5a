#include "correlate/visit_ends.h"

#include <algorithm>
#include <utility>

#include "correlate/logon_ends.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

// Which record tells a disconnect's time best.
int DisconnectRank(EventKind kind) {
  switch (kind) {
    case EventKind::kTsDisconnected:
      return 0;
    case EventKind::kSessionDisconnected:
      return 1;
    default:
      return 2;
  }
}
constexpr int kRankOfConnection = 3;  // RdpCoreTS 103 and 102

// A visit of which nothing tells how it began may have come over RDP too, and have been left in a
// record that is missing.
bool MayBeLeft(const AccessSession& s) {
  if (s.kind == SessionKind::kRdp) return true;
  return s.kind == SessionKind::kInteractive && !s.start_time &&
         s.end.reason != EndReason::kStillOpenAtEndOfLog;
}

}  // namespace

void VisitEnds::Disconnect(Index visit, const DesktopSign& sign) {
  const int rank = DisconnectRank(history_.event(sign.event).kind);
  std::optional<int>& known = rank_[visit];
  if (!known || rank < *known) {
    known = rank;
    access_.at(visit).end =
        RecordedEnd(sign.time, EndReason::kDisconnect, EndBasis::kDisconnectEvent);
  }
  told_by_[visit].push_back(history_.event(sign.event).channel);
  access_.Prove(visit, sign.event, EvidenceRole::kDisconnect, "disconnect_event");
}

void VisitEnds::Explain(Index visit, const DesktopSign& sign) {
  access_.Prove(visit, sign.event, EvidenceRole::kDisconnect, "disconnect_reason");
  reasons_[visit].push_back(sign);
}

void VisitEnds::Replace(const Desktop& desktop, Index visit, const DesktopSign& sign) {
  SessionEnd& end = access_.at(visit).end;
  const Connection* taken = origins_.Taken(visit);
  if (taken != nullptr && taken->disconnected && *taken->disconnected <= sign.time + kSameAct) {
    end = RecordedEnd(*taken->disconnected, EndReason::kDisconnect, EndBasis::kDisconnectEvent);
    if (std::optional<int>& known = rank_[visit]; !known) known = kRankOfConnection;
    return;
  }
  EndAhead(desktop, visit, sign.time);
  if (sign.doubtful) end.upper.reset();
}

// When the desktop last showed ahead of `until` that somebody was there.
std::optional<FileTime> VisitEnds::LastUse(const Desktop& desktop, std::optional<FileTime> start,
                                           std::optional<FileTime> until) const {
  const auto take = [&](FileTime time, Ticks ahead = {}) {
    if (!until || time + ahead < *until) start = std::max(start.value_or(time), time);
  };
  for (const DesktopSign& sign : desktop.signs)
    if (sign.kind != SignKind::kLeft) take(sign.time);
  for (const Index s : desktop.unlocks)
    if (logons_.at(s).session.purpose == Purpose::kUnlock)
      take(history_.event(logons_.at(s).first_event).time, kShortLogon);  // else it lets back in
  return start;
}

// No record tells when, but that it was over by then.
void VisitEnds::EndAhead(const Desktop& desktop, Index visit, FileTime time) {
  SessionEnd& end = access_.at(visit).end;
  end = {};
  end.reason = EndReason::kSuperseded;
  end.basis = EndBasis::kNextUse;
  end.lower = LastUse(desktop, access_.at(visit).start_time, time);
  end.upper = time;
  end.confidence = kWindow;
}

// Unless the desktop shows later that it stayed, he may have logged off.
void VisitEnds::Leave(const Desktop& desktop, Index visit, FileTime time) {
  EndAhead(desktop, visit, time);
  const bool stayed = (desktop.end.time && *desktop.end.time > time) ||
                      std::any_of(desktop.signs.begin(), desktop.signs.end(),
                                  [time](const DesktopSign& sign) { return sign.time > time; });
  if (stayed) access_.at(visit).end.reason = EndReason::kDisconnect;
}

void VisitEnds::Supersede(Index before, Index visit, FileTime time) {
  AccessSession& old = access_.at(before);
  const bool at_once = old.end.time && time <= *old.end.time + kSameAct;
  if (!at_once && old.end.reason != EndReason::kSuperseded) return;
  old.end.reason = EndReason::kSuperseded;
  old.superseded_by = visit;
}

bool VisitEnds::JustEnded(Index visit, const DesktopSign& sign) const {
  const SessionEnd& end = access_.at(visit).end;
  if (!end.time || sign.time > *end.time + kSlowAct) return false;
  const auto* told = told_by_.Find(visit);
  return sign.time <= *end.time + kSameAct || told == nullptr ||
         std::find(told->begin(), told->end(), history_.event(sign.event).channel) == told->end();
}

// 40 says why the client went, where neither 23 nor 4647 nor the next connection does.
void VisitEnds::TakeReason(Index visit) {
  SessionEnd& end = access_.at(visit).end;
  const auto* reasons = reasons_.Find(visit);
  if (end.reason != EndReason::kDisconnect || !end.time || reasons == nullptr) return;
  for (const DesktopSign& sign : *reasons) {
    const Ticks apart = sign.time - *end.time;
    if (apart > kSameAct || apart < Ticks{-kSameAct.count}) continue;
    const auto reason = history_.event(sign.event).reason;
    if (reason == kReasonLogoff) end.reason = EndReason::kLogoff;
    if (reason == kReasonReplaced) end.reason = EndReason::kSuperseded;
  }
}

// Where 40 alone tells that the client went, and nothing behind it that he was still there, when is
// not known.
void VisitEnds::EndWithReason(const Desktop& desktop, Index visit) {
  SessionEnd& end = access_.at(visit).end;
  const auto* reasons = reasons_.Find(visit);
  if (reasons == nullptr || end.confidence == kRecorded) return;
  const DesktopSign& last = reasons->back();
  const bool stayed = std::any_of(
      desktop.signs.begin(), desktop.signs.end(), [&](const DesktopSign& sign) {
        return sign.kind != SignKind::kReason && sign.time > last.time + kSameAct;
      });
  if (stayed) return;
  const auto reason = history_.event(last.event).reason;
  end = {};
  end.reason = reason == kReasonLogoff     ? EndReason::kLogoff
               : reason == kReasonReplaced ? EndReason::kSuperseded
                                           : EndReason::kDisconnect;
  end.basis = EndBasis::kDisconnectEvent;
  end.lower = last.time;
  end.confidence = kWindow;
}

// RdpCoreTS tells how each link ended.
SessionEnd VisitEnds::EndOfLink(const Connection& c) const {
  Index last = c.bound_event;
  if (last == kNone) return {};
  for (const Index i : c.events)
    if (history_.event(i).channel == history_.event(last).channel) last = std::max(last, i);
  return EndOfBoot(history_, c.boot, c.last_time, SeenBehind(history_, last), true);
}

// When the connection went on with another desktop.
std::optional<FileTime> VisitEnds::Switched(const Desktop& desktop, const Connection& connection,
                                            FileTime start) const {
  for (const Index i : connection.desktop_events) {
    const FileTime time = history_.event(i).time;
    const auto& begins = desktop.begin_events;
    const bool own = std::find(begins.begin(), begins.end(), i) != begins.end() ||
                     std::any_of(desktop.signs.begin(), desktop.signs.end(),
                                 [i](const DesktopSign& sign) { return sign.event == i; });
    if (!own && time > start) return time;
  }
  return std::nullopt;
}

// The link's own end, where no record of the desktop tells of a disconnect.
void VisitEnds::EndWithConnection(const Desktop& desktop, Index visit) {
  const Connection* taken = origins_.Taken(visit);
  AccessSession& s = access_.at(visit);
  if (taken == nullptr) return;
  if (const auto switched = s.start_time ? Switched(desktop, *taken, *s.start_time) : std::nullopt) {
    const auto last = s.end.time ? s.end.time : s.end.upper;
    if (!last || *last > *switched + kSameAct) EndAhead(desktop, visit, *switched);
    return;
  }
  if (!taken->disconnected && s.end.reason == EndReason::kUnknown) s.end = EndOfLink(*taken);
  if (!taken->disconnected) return;
  const FileTime gone = *taken->disconnected;
  if (s.end.confidence == kRecorded && *s.end.time <= gone + kSameAct) return;
  s.end = RecordedEnd(gone, EndReason::kDisconnect, EndBasis::kDisconnectEvent);
  if (s.superseded_by == kNone) return;
  const Index next = std::exchange(s.superseded_by, kNone);
  Supersede(visit, next, *access_.at(next).start_time);
}

// That nobody left before the machine or its log stopped is known only if one of the logs that
// tell of it is whole from the visit's begin on. What the account did later does not show that
// anybody was there.
void VisitEnds::DoubtWithoutRecords(const Desktop& desktop, Index visit) {
  SessionEnd& end = access_.at(visit).end;
  const bool shut_down = end.basis == EndBasis::kBootEnd && end.confidence >= kDerived;
  const bool left_open = MayBeLeft(access_.at(visit)) && !end.time;
  if ((!shut_down && !left_open) || ToldToTheEnd(desktop, visit)) return;
  if (end.basis == EndBasis::kNextUse && !end.upper) return;
  if (shut_down && access_.at(visit).kind == SessionKind::kConsole) {
    end.confidence = kWindow;  // few leave a console to others without a logoff
    return;
  }
  if (shut_down) {
    end.upper = std::exchange(end.time, std::nullopt);
    end.confidence = kWindow;
  }
  end.lower = LastUse(desktop, access_.at(visit).start_time, end.upper);
  if (!end.lower) end.lower = FirstTimeOf(desktop);
  if (end.lower && end.upper && *end.upper < *end.lower) end.lower = end.upper;
}

// Its user may have gone then, and come back.
void VisitEnds::DoubtUntoldReturns(const Desktop& desktop, Index visit) {
  AccessSession& s = access_.at(visit);
  const bool within = std::any_of(
      desktop.doubts.begin(), desktop.doubts.end(), [&](FileTime time) {
        return (!s.start_time || *s.start_time <= time) && s.end.time && *s.end.time > time;
      });
  if (!within) return;
  s.end.confidence = std::min(s.end.confidence, kWindow);
  if (!s.end.lower) s.end.lower = s.start_time;
}

std::optional<FileTime> VisitEnds::FirstTimeOf(const Desktop& desktop) const {
  std::optional<FileTime> first;
  if (desktop.local != kNone)
    first = history_.event(locals_.at(desktop.local).first_event).time;
  if (desktop.logon != kNone) {
    const FileTime named = history_.event(logons_.at(desktop.logon).first_event).time;
    first = std::min(first.value_or(named), named);
  }
  return first;
}

// Whether the event's log does. In Security only if that is audited, as its other marks show.
bool VisitEnds::TellsDisconnects(Index i) const {
  const std::string_view channel = history_.event(i).channel.view();
  if (channel == kLocalSessionManagerChannel) return true;
  const auto marks = {EventKind::kSessionDisconnected, EventKind::kSessionReconnected,
                      EventKind::kLocked, EventKind::kUnlocked};
  return channel == kSecurityChannel &&
         std::any_of(marks.begin(), marks.end(),
                     [this](EventKind mark) { return !history_.OfKind(mark).empty(); });
}

bool VisitEnds::ToldToTheEnd(const Desktop& desktop, Index visit) const {
  const AccessSession& s = access_.at(visit);
  std::vector<Index> begins = desktop.begin_events;
  for (const DesktopSign& sign : desktop.signs)
    if (sign.kind == SignKind::kConnect) begins.push_back(sign.event);
  return std::any_of(begins.begin(), begins.end(), [&](Index i) {
    if (!s.start_time || history_.event(i).time < *s.start_time) return false;
    if (!TellsDisconnects(i)) return false;
    const SeenTo seen = SeenBehind(history_, i);
    return s.end.basis == EndBasis::kEndOfLog ? seen.log_end : seen.boot_end;
  });
}

void VisitEnds::Finish(const Desktop& desktop, Index open) {
  for (const Index visit : desktop.visits) {
    AccessSession& s = access_.at(visit);
    if (visit == open) {
      s.end = desktop.end;
      if (s.end.lower && s.start_time) s.end.lower = std::max(*s.end.lower, *s.start_time);
      for (const Index i : desktop.logoff_events)
        access_.Prove(visit, i, EvidenceRole::kLogoff, "logoff_event");
      EndWithReason(desktop, visit);
    }
    TakeReason(visit);
    DoubtWithoutRecords(desktop, visit);
    EndWithConnection(desktop, visit);
    DoubtUntoldReturns(desktop, visit);
    s.confidence = std::min(s.begin_confidence, s.end.confidence);
  }
}

}  // namespace logonloom
