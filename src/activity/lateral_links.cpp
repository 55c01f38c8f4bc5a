#include "activity/lateral_links.h"

#include <algorithm>
#include <map>

#include "activity/accounts.h"
#include "activity/controller_records.h"
#include "activity/departures.h"
#include "activity/name_numbers.h"
#include "activity/windows.h"
#include "base/text.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

constexpr std::size_t kMostCandidates = 256;  // of one account's sessions ahead of an arrival
constexpr std::uint64_t kKernelProcess = 4;   // SMB is the kernel's

Ticks Distance(FileTime a, FileTime b) { return a < b ? b - a : a - b; }

class ArrivalLinker {
 public:
  ArrivalLinker(const Scene& scene, const BulkList<Process>& processes,
                const BulkList<EventDetail>& details, const Machines& machines,
                const ConnectionPairs& pairs, LinkList& links)
      : scene_(scene),
        processes_(processes),
        details_(details),
        machines_(machines),
        pairs_(pairs),
        controllers_(scene, machines, forms_),
        departures_(scene, machines, controllers_, forms_),
        links_(links) {
    const auto& sessions = scene.correlation().logon_sessions;
    for (std::size_t l = 0; l < sessions.size(); ++l) {
      if (IsPermanent(sessions[l].logon_id)) continue;
      AddAccount(sessions[l].host, sessions[l].user, static_cast<Index>(l));
      AddAccount(sessions[l].host, sessions[l].outbound, static_cast<Index>(l));
    }
    for (auto& [account, list] : sessions_of_)
      std::stable_sort(list.begin(), list.end(),
                       [this](Index a, Index b) { return Begin(a) < Begin(b); });
    for (Index i = 0; i < scene.size(); ++i)
      if (scene.kind(i) == EventKind::kTokenAdjusted && scene.place(i).logon_session != kNone)
        adjusted_[scene.place(i).boot].push_back(i);
    for (auto& [boot, list] : adjusted_)
      std::stable_sort(list.begin(), list.end(), [&scene](Index a, Index b) {
        return scene.event(a).time < scene.event(b).time;
      });
  }

  void Follow(const Arrival& arrival) {
    if (ByPort(arrival) || arrival.loopback) return;
    if (ByDeparture(arrival)) return;
    if (Origin(arrival).first != kNone) return ByAddress(arrival);
    if (Pretended(arrival) == kNone) ByController(arrival);
  }

 private:
  void AddAccount(Index host, const User& user, Index logon) {
    if (!user.name.empty()) sessions_of_[{host, names_.Add(user.name)}].push_back(logon);
  }

  Link To(const Arrival& arrival, std::string_view basis, double confidence) const {
    Link link;
    link.to_logon_session = arrival.logon_session;
    link.to_access_session = arrival.access_session;
    link.to_host = arrival.host;
    link.kind = arrival.failed ? "attempt" : arrival.loopback ? "tunnel" : "lateral";
    link.basis = basis;
    link.time = arrival.time;
    link.confidence = confidence;
    return link;
  }

  void Add(Link link, Index from_host, Index from_session, LinkProcesses processes = {}) {
    link.from_host = from_host;
    link.from_logon_session = from_session;
    if (from_host != link.to_host)
      link.clock_skew_seconds = pairs_.Skew(from_host, link.to_host);
    links_.Add(link, processes);
  }

  // The end of the connection on the machine that it came from. Through the loopback address only
  // the same machine can be meant, and through another one only another machine.
  bool ByPort(const Arrival& arrival) {
    if (arrival.port == 0 || arrival.address.empty()) return false;
    Index best = kNone;
    Ticks nearest{};
    bool several = false;
    for (const Index i : pairs_.From(arrival.address, arrival.port)) {
      const Index host = scene_.place(i).host;
      if ((host == arrival.host) != arrival.loopback) continue;
      const auto skew = pairs_.Skew(host, arrival.host);
      const Ticks apart = Distance(Shifted(scene_.event(i).time, skew), arrival.time);
      if (apart > (arrival.loopback ? kTunnelOpen : skew ? kConnectionToLogon : kMostSkew))
        continue;
      several |= best != kNone && scene_.place(best).host != host;
      if (best != kNone && apart >= nearest) continue;
      best = i;
      nearest = apart;
    }
    if (best == kNone) return false;
    const Index session = SessionBehind(best);
    Link link = To(arrival, session != kNone ? "connection_process" : "address_port",
                   several ? kAmbiguousLink : kRecordedLink);
    link.ambiguous = several;
    if (session == kNone && arrival.loopback) return false;
    Add(link, scene_.place(best).host, session, {ProcessBehind(best), kNone});
    return true;
  }

  Index ProcessBehind(Index connection) const {
    return details_[static_cast<std::size_t>(connection)].process;
  }

  Index SessionBehind(Index connection) const {
    const Index process = ProcessBehind(connection);
    const Index person = NonSystemAncestor(scene_, processes_, process);
    if (person != kNone) return processes_[static_cast<std::size_t>(person)].logon_session;
    if (scene_.event(connection).process_id == kKernelProcess) return CallerNamedBefore(connection);
    return scene_.place(connection).logon_session;
  }

  // For elevated callers of SMB, lsass writes a 4703 just ahead of the connection.
  Index CallerNamedBefore(Index connection) const {
    const auto known = adjusted_.find(scene_.place(connection).boot);
    if (known == adjusted_.end()) return kNone;
    const FileTime time = scene_.event(connection).time;
    auto place = std::upper_bound(known->second.begin(), known->second.end(), time,
                                  [this](FileTime t, Index i) { return t < scene_.event(i).time; });
    while (place != known->second.begin()) {
      const Index i = *--place;
      if (time - scene_.event(i).time > kCallerNamed) break;
      const Index session = scene_.place(i).logon_session;
      if (!IsPermanent(scene_.logon(session).logon_id)) return session;
    }
    return kNone;
  }

  bool Fits(const Departure& d, const Arrival& arrival) const {
    if (!d.any_kind && d.kind != arrival.kind) return false;
    if (!d.user.name.empty() && !SameAccountAnywhere(d.user, arrival.user)) return false;
    const Index told = Origin(arrival).first;
    return told == d.from_host || (told == kNone && Pretended(arrival) != d.from_host);
  }

  bool ByDeparture(const Arrival& arrival) {
    const Departure* best = nullptr;
    Ticks nearest{};
    bool several = false;
    const bool desktop = arrival.kind == SessionKind::kRdp;
    const Ticks window = desktop ? kClientToDesktop : kOutboundToLogon;
    for (const Departure& d : departures_.To(arrival.host, arrival.time - window - kMostSkew,
                                             arrival.time + kProcessSlack + kMostSkew)) {
      if (!Fits(d, arrival)) continue;
      const FileTime left = Shifted(d.time, pairs_.Skew(d.from_host, arrival.host));
      if (left > arrival.time + kProcessSlack || arrival.time - left > window) continue;
      const Ticks apart = Distance(left, arrival.time);
      if (best != nullptr && d.logon_session != best->logon_session) several = true;
      if (best != nullptr && apart >= nearest) continue;
      best = &d;
      nearest = apart;
    }
    if (best == nullptr) return false;
    Link link = To(arrival, best->any_kind ? "explicit_credentials" : "client_record",
                   several ? kAmbiguousLink : kDerivedLink);
    link.ambiguous = several;
    Add(link, best->from_host, best->logon_session,
        {details_[static_cast<std::size_t>(best->event)].process, kNone});
    return true;
  }

  // The machine that an arrival says it comes from, by address or else by name.
  std::pair<Index, std::string_view> Origin(const Arrival& arrival) const {
    if (!arrival.address.empty()) {
      const Index host = machines_.At(arrival.address, arrival.time, arrival.name);
      if (host != kNone) return {host, "address"};
    }
    if (!arrival.name.empty() && Pretended(arrival) == kNone)
      return {machines_.Named(arrival.name), "workstation_name"};
    return {kNone, {}};
  }

  // The machine that an arrival names as its own, though that had another address: the name is the
  // client's word, made up or relayed.
  Index Pretended(const Arrival& arrival) const {
    const Index named = arrival.name.empty() ? kNone : machines_.Named(arrival.name);
    const bool refuted =
        named != kNone && machines_.Refutes(named, arrival.address, arrival.time);
    return refuted ? named : kNone;
  }

  void ByAddress(const Arrival& arrival) {
    const auto [host, basis] = Origin(arrival);
    if (host != arrival.host) FromMachine(arrival, {host, basis, false});
  }

  // The destination does not say where it came from, but a domain controller does.
  void ByController(const Arrival& arrival) {
    const ControllerRecords::Origin origin = controllers_.Before(arrival, pairs_);
    if (origin.host != kNone) FromMachine(arrival, origin);
  }

  void FromMachine(const Arrival& arrival, const ControllerRecords::Origin& origin) {
    const std::vector<Index> fitting = OpenSessions(origin.host, arrival);
    const bool several = origin.several || fitting.size() > 1;
    const bool of_user = origin.basis == "address" && !fitting.empty();
    Link link = To(arrival, of_user ? "address_user_time" : origin.basis,
                   several ? kAmbiguousLink : kLikelyLink);
    link.ambiguous = several;
    Add(link, origin.host, fitting.empty() ? kNone : fitting.front());
  }

  FileTime Begin(Index logon) const { return scene_.logon(logon).start_time.value_or(FileTime{}); }

  // Sessions of the account that were open there, the latest first, pairs once.
  std::vector<Index> OpenSessions(Index host, const Arrival& arrival) const {
    std::vector<Index> open;
    const auto name = names_.Find(arrival.user.name);
    const auto* known = name ? sessions_of_.Find({host, *name}) : nullptr;
    if (known == nullptr) return open;
    const FileTime time = Shifted(arrival.time, pairs_.Skew(arrival.host, host));
    const auto& list = *known;
    const auto begun = std::partition_point(list.begin(), list.end(), [&](Index l) {
      return Begin(l) <= time + kProcessSlack;
    });
    auto k = static_cast<std::size_t>(begun - list.begin());
    const std::size_t first = k > kMostCandidates ? k - kMostCandidates : 0;
    while (k-- > first) {
      const LogonSession& s = scene_.logon(list[k]);
      const bool same = SameAccountAnywhere(s.user, arrival.user) ||
                        SameAccountAnywhere(s.outbound, arrival.user);
      if (!same || !scene_.WasOpen(s, time) || !CanGoOn(s)) continue;
      const bool twin = std::any_of(open.begin(), open.end(), [&](Index other) {
        return s.linked == other || list[k] == other;
      });
      if (!twin) open.push_back(list[k]);
    }
    return open;
  }

  // Sessions that only check a name or serve another one run no programs of their own.
  static bool CanGoOn(const LogonSession& s) {
    switch (s.purpose) {
      case Purpose::kNla:
      case Purpose::kUnlock:
      case Purpose::kReconnect:
      case Purpose::kSshLookup:
      case Purpose::kWindowManager:
        return false;
      default:
        return true;
    }
  }

  const Scene& scene_;
  const BulkList<Process>& processes_;
  const BulkList<EventDetail>& details_;
  const Machines& machines_;
  const ConnectionPairs& pairs_;
  AddressForms forms_;
  ControllerRecords controllers_;
  Departures departures_;
  LinkList& links_;
  NameNumbers names_;
  NumberMap<std::vector<Index>> sessions_of_;     // machine, name
  std::map<Index, std::vector<Index>> adjusted_;  // boot → 4703 by time
};

}  // namespace

void LinkArrivals(const Scene& scene, const BulkList<Process>& processes,
                  const BulkList<EventDetail>& details, const BulkList<Arrival>& arrivals,
                  const Machines& machines, const ConnectionPairs& pairs, LinkList& links) {
  ArrivalLinker linker(scene, processes, details, machines, pairs, links);
  for (const Arrival& arrival : arrivals) linker.Follow(arrival);
}

}  // namespace logonloom
