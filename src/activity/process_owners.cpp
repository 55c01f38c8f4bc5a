#include "activity/process_owners.h"

#include "activity/windows.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

constexpr Index kSeveral = -2;

class OwnerFinder {
 public:
  OwnerFinder(const MachineScene& scene, ProcessTable& table)
      : scene_(scene),
        table_(table),
        told_(static_cast<std::size_t>(table.size()), kNone) {}

  void Run() {
    for (Index i = scene_.begin(); i < scene_.end(); ++i)
      if (scene_.kind(i) == EventKind::kProcessStart) Hear(i);
    for (Index p = 0; p < table_.size(); ++p) {
      const Index told = told_[static_cast<std::size_t>(p)];
      if (told != kNone && IsOpen(p)) Settle(p, told);
    }
    // A parent stands ahead of its children here, but for those that no record starts.
    for (Index p = 0; p < table_.size(); ++p)
      if (table_.IsOwnerAssumed(p)) Derive(p);
  }

 private:
  bool IsOpen(Index p) const {
    return table_.IsOwnerAssumed(p) || table_.at(p).logon_session == kNone;
  }
  bool IsSplit(const Process& p) const {
    return p.token_elevation == "full" || p.token_elevation == "limited";
  }
  bool IsPersons(Index session) const {
    return session != kNone && !IsPermanent(scene_.logon(session).logon_id);
  }

  // The Subject of a start is the account of the one that starts. Of the permanent ones it may be
  // another's: Windows starts elevated programs in the name of the one that asked for them.
  void Hear(Index i) {
    const Event& e = scene_.event(i);
    const Index child = table_.ProcessOf(i);
    const Index parent = child == kNone ? kNone : table_.at(child).parent;
    if (!e.process_guid.empty() || e.subject_logon_id == 0 || parent == kNone || !IsOpen(parent))
      return;
    const Process& process = table_.at(parent);
    const bool split = IsSplit(process) || !table_.IsOwnerAssumed(parent);
    if (split && IsPermanent(e.subject_logon_id)) return;
    const Index session = scene_.FindLogon(process.boot, e.subject_logon_id, e.time);
    if (session == kNone || !FitsStart(process, session)) return;
    Index& told = told_[static_cast<std::size_t>(parent)];
    told = told == kNone || told == session ? session : kSeveral;
  }

  // Who logged on behind the start is whom a service acts for.
  bool FitsStart(const Process& process, Index session) const {
    const LogonSession& s = scene_.logon(session);
    return !s.start_time || !process.start_time ||
           *s.start_time <= *process.start_time + kProcessSlack;
  }

  void Settle(Index p, Index told) {
    if (told != kSeveral) return table_.SetOwner(p, told);
    if (table_.IsOwnerAssumed(p)) table_.SetOwner(p, kNone);
  }

  // Neither the system nor a service has a token with two halves. What a person's program starts
  // through a service (runas, an elevation) is somebody's, and nobody tells whose.
  void Derive(Index p) {
    const Process& process = table_.at(p);
    const Index parent = process.parent;
    const Index owner = parent == kNone || table_.IsOwnerAssumed(parent)
                            ? kNone
                            : table_.at(parent).logon_session;
    const bool split = IsSplit(process), persons = IsPersons(owner);
    if (split && persons)
      table_.SetOwner(p, HalfOf(owner, process.token_elevation == "full"));
    else if (split || persons)
      table_.SetOwner(p, kNone);
  }

  Index HalfOf(Index session, bool elevated) const {
    for (const Index half : {session, scene_.logon(session).linked})
      if (half != kNone && scene_.logon(half).elevated == elevated) return half;
    return kNone;
  }

  const MachineScene& scene_;
  ProcessTable& table_;
  std::vector<Index> told_;  // by process: the session of its children's Subjects, kSeveral
};

}  // namespace

bool TellsNoOwner(const Event& start) {
  const bool old = start.version < 2 && start.integrity.empty();
  return old && start.process_guid.empty() && start.target_logon_id == 0 &&
         IsPermanent(start.subject_logon_id);
}

void FindOwners(const MachineScene& scene, ProcessTable& table) {
  OwnerFinder(scene, table).Run();
}

}  // namespace logonloom
