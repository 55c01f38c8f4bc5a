#include "activity/processes.h"

#include <algorithm>
#include <tuple>

#include "activity/process_owners.h"
#include "activity/windows.h"
#include "base/text.h"
#include "model/logon_ids.h"
#include "model/session_keys.h"
#include "model/token_words.h"

namespace logonloom {
namespace {

constexpr int kMostAncestors = 64;  // evidence may claim a circle
constexpr int kMostReuses = 4;      // of a number within moments

bool IsSysmon(const Event& e) { return !e.process_guid.empty(); }

// What is not known agrees with everything.
bool SameProgram(std::string_view a, std::string_view b) {
  return a.empty() || b.empty() || EqualsIgnoreCase(FileOf(a), FileOf(b));
}

// Starts that are not known come first: such a process was there before the others.
FileTime StartOf(const Process& process) { return process.start_time.value_or(FileTime{}); }

Ticks Distance(FileTime a, FileTime b) { return a < b ? b - a : a - b; }

NumberIn GuidKey(Index host, Symbol guid) { return {host, std::hash<Symbol>()(guid)}; }

void FillText(SharedText& text, Symbol symbol) {
  if (text.empty()) text = symbol;
}

}  // namespace

std::string_view FileOf(std::string_view path) {
  const std::size_t slash = path.find_last_of("\\/");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

Index ProcessTable::Find(Index boot, std::uint64_t process_id, FileTime time,
                         std::string_view image) const {
  const auto* known = process_id == 0 ? nullptr : by_id_.Find({boot, process_id});
  if (known == nullptr) return kNone;
  // A number is used by one process at a time: the latest that had begun, or one right ahead.
  const auto& list = *known;
  auto place = std::upper_bound(list.begin(), list.end(), time + kProcessSlack,
                                [](FileTime t, const Holder& h) { return t < h.since; });
  for (int tries = 0; place != list.begin() && tries < kMostReuses; ++tries) {
    const Index p = (--place)->process;
    const Process& process = at(p);
    const bool over = process.end_time && *process.end_time + kProcessSlack < time;
    if (over || !SameProgram(process.image, image)) continue;
    return MayHold(p, time, image) ? p : kNone;
  }
  return kNone;
}

bool ProcessTable::MayHold(Index p, FileTime time, std::string_view image) const {
  const Process& process = at(p);
  if (process.end_time) return true;
  const bool named = !image.empty() && !process.image.empty();
  return Distance(scene_->event(process.first_event).time, time) <=
             (named ? kNamedNumberHeld : kNumberHeld) ||
         gaps_.AllSeen(process.first_event, time);
}

Index ProcessTable::FindByGuid(Index host, Symbol guid) const {
  const Index* known = guid.empty() ? nullptr : by_guid_.Find(GuidKey(host, guid));
  return known == nullptr ? kNone : *known;
}

Index NonSystemAncestor(const Scene& scene, const BulkList<Process>& processes, Index process) {
  for (int depth = 0; process != kNone && depth < kMostAncestors; ++depth) {
    const Process& p = processes[static_cast<std::size_t>(process)];
    if (p.logon_session != kNone && !IsPermanent(scene.logon(p.logon_session).logon_id))
      return process;
    process = p.parent;
  }
  return kNone;
}

class ProcessBuilder {
 public:
  explicit ProcessBuilder(const MachineScene& scene) : scene_(scene), table_(scene) {
    table_.first_event_ = scene.begin();
    table_.process_of_.assign(static_cast<std::size_t>(scene.size()), kNone);
  }

  ProcessTable Run() {
    ReadSecurity();
    SortByStart();
    ForEach(EventKind::kProcessStart, [this](Index i) {
      if (IsSysmon(scene_.event(i))) BeginOrMerge(i);
    });
    SortByStart();
    ForEach(EventKind::kProcessEnd, [this](Index i) {
      if (IsSysmon(scene_.event(i))) End(i, Running(i));
    });
    for (const Index i : strays_) End(i, Running(i));
    SortByStart();
    FindParents();
    FindOwners(scene_, table_);
    NameCreators();
    Number();
    return std::move(table_);
  }

 private:
  template <typename Step>
  void ForEach(EventKind kind, Step step) {
    for (Index i = scene_.begin(); i < scene_.end(); ++i)
      if (scene_.kind(i) == kind) step(i);
  }

  Process& At(Index p) { return table_.processes[static_cast<std::size_t>(p)]; }
  Index& ProcessOf(Index event) {
    return table_.process_of_[static_cast<std::size_t>(event - table_.first_event_)];
  }

  // Of a process whose start no record tells, as far back as there are records.
  Index CreateEarlier(Index i, std::uint64_t process_id) {
    return Create(i, process_id, FileTime{});
  }

  Index Create(Index i, std::uint64_t process_id, FileTime since) {
    Process p;
    p.host = scene_.place(i).host;
    p.boot = scene_.place(i).boot;
    p.process_id = process_id;
    p.first_event = i;
    table_.processes.push_back(std::move(p));
    const Index index = table_.size() - 1;
    table_.by_id_[{scene_.place(i).boot, process_id}].push_back({since, index});
    table_.owner_assumed_.push_back(false);
    return index;
  }

  using Holder = ProcessTable::Holder;

  void SortByStart() {
    for (auto& [id, list] : table_.by_id_)
      std::stable_sort(list.begin(), list.end(),
                       [](const Holder& a, const Holder& b) { return a.since < b.since; });
  }

  void Describe(Index p, Index i) {
    const Event& e = scene_.event(i);
    Process& process = At(p);
    ProcessOf(i) = p;
    FillText(process.image, e.process_name);
    FillText(process.command_line, e.command_line);
    if (process.token_elevation.empty())
      process.token_elevation = ElevationWord(e.token_elevation.view());
    if (process.integrity.empty()) process.integrity = IntegrityWord(e.integrity.view());
    TellOwner(p, i);
    if (e.process_guid.empty()) return;
    process.guid = e.process_guid;
    NameByGuid(process.host, e.process_guid, p);
  }

  // Sysmon's start and the record of the end name the process's own session.
  void TellOwner(Index p, Index i) {
    const Index session = scene_.place(i).logon_session;
    if (session == kNone) return;
    const bool assumed =
        scene_.kind(i) == EventKind::kProcessStart && TellsNoOwner(scene_.event(i));
    if (At(p).logon_session != kNone && (assumed || !table_.IsOwnerAssumed(p))) return;
    table_.SetOwner(p, session);
    table_.owner_assumed_[static_cast<std::size_t>(p)] = assumed;
  }

  // The first process that bears it keeps it.
  void NameByGuid(Index host, Symbol guid, Index p) {
    const auto [named, added] = table_.by_guid_.Add(GuidKey(host, guid));
    if (added) named = p;
  }

  void Begin(Index i) {
    const Event& e = scene_.event(i);
    const Index p = Create(i, e.process_id, e.time);
    At(p).start_time = e.time;
    Describe(p, i);
    if (e.subject_logon_id != 0)
      At(p).creator_logon_session =
          scene_.FindLogon(scene_.place(i).boot, e.subject_logon_id, e.time);
  }

  // The start that Security tells of the same process, the nearest one in time.
  void BeginOrMerge(Index i) {
    const Event& e = scene_.event(i);
    const auto* known = table_.by_id_.Find({scene_.place(i).boot, e.process_id});
    Index best = kNone;
    if (known != nullptr) {
      const auto& list = *known;
      auto place = std::lower_bound(list.begin(), list.end(), e.time - kSameStart,
                                    [](const Holder& h, FileTime t) { return h.since < t; });
      for (; place != list.end() && place->since <= e.time + kSameStart; ++place) {
        const Process& process = At(place->process);
        if (!process.guid.empty() || !SameProgram(process.image, e.process_name.view())) continue;
        if (best == kNone ||
            Distance(StartOf(process), e.time) < Distance(StartOf(At(best)), e.time))
          best = place->process;
      }
    }
    if (best == kNone) {
      best = Create(i, e.process_id, e.time);
      At(best).start_time = e.time;
    }
    Describe(best, i);
  }

  // One channel tells in record order what came first, whatever the clock did.
  void ReadSecurity() {
    NumberMap<Index> running;  // kNone: ended
    for (Index i = scene_.begin(); i < scene_.end(); ++i) {
      const EventKind kind = scene_.kind(i);
      if (kind != EventKind::kProcessStart && kind != EventKind::kProcessEnd) continue;
      const Event& e = scene_.event(i);
      if (IsSysmon(e)) continue;
      if (kind == EventKind::kProcessStart) {
        running[{scene_.place(i).boot, e.process_id}] = table_.size();
        Begin(i);
      } else {
        Index* const known = running.Find({scene_.place(i).boot, e.process_id});
        if (known == nullptr || *known == kNone ||
            !SameProgram(At(*known).image, e.process_name.view()) ||
            !table_.MayHold(*known, e.time, e.process_name.view())) {
          strays_.push_back(i);
          continue;
        }
        End(i, *known);
        *known = kNone;
      }
    }
  }

  void End(Index i, Index p) {
    const Event& e = scene_.event(i);
    if (p == kNone) p = CreateEarlier(i, e.process_id);
    Process& process = At(p);
    if (!process.end_time || !IsSysmon(e)) process.end_time = e.time;
    if (!IsSysmon(e)) process.exit_status = e.exit_status;
    Describe(p, i);
  }

  // The process that a record of its end means, which another channel told the start of.
  Index Running(Index i) const {
    const Event& e = scene_.event(i);
    const Index named = table_.FindByGuid(scene_.place(i).host, e.process_guid);
    if (named != kNone) return named;
    const Index p = table_.Find(scene_.place(i).boot, e.process_id, e.time, e.process_name.view());
    if (p == kNone || !table_.at(p).end_time) return p;
    return Distance(*table_.at(p).end_time, e.time) <= kSameStart ? p : kNone;
  }

  void FindParents() {
    ForEach(EventKind::kProcessStart, [this](Index i) {
      const Event& e = scene_.event(i);
      const Index p = ProcessOf(i);
      if (At(p).parent != kNone || e.parent_process_id == 0) return;
      Index parent = table_.FindByGuid(At(p).host, e.parent_process_guid);
      if (parent == kNone) parent = FindParent(i);
      if (parent == kNone || parent == p) parent = Imply(i);
      At(p).parent = parent;
    });
  }

  // The process of that number, unless somebody else than the creator ran it and records are
  // missing, in which the number may have become another's.
  Index FindParent(Index i) const {
    const Event& e = scene_.event(i);
    const std::string_view image = e.parent_process_name.view();
    const Index boot = scene_.place(i).boot;
    const Index parent = table_.Find(boot, e.parent_process_id, e.time, image);
    if (parent == kNone || IsSysmon(e) || IsPermanent(e.subject_logon_id)) return parent;
    const Index creator = scene_.FindLogon(boot, e.subject_logon_id, e.time);
    const Index owner = table_.at(parent).logon_session;
    if (creator == kNone || owner == kNone || owner == creator) return parent;
    const LogonSession& session = scene_.logon(owner);
    const bool acts_for_others = table_.IsOwnerAssumed(parent) ||
                                 (IsPermanent(session.logon_id) && !image.empty());
    if (session.linked == creator || acts_for_others) return parent;
    return table_.gaps().AllSeen(table_.at(parent).first_event, e.time) ? parent : kNone;
  }

  // A parent that was there before the log, or whose start was not audited or is missing. The
  // creator of 4688 is the account that the parent acted as; a service acts as others do, so that
  // only a person's session tells as whom the parent ran.
  Index Imply(Index i) {
    const Event& e = scene_.event(i);
    const Index boot = scene_.place(i).boot;
    const std::uint64_t number = e.parent_process_id;
    const Index parent = Create(i, number, FreeSince(boot, number, e.time));
    Process& process = At(parent);
    process.image = e.parent_process_name;
    if (!e.parent_process_guid.empty()) {
      process.guid = e.parent_process_guid;
      NameByGuid(process.host, e.parent_process_guid, parent);
    }
    if (!IsSysmon(e) && !IsPermanent(e.subject_logon_id))
      process.logon_session = scene_.FindLogon(boot, e.subject_logon_id, e.time);
    auto& list = table_.by_id_[{boot, process.process_id}];
    const Holder added = list.back();
    list.pop_back();
    list.insert(std::lower_bound(list.begin(), list.end(), added.since,
                                 [](const Holder& h, FileTime t) { return h.since < t; }),
                added);
    return parent;
  }

  // From when on a number may be of a process that has it at `time` and is none of those known.
  FileTime FreeSince(Index boot, std::uint64_t process_id, FileTime time) const {
    FileTime since{};
    const auto* known = table_.by_id_.Find({boot, process_id});
    if (known == nullptr) return since;
    for (const Holder& holder : *known) {
      if (holder.since > time) break;
      since = std::min(table_.at(holder.process).end_time.value_or(time), time);
    }
    return since;
  }

  // Sysmon tells whose process started it.
  void NameCreators() {
    for (Process& p : table_.processes)
      if (p.creator_logon_session == kNone && p.parent != kNone)
        p.creator_logon_session = At(p.parent).logon_session;
  }

  // By host, boot and first record, so that numbers do not tell how processes were found.
  void Number() {
    std::vector<Rank> order;
    order.reserve(table_.processes.size());
    for (Index p = 0; p < table_.size(); ++p) order.push_back(RankOf(p));
    std::sort(order.begin(), order.end());
    std::vector<Index> place(order.size());
    BulkList<Process> sorted;
    sorted.reserve(order.size());
    for (const Rank& rank : order) {
      const Index p = std::get<4>(rank);
      place[static_cast<std::size_t>(p)] = static_cast<Index>(sorted.size());
      sorted.push_back(std::move(At(p)));
    }
    table_.processes = std::move(sorted);
    const auto renumber = [&place](Index& p) {
      if (p != kNone) p = place[static_cast<std::size_t>(p)];
    };
    SessionKeys keys;
    for (Process& p : table_.processes) {
      renumber(p.parent);
      p.key = keys.Of('P', scene_.event(p.first_event), p.process_id);
    }
    for (Index& p : table_.process_of_) renumber(p);
    for (auto& [id, list] : table_.by_id_)
      for (Holder& holder : list) renumber(holder.process);
    std::vector<bool> assumed(order.size());
    for (std::size_t p = 0; p < order.size(); ++p)
      assumed[static_cast<std::size_t>(place[p])] = table_.owner_assumed_[p];
    table_.owner_assumed_ = std::move(assumed);
    for (auto& [guid, p] : table_.by_guid_) renumber(p);
  }

  using Rank = std::tuple<Index, Index, Index, std::uint64_t, Index>;
  Rank RankOf(Index p) const {
    const Process& process = table_.at(p);
    return {process.host, process.boot, process.first_event, process.process_id, p};
  }

  const MachineScene& scene_;
  ProcessTable table_;
  std::vector<Index> strays_;  // ends whose start stands in no Security log
};

ProcessTable TraceProcesses(const MachineScene& scene) { return ProcessBuilder(scene).Run(); }

}  // namespace logonloom
