#include "activity/local_links.h"

#include <algorithm>
#include <map>

#include "activity/accounts.h"
#include "activity/name_numbers.h"
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

// The program of a service's command: without quotes and arguments, «c:\x\psexesvc.exe» →
// «psexesvc.exe».
std::string ProgramOf(std::string_view command) {
  command = Trim(command);
  if (command.starts_with('"')) {
    command.remove_prefix(1);
    command = command.substr(0, command.find('"'));
  } else if (const std::size_t end = ToLower(command).find(".exe"); end != std::string::npos) {
    command = command.substr(0, end + 4);
  } else {
    command = command.substr(0, command.find(' '));
  }
  const std::string file = ToLower(FileOf(command));
  return file == "%comspec%" ? "cmd.exe" : file;
}

// What a person's session installed or planned, latest last, by machine and name.
using Makers = std::map<std::pair<Index, std::string>, std::vector<std::pair<FileTime, Index>>>;

Index MakerBefore(const Makers& makers, Index host, const std::string& name, FileTime time) {
  const auto known = makers.find({host, name});
  if (known == makers.end()) return kNone;
  Index found = kNone;
  for (const auto& [made, session] : known->second)
    if (made <= time + kProcessSlack) found = session;
  return found;
}

bool IsPlan(const Event& e) {
  const bool security = e.channel.view() == "Security" && e.kind == EventKind::kActivity;
  return e.kind == EventKind::kTaskChanged ||
         (security && (e.event_id == 4698 || e.event_id == 4702));
}

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
    const Index from = process.creator_logon_session, to = process.logon_session;
    if (from == kNone || to == kNone || from == to || !process.start_time) continue;
    if (IsPermanent(scene.logon(from).logon_id)) continue;
    const LogonSession& session = scene.logon(to);
    if (session.parent == from) continue;  // runas has its link
    const bool halves = session.linked == from;
    links.Add(Between(from, to, halves ? "elevation" : "token", "target_logon_id",
                      process.start_time, kRecordedLink),
              {process.parent, p});
  }
}

void LinkTasksAndServices(const MachineScene& scene, ProcessTable& processes,
                          const BulkList<EventDetail>& details, LinkList& links) {
  Makers tasks, services;
  for (Index i = scene.begin(); i < scene.end(); ++i) {
    if (scene.kind(i) != EventKind::kActivity && scene.kind(i) != EventKind::kTaskChanged) continue;
    const Event& e = scene.event(i);
    const Index session = scene.place(i).logon_session;
    if (session == kNone || IsPermanent(scene.logon(session).logon_id)) continue;
    if (IsPlan(e))
      tasks[{scene.place(i).host, ToLower(e.object.view())}].emplace_back(e.time, session);
    if (IsServiceInstall(e))
      services[{scene.place(i).host, ProgramOf(e.object_path.view())}].emplace_back(e.time,
                                                                                    session);
  }
  for (Makers* makers : {&tasks, &services})
    for (auto& [key, list] : *makers) std::sort(list.begin(), list.end());
  for (Index i = scene.begin(); i < scene.end() && !tasks.empty(); ++i) {
    if (scene.kind(i) != EventKind::kTaskRan) continue;
    const Event& e = scene.event(i);
    const Index p = details[static_cast<std::size_t>(i)].process;
    if (p == kNone || processes.at(p).logon_session == kNone) continue;
    const Index maker = MakerBefore(tasks, scene.place(i).host, ToLower(e.object.view()), e.time);
    if (maker == kNone) continue;
    processes.processes[static_cast<std::size_t>(p)].planner_logon_session = maker;
    links.Add(Between(maker, processes.at(p).logon_session, "task", "object_name", e.time,
                      kDerivedLink),
              {kNone, p});
  }
  for (Index p = 0; p < processes.size() && !services.empty(); ++p) {
    Process& process = processes.processes[static_cast<std::size_t>(p)];
    if (process.parent == kNone || process.logon_session == kNone || !process.start_time) continue;
    if (!EqualsIgnoreCase(FileOf(processes.at(process.parent).image), "services.exe")) continue;
    const Index maker =
        MakerBefore(services, process.host, ToLower(FileOf(process.image)), *process.start_time);
    if (maker == kNone) continue;
    process.planner_logon_session = maker;
    links.Add(Between(maker, process.logon_session, "service", "object_name", process.start_time,
                      kDerivedLink),
              {kNone, p});
  }
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
