#include "activity/local_links.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "activity/accounts.h"
#include "activity/name_numbers.h"
#include "activity/planned_commands.h"
#include "activity/windows.h"
#include "base/text.h"
#include "model/actors.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

Link Between(Index from, Index to, std::string_view kind, std::string_view basis,
             std::optional<FileTime> time, double confidence) {
  Link link;
  link.from_logon_session = from;
  link.to_logon_session = to;
  link.kind = kind;
  link.basis = basis;
  link.time = time;
  link.confidence = confidence;
  return link;
}

// Sessions of an account in a boot, by start.
class StartsByAccount {
 public:
  explicit StartsByAccount(const MachineScene& scene) {
    for (Index l = scene.logons().begin; l < scene.logons().end; ++l) {
      const LogonSession& s = scene.logon(l);
      if (s.start_time && !s.user.name.empty())
        starts_[{s.boot, names_.Add(s.user.name)}].emplace_back(*s.start_time, l);
    }
    for (auto& [key, list] : starts_) std::sort(list.begin(), list.end());
  }
  // Visits the sessions that began from `from` to `to`.
  template <typename Visit>
  void Between(Index boot, std::string_view name, FileTime from, FileTime to, Visit visit) const {
    const auto number = names_.Find(name);
    const auto* known = number ? starts_.Find({boot, *number}) : nullptr;
    if (known == nullptr) return;
    for (auto place = std::lower_bound(known->begin(), known->end(), std::pair(from, kNone));
         place != known->end() && place->first <= to; ++place)
      visit(place->second);
  }

 private:
  NameNumbers names_;
  NumberMap<std::vector<std::pair<FileTime, Index>>> starts_;  // boot, name
};

bool IsAsked(const MachineScene& scene, Index i) {
  if (scene.kind(i) != EventKind::kExplicitCredentials) return false;
  const Event& e = scene.event(i);
  return e.subject_logon_id != 0 && !IsPermanent(e.subject_logon_id) &&
         scene.place(i).logon_session != kNone;
}

// Which person's session started a process.
struct Starter {
  Index session = kNone;
  std::string_view basis;
  double confidence = 0;
};

// What a service or the system started may stand under a person's program all the same: Windows
// starts elevated programs so, and who takes the system's token starts programs in its name.
Starter StarterOf(const MachineScene& scene, const ProcessTable& processes, Index p) {
  const auto is_persons = [&](Index session) {
    return session != kNone && !IsPermanent(scene.logon(session).logon_id);
  };
  const Process& process = processes.at(p);
  if (is_persons(process.creator_logon_session))
    return {process.creator_logon_session, "target_logon_id", kRecordedLink};
  const Index parent = process.parent;
  if (process.creator_logon_session == kNone || parent == kNone || processes.IsOwnerAssumed(p) ||
      !is_persons(processes.at(parent).logon_session))
    return {};
  return {processes.at(parent).logon_session, "parent_process", kDerivedLink};
}

// What a person's session installed or planned, by the time.
struct Plan {
  FileTime time;
  Index boot, session;
  std::string name;  // of the task or service, lower case
  std::string_view command;  // its command line, as registered
};
using Plans = std::vector<Plan>;

// The last one ahead of `time` that `fits`, not older than `oldest`.
template <typename Fits>
const Plan* LastBefore(const Plans& plans, FileTime oldest, FileTime time, Fits fits) {
  auto place = std::upper_bound(plans.begin(), plans.end(), time + kProcessSlack,
                                [](FileTime t, const Plan& plan) { return t < plan.time; });
  while (place != plans.begin() && oldest <= (--place)->time)
    if (fits(*place)) return &*place;
  return nullptr;
}

bool RanRightAway(const Plan& plan, const Process& process) {
  return plan.boot == process.boot && *process.start_time <= plan.time + kPlanToProcess;
}

// Which service a process is, a child of services.exe. A host of many services has one command
// line for some of them.
const Plan* ServiceOf(const Plans& services, const Process& process) {
  const bool shared = IsSharedHost(process.image);
  return LastBefore(services, FileTime{}, *process.start_time, [&](const Plan& plan) {
    if (IsCommandOf(plan.command, process.command_line))
      return !shared || RanRightAway(plan, process);
    return !shared && process.command_line.empty() && RanRightAway(plan, process) &&
           IsProgramOf(plan.command, process.image);
  });
}

bool IsPlan(const Event& e) {
  const bool security = e.channel.view() == "Security" && e.kind == EventKind::kActivity;
  return e.kind == EventKind::kTaskChanged ||
         (security && (e.event_id == 4698 || e.event_id == 4702));
}

// Of what persons' sessions made; permanent sessions make services and tasks all the time.
void NotePlans(const MachineScene& scene, Plans& tasks, Plans& services) {
  for (Index i = scene.begin(); i < scene.end(); ++i) {
    if (scene.kind(i) != EventKind::kActivity && scene.kind(i) != EventKind::kTaskChanged) continue;
    const Event& e = scene.event(i);
    const Index session = scene.place(i).logon_session, boot = scene.place(i).boot;
    if (session == kNone || IsPermanent(scene.logon(session).logon_id)) continue;
    if (IsPlan(e))
      tasks.push_back({e.time, boot, session, ToLower(e.object.view()), e.command_line.view()});
    if (IsServiceInstall(e))
      services.push_back({e.time, boot, session, ToLower(e.object.view()), e.object_path.view()});
  }
  for (Plans* plans : {&tasks, &services})
    std::stable_sort(plans->begin(), plans->end(), [](const Plan& a, const Plan& b) {
      return std::tie(a.time, a.session) < std::tie(b.time, b.session);
    });
}

class PlanLinker {
 public:
  PlanLinker(const MachineScene& scene, ProcessTable& processes, LinkList& links)
      : scene_(scene), processes_(processes), links_(links) {
    NotePlans(scene, tasks_, services_);
    for (const Plan& task : tasks_) by_name_[task.name].push_back(task);
  }

  void LinkTasksThatRan(const BulkList<EventDetail>& details) {
    for (Index i = scene_.begin(); i < scene_.end() && !tasks_.empty(); ++i) {
      if (scene_.kind(i) != EventKind::kTaskRan) continue;
      const Event& e = scene_.event(i);
      const Index p = details[static_cast<std::size_t>(i)].process;
      if (p == kNone || processes_.at(p).logon_session == kNone) continue;
      const auto named = by_name_.find(ToLower(e.object.view()));
      if (named == by_name_.end()) continue;
      Link(LastBefore(named->second, FileTime{}, e.time, [](const Plan&) { return true; }), p,
           "task", "object_name", e.time);
    }
  }

  // Where no record names the process of the task.
  void LinkTaskCommands() {
    for (Index p = 0; p < processes_.size() && !tasks_.empty(); ++p) {
      const Process& process = processes_.at(p);
      if (!IsOpen(process) || process.planner_logon_session != kNone) continue;
      Link(LastBefore(tasks_, *process.start_time - kPlanToProcess, *process.start_time,
                      [&](const Plan& plan) {
                        return RanRightAway(plan, process) &&
                               IsCommandOf(plan.command, process.command_line);
                      }),
           p, "task", "command_line", process.start_time);
    }
  }

  void LinkServices() {
    for (Index p = 0; p < processes_.size() && !services_.empty(); ++p) {
      const Process& process = processes_.at(p);
      if (!IsOpen(process) || process.parent == kNone) continue;
      if (!EqualsIgnoreCase(FileOf(processes_.at(process.parent).image), "services.exe")) continue;
      Link(ServiceOf(services_, process), p, "service", "object_name", process.start_time);
    }
  }

 private:
  static bool IsOpen(const Process& process) {
    return process.logon_session != kNone && process.start_time;
  }

  void Link(const Plan* plan, Index p, std::string_view kind, std::string_view basis,
            std::optional<FileTime> time) {
    if (plan == nullptr) return;
    Process& process = processes_.processes[static_cast<std::size_t>(p)];
    process.planner_logon_session = plan->session;
    links_.Add(Between(plan->session, process.logon_session, kind, basis, time, kDerivedLink),
               {kNone, p});
  }

  const MachineScene& scene_;
  ProcessTable& processes_;
  LinkList& links_;
  Plans tasks_, services_;
  std::map<std::string, Plans> by_name_;  // tasks
};

}  // namespace

void LinkCredentials(const MachineScene& scene, LinkList& links) {
  const StartsByAccount starts(scene);
  for (Index i = scene.begin(); i < scene.end(); ++i) {
    if (!IsAsked(scene, i)) continue;
    const Event& e = scene.event(i);
    const Index caller = scene.place(i).logon_session;
    starts.Between(scene.place(i).boot, e.target.name.view(), e.time - kProcessSlack,
                   e.time + kCredentialsToLogon, [&](Index l) {
                     const LogonSession& s = scene.logon(l);
                     if (!SameAccountAnywhere(s.user, UserOf(e.target)) || l == caller) return;
                     // A caller that the 4624 names has a link already; an address tells that it
                     // came from elsewhere.
                     if (s.parent != kNone || !s.source_ip.empty()) return;
                     links.Add(Between(caller, l, "explicit_credentials", "explicit_credentials",
                                       s.start_time, kDerivedLink));
                   });
  }
}

void LinkTokens(const MachineScene& scene, const ProcessTable& processes, LinkList& links) {
  for (Index p = 0; p < processes.size(); ++p) {
    const Process& process = processes.at(p);
    const Starter starter = StarterOf(scene, processes, p);
    const Index from = starter.session, to = process.logon_session;
    if (from == kNone || to == kNone || from == to || !process.start_time) continue;
    const LogonSession& session = scene.logon(to);
    if (session.parent == from) continue;  // runas has its link
    const bool halves = session.linked == from;
    links.Add(Between(from, to, halves ? "elevation" : "token", starter.basis, process.start_time,
                      starter.confidence),
              {process.parent, p});
  }
}

void LinkTasksAndServices(const MachineScene& scene, ProcessTable& processes,
                          const BulkList<EventDetail>& details, LinkList& links) {
  PlanLinker linker(scene, processes, links);
  linker.LinkTasksThatRan(details);
  linker.LinkTaskCommands();
  linker.LinkServices();
}

void LinkTakeovers(const MachineScene& scene, const ProcessTable& processes, LinkList& links) {
  for (Index a = scene.accesses().begin; a < scene.accesses().end; ++a) {
    const AccessSession& displaced = scene.access(a);
    const Index taken = displaced.superseded_by;
    if (taken == kNone || scene.access(taken).outcome != Outcome::kTakenOver) continue;
    if (displaced.logon_session == kNone || scene.access(taken).logon_session == kNone) continue;
    links.Add(Between(displaced.logon_session, scene.access(taken).logon_session, "takeover",
                      "same_connection", scene.access(taken).start_time, kRecordedLink));
  }
  for (const SessionEvidence& e : scene.evidence()) {
    if (e.role != EvidenceRole::kTakeover || e.access_session == kNone) continue;
    const Index tool = processes.ProcessOf(e.event);
    const Index person = NonSystemAncestor(scene.whole(), processes.processes, tool);
    const Index taken = scene.access(e.access_session).logon_session;
    if (person == kNone || taken == kNone) continue;
    links.Add(Between(processes.at(person).logon_session, taken, "takeover", "tscon",
                      scene.event(e.event).time, kDerivedLink),
              {tool, kNone});
  }
}

}  // namespace logonloom
