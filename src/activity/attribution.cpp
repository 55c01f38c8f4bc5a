#include "activity/attribution.h"

#include "activity/script_hosts.h"
#include "activity/shadowed_sessions.h"
#include "activity/task_runners.h"
#include "activity/twin_records.h"
#include "activity/windows.h"
#include "model/actors.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

struct Answer {
  SessionThen session;
  Attribution basis = Attribution::kProcess;
  Index process = kNone;
};

// Kinds whose `target` is the account that acts, as far as the record names one.
bool NamesItsActor(EventKind kind) {
  switch (kind) {
    case EventKind::kProcessConnection:
    case EventKind::kNameLookup:
    case EventKind::kProcessAct:
    case EventKind::kTaskChanged:
    case EventKind::kWmi:
    case EventKind::kTransfer:
    case EventKind::kThreatFound:
    case EventKind::kFirewallChanged:
    case EventKind::kPrinted:
    case EventKind::kShutdownRequested:
    case EventKind::kProcessEnd:
      return true;
    default:
      return false;
  }
}

// Kinds whose `process_id` is the acting program.
bool NamesItsProcess(EventKind kind) {
  switch (kind) {
    case EventKind::kNetworkConnection:
    case EventKind::kTaskRan:
    case EventKind::kWmi:
    case EventKind::kTransfer:
    case EventKind::kKernelClockChanged:
    case EventKind::kProcessConnection:
    case EventKind::kNameLookup:
    case EventKind::kProcessAct:
      return true;
    default:
      return false;
  }
}

bool IsOfInterest(const Event& e) {
  return NamesItsActor(e.kind) || NamesItsProcess(e.kind) || IsWrittenFor(e);
}

class Attributor {
 public:
  Attributor(const MachineScene& scene, const ProcessTable& processes, Correlation& correlation)
      : scene_(scene),
        processes_(processes),
        c_(correlation),
        twins_(scene),
        shadowed_(scene),
        task_runners_(scene),
        script_hosts_(scene, processes) {}

  void Run(BulkList<EventDetail>& details) {
    for (Index i = scene_.begin(); i < scene_.end(); ++i) {
      EventDetail& detail = details[static_cast<std::size_t>(i)];
      detail.process = processes_.ProcessOf(i);
      EventPlace& place = c_.places[static_cast<std::size_t>(i)];
      if (scene_.kind(i) == EventKind::kSessionShadowed)
        PlaceShadowing(i, place);
      else if (place.logon_session == kNone)
        Place(i, place, detail);
      else
        KeepRoles(i, place, detail);
    }
  }

 private:
  // The record names its session: the caller and the token stay beside it.
  void KeepRoles(Index i, EventPlace& place, EventDetail& detail) const {
    const Event& e = scene_.event(i);
    place.attribution = NamesOtherHalf(place) ? Attribution::kLinked : Attribution::kLogonId;
    if (e.target_logon_id == 0) return;
    const bool token = e.kind == EventKind::kTokenAdjusted || e.event_id == 4696;
    if (token && e.channel.view() == "Security") detail.token = place.logon_session;
    if (e.subject_logon_id != 0 && e.subject_logon_id != e.target_logon_id)
      detail.caller = scene_.FindLogon(place.boot, e.subject_logon_id, e.time);
  }

  bool NamesOtherHalf(const EventPlace& place) const {
    if (place.access_session == kNone) return false;
    const Index shown = scene_.access(place.access_session).logon_session;
    return shown != kNone && shown == scene_.logon(place.logon_session).linked;
  }

  void PlaceShadowing(Index i, EventPlace& place) const {
    place.access_session = shadowed_.SessionOf(i);
    if (place.access_session == kNone) return;
    place.logon_session = scene_.access(place.access_session).logon_session;
    place.attribution = Attribution::kLogonId;
  }

  void Place(Index i, EventPlace& place, EventDetail& detail) const {
    const Event& e = scene_.event(i);
    const Answer answer = Find(i, e, place, detail.process);
    if (detail.process == kNone) detail.process = answer.process;
    if (answer.session.empty()) return;
    place.logon_session = answer.session.logon_session;
    place.attribution = answer.basis;
    if (place.access_session == kNone) place.access_session = answer.session.access_session;
  }

  // Explicit before derived: the caller's own id, the process, another record of the same act, the
  // account alone.
  Answer Find(Index i, const Event& e, const EventPlace& place, Index known) const {
    if (e.kind == EventKind::kLogonFailed && e.subject_logon_id != 0)
      return {OfLogon(scene_.FindLogon(place.boot, e.subject_logon_id, e.time), e.time),
              Attribution::kLogonId, kNone};
    if (!IsOfInterest(e)) return {};
    if (const Index twin = twins_.SessionBeside(i); twin != kNone)
      return {OfLogon(twin, e.time), Attribution::kLinked, kNone};
    const Index process = known != kNone ? known : ProcessOf(i, e, place);
    if (process != kNone && processes_.at(process).logon_session != kNone)
      return {OfLogon(processes_.at(process).logon_session, e.time), Attribution::kProcess,
              process};
    return {OnlyActor(i, e, place), Attribution::kTimeOnly, process};
  }

  SessionThen OfLogon(Index logon, FileTime time) const {
    return {logon, scene_.FindVisit(logon, time)};
  }

  Index ProcessOf(Index i, const Event& e, const EventPlace& place) const {
    const Index named = processes_.FindByGuid(place.host, e.process_guid);
    if (named != kNone) return named;
    if (NamesItsProcess(e.kind) && e.process_id != 0) {
      const Index p = processes_.Find(place.boot, e.process_id, e.time, ImageOf(e));
      if (p != kNone) return p;
    }
    if (!IsWrittenByActor(e.kind)) return kNone;
    if (e.writer_pid != 0) {
      const Index p = processes_.Find(place.boot, e.writer_pid, e.time);
      if (p != kNone && Agrees(p, e.writer_sid)) return p;
    }
    return e.kind == EventKind::kScript ? script_hosts_.Find(i) : kNone;
  }

  // 200 and 201 of the task scheduler name the action, which is not the program.
  static std::string_view ImageOf(const Event& e) {
    return e.kind == EventKind::kTaskRan || e.kind == EventKind::kWmi ? std::string_view()
                                                                      : e.process_name.view();
  }

  bool Agrees(Index process, Symbol sid) const {
    const Index session = processes_.at(process).logon_session;
    if (session == kNone || sid.empty()) return true;
    const SharedText& owner = scene_.logon(session).user.sid;
    return owner.empty() || owner == sid.view();
  }

  SessionThen OnlyActor(Index i, const Event& e, const EventPlace& place) const {
    if (e.kind == EventKind::kTaskRan)
      return scene_.OnlySessionOf(place.boot, NameOf(task_runners_.RunnerOf(i)), e.time);
    if (e.kind == EventKind::kScript) {
      const SessionThen named = scene_.OnlySessionOf(place.boot, ScriptAccount(e), e.time);
      if (!named.empty()) return named;
    }
    return scene_.OnlySessionOf(place.boot, ActorOf(e), e.time);
  }

  // The SID goes ahead of names: an account's domain changes with its machine's name.
  static AccountName ActorOf(const Event& e) {
    AccountName actor;
    if (NamesItsActor(e.kind)) actor = NameOf(e.target);
    if (e.kind == EventKind::kLogCleared) actor = NameOf(e.subject);
    if (actor.sid.empty() && IsWrittenFor(e)) actor.sid = e.writer_sid.view();
    return actor;
  }

  const MachineScene& scene_;
  const ProcessTable& processes_;
  Correlation& c_;
  TwinRecords twins_;
  ShadowedSessions shadowed_;
  TaskRunners task_runners_;
  ScriptHosts script_hosts_;
};

}  // namespace

void Attribute(const MachineScene& scene, const ProcessTable& processes, Correlation& correlation,
               BulkList<EventDetail>& details) {
  Attributor(scene, processes, correlation).Run(details);
}

}  // namespace logonloom
