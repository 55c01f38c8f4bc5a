#include "correlate/desktops.h"

#include <algorithm>
#include <map>

#include "base/ip_address.h"
#include "base/text.h"
#include "correlate/desktop_signs.h"
#include "correlate/logon_ends.h"
#include "model/logon_ids.h"
#include "correlate/purposes.h"
#include "correlate/time_index.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

// Which record tells a disconnect's time best; 40 gives only the reason.
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

class VisitBuilder {
 public:
  VisitBuilder(const History& history, LogonTable& logons, LocalTable& locals,
               std::vector<Connection>& connections, AccessTable& access)
      : history_(history), logons_(logons), locals_(locals), connections_(connections),
        access_(access), desktops_(FindDesktops(history, logons, locals)) {
    for (std::size_t c = 0; c < connections.size(); ++c) {
      for (const Index i : connections[c].desktop_events) connection_of_[i] = &connections[c];
      if (connections[c].desktop_events.empty())
        connection_starts_.Add(connections[c].boot, connections[c].first_time,
                               static_cast<Index>(c));
    }
    connection_starts_.Sort();
    for (Index i = 0; i < history.size(); ++i)
      if (history.event(i).kind == EventKind::kExplicitCredentials &&
          IsPermanent(history.event(i).subject_logon_id))
        credentials_.Add(history.boot_of(i), history.event(i).time, i);
    credentials_.Sort();
  }

  void Run() {
    for (Desktop& desktop : desktops_) Visit(desktop);
    FindTakeovers();
    for (const Desktop& desktop : desktops_) PointToVisits(desktop);
  }

 private:
  void Visit(Desktop& desktop) {
    Index open = kNone;
    if (desktop.start) open = First(desktop);
    for (std::size_t s = 0; s < desktop.signs.size(); ++s) {
      const DesktopSign& sign = desktop.signs[s];
      switch (sign.kind) {
        case SignKind::kConnect:
          open = Connect(desktop, open, sign);
          break;
        case SignKind::kDisconnect:
          if (open == kNone && !JustEnded(desktop, sign)) open = Unknown(desktop);
          open = Disconnect(desktop, open, sign);
          break;
        case SignKind::kReason:
          if (open != kNone || JustEnded(desktop, sign))
            access_.Prove(desktop.visits.back(), sign.event, EvidenceRole::kDisconnect,
                          "disconnect_reason");
          break;
        case SignKind::kLock:
        case SignKind::kUnlock:
          if (open == kNone) open = Unknown(desktop);
          Mark(open, sign);
          break;
      }
    }
    if (desktop.visits.empty()) open = Unknown(desktop);
    AddUnlocks(desktop);
    Finish(desktop, open);
  }

  // A visit with what all visits of the desktop share.
  Index Add(Desktop& desktop) {
    AccessSession s;
    s.host = desktop.host;
    s.boot = desktop.boot;
    s.user = desktop.user;
    s.account_class = ClassOf(desktop.user, 0);
    s.logon_session = desktop.logon;
    s.local_session = desktop.local;
    if (desktop.local != kNone)
      s.ts_session_id = locals_.at(desktop.local).session.ts_session_id;
    if (desktop.logon != kNone) {
      const LogonSession& logon = logons_.at(desktop.logon).session;
      s.account_class = logon.account_class;
      s.elevated = logon.elevated;
      if (desktop.twin != kNone && logons_.at(desktop.twin).session.elevated == true)
        s.elevated = true;
    }
    const Index visit = access_.Add(std::move(s));
    if (!desktop.visits.empty()) access_.at(visit).reconnect_of = desktop.visits.back();
    desktop.visits.push_back(visit);
    return visit;
  }

  // The visit that made the desktop.
  Index First(Desktop& desktop) {
    const Index visit = Add(desktop);
    AccessSession& s = access_.at(visit);
    s.start_time = desktop.start;
    s.begin_confidence = kRecorded;
    access_.Attempted(visit, *desktop.start);
    for (const Index i : desktop.begin_events) {
      const bool logon = history_.event(i).kind == EventKind::kLogon;
      access_.Prove(visit, i, logon ? EvidenceRole::kLogon : EvidenceRole::kBegin,
                    logon ? "logon_event" : "local_session");
    }
    ProveCredentials(desktop, visit);
    if (desktop.logon != kNone) {
      const LogonSession& logon = logons_.at(desktop.logon).session;
      s.logon_type = logon.logon_type;
      s.auth_package = logon.auth_package;
      if (!IsOwnNameOfRemote(desktop, logon)) s.source_host = logon.source_host;
      SetAddress(s, logon.source_ip, logon.source_port);
    }
    DecideKind(desktop, visit, desktop.begin_events);
    return visit;
  }

  // The 4624 of a remote desktop gives this machine's own name as workstation.
  bool IsOwnNameOfRemote(const Desktop& desktop, const LogonSession& logon) const {
    const auto& names = history_.names(desktop.host);
    return logon.purpose == Purpose::kRemoteDesktop &&
           std::find(names.begin(), names.end(), ToLower(logon.source_host)) != names.end();
  }

  // Winlogon's own 4648, just ahead of the 4624 that it asks for, is the first sign of the attempt.
  void ProveCredentials(const Desktop& desktop, Index visit) {
    for (const Index i : desktop.begin_events) {
      const Event& logon = history_.event(i);
      if (logon.kind != EventKind::kLogon) continue;
      for (const TimeIndex::Entry& entry :
           credentials_.Between(desktop.boot, logon.time - kSameAct, logon.time)) {
        const Event& e = history_.event(entry.value);
        if (e.process_id != logon.process_id || entry.value > i) continue;
        if (!history_.SameUserOn(desktop.host, ToUser(e.target), desktop.user)) continue;
        access_.Prove(visit, entry.value, EvidenceRole::kAttempt, "explicit_credentials");
        access_.Attempted(visit, e.time);
      }
    }
  }

  Index Unknown(Desktop& desktop) {
    const Index visit = Add(desktop);
    access_.at(visit).begin_confidence = kNoEvidence;
    return visit;
  }

  Index Connect(Desktop& desktop, Index open, const DesktopSign& sign) {
    const Event& e = history_.event(sign.event);
    if (open != kNone) {
      AccessSession& s = access_.at(open);
      if (s.start_time && sign.time <= *s.start_time + kSameAct) {
        s.start_time = std::min(*s.start_time, sign.time);
        access_.Prove(open, sign.event, EvidenceRole::kReconnect, "same_reconnect");
        DecideKind(desktop, open, {sign.event});
        return open;
      }
      s.end = ReplacedBy(desktop, open, sign.time);
    }
    const Index before = desktop.visits.empty() ? kNone : desktop.visits.back();
    const Index visit = Add(desktop);
    if (before != kNone) Supersede(before, visit, sign.time);
    AccessSession& s = access_.at(visit);
    s.start_time = sign.time;
    s.begin_confidence = kRecorded;
    access_.Attempted(visit, sign.time);
    access_.Prove(visit, sign.event, EvidenceRole::kReconnect, "reconnect_event");
    s.source_host = std::string(e.workstation.view());
    DecideKind(desktop, visit, {sign.event});
    return visit;
  }

  // A reconnect although no record tells how the visit before ended.
  SessionEnd ReplacedBy(const Desktop& desktop, Index open, FileTime time) const {
    SessionEnd end;
    end.reason = EndReason::kSuperseded;
    end.basis = EndBasis::kNextUse;
    end.lower = access_.at(open).start_time;
    for (const DesktopSign& sign : desktop.signs)
      if (sign.time < time) end.lower = std::max(end.lower.value_or(sign.time), sign.time);
    end.upper = time;
    end.confidence = kWindow;
    return end;
  }

  // Another connection took the desktop over where it begins within moments of the disconnect.
  void Supersede(Index before, Index visit, FileTime time) {
    AccessSession& old = access_.at(before);
    const bool at_once = old.end.time && time <= *old.end.time + kSameAct;
    if (!at_once && old.end.reason != EndReason::kSuperseded) return;
    old.end.reason = EndReason::kSuperseded;
    old.superseded_by = visit;
  }

  bool JustEnded(const Desktop& desktop, const DesktopSign& sign) const {
    if (desktop.visits.empty()) return false;
    const SessionEnd& end = access_.at(desktop.visits.back()).end;
    return end.time && sign.time <= *end.time + kSameAct;
  }

  Index Disconnect(Desktop& desktop, Index open, const DesktopSign& sign) {
    const EventKind kind = history_.event(sign.event).kind;
    const Index visit = open != kNone ? open : desktop.visits.back();
    AccessSession& s = access_.at(visit);
    const bool better = open != kNone || DisconnectRank(kind) < disconnect_rank_[visit];
    if (better) {
      s.end = {};
      s.end.time = sign.time;
      s.end.reason = EndReason::kDisconnect;
      s.end.basis = EndBasis::kDisconnectEvent;
      s.end.confidence = kRecorded;
      disconnect_rank_[visit] = DisconnectRank(kind);
    }
    access_.Prove(visit, sign.event, EvidenceRole::kDisconnect, "disconnect_event");
    const Event& e = history_.event(sign.event);
    if (!s.start_time) {  // the disconnect names the client where the connect is not logged
      s.source_host = std::string(e.workstation.view());
      DecideKind(desktop, visit, {sign.event});
    }
    return kNone;
  }

  void Mark(Index visit, const DesktopSign& sign) {
    const bool lock = sign.kind == SignKind::kLock;
    if (lock) ++access_.at(visit).lock_count;
    access_.Prove(visit, sign.event, lock ? EvidenceRole::kLock : EvidenceRole::kUnlock,
                  lock ? "lock_event" : "unlock_event");
  }

  // The logons that Windows makes to let the user back in. Without 4800 each unlock means a lock.
  void AddUnlocks(Desktop& desktop) {
    std::map<Index, std::int32_t> unlocked;
    for (const Index by_product : desktop.unlocks) {
      TracedLogon& logon = logons_.at(by_product);
      const bool unlock = logon.session.purpose == Purpose::kUnlock;
      const FileTime time = history_.event(logon.first_event).time;
      // A return is made ahead of the reconnect that it lets in.
      const Index visit = VisitAt(desktop, unlock ? time : time + kShortLogon);
      logon.session.access_session = visit;
      if (logon.logon_event != kNone)
        access_.Prove(visit, logon.logon_event,
                      unlock ? EvidenceRole::kUnlock : EvidenceRole::kByProduct,
                      unlock ? "unlock_logon" : "reconnect_logon");
      const bool first_half = logon.session.linked == kNone || by_product < logon.session.linked;
      if (unlock && first_half) ++unlocked[visit];
    }
    for (const auto& [visit, count] : unlocked)
      access_.at(visit).lock_count = std::max(access_.at(visit).lock_count, count);
  }

  // The visit of the moment, else the last that began before it, else the first.
  Index VisitAt(const Desktop& desktop, FileTime time) const {
    Index found = desktop.visits.front();
    for (const Index visit : desktop.visits)
      if (access_.at(visit).start_time.value_or(time) <= time) found = visit;
    return found;
  }

  void Finish(Desktop& desktop, Index open) {
    for (const Index visit : desktop.visits) {
      AccessSession& s = access_.at(visit);
      if (visit == open) {
        s.end = desktop.end;
        for (const Index i : desktop.logoff_events)
          access_.Prove(visit, i, EvidenceRole::kLogoff, "logoff_event");
      }
      s.confidence = std::min(s.begin_confidence, s.end.confidence);
    }
  }

  static void SetAddress(AccessSession& s, const std::string& ip, std::uint32_t port) {
    if (ip.empty()) return;
    s.source_ip = ip;
    s.source_port = port;
  }

  // Where the visit came from: the connection's own records, 21/25, 4778, the 4624.
  void DecideKind(const Desktop& desktop, Index visit, const std::vector<Index>& events) {
    AccessSession& s = access_.at(visit);
    bool told_local = false;
    for (const Index i : events) {
      const Event& e = history_.event(i);
      if (e.kind == EventKind::kLogon || e.address.empty()) continue;
      if (const auto address = ParseIpAddress(e.address.view())) {
        if (s.source_ip != address->text) s.source_port = 0;
        s.source_ip = address->text;
        s.source_zone = address->zone;
        if (e.port != 0) s.source_port = e.port;
      } else {
        told_local = true;
      }
      if (!e.workstation.empty() && s.source_host.empty())
        s.source_host = std::string(e.workstation.view());
    }
    Connection* connection = ConnectionOf(desktop, s, events);
    const bool remote_logon = s.logon_type == 10u || s.logon_type == 12u;
    const bool here = told_local || s.logon_type == 2u || s.logon_type == 11u;
    const auto address = ParseIpAddress(s.source_ip);
    const bool from_elsewhere = address && !address->loopback && !address->unspecified;
    if (connection != nullptr || remote_logon || (from_elsewhere && !told_local)) {
      s.kind = SessionKind::kRdp;
      if (from_elsewhere) s.is_local = false;
    } else if (here) {
      s.kind = SessionKind::kConsole;
      s.is_local = true;
    }
    if (connection != nullptr) Take(visit, *connection);
  }

  Connection* ConnectionOf(const Desktop& desktop, const AccessSession& s,
                           const std::vector<Index>& events) {
    for (const Index i : events) {
      const auto named = connection_of_.find(i);
      if (named != connection_of_.end()) return named->second;
    }
    Connection* best = nullptr;  // by address or user just ahead of the start
    if (!s.start_time) return best;
    for (const TimeIndex::Entry& entry : connection_starts_.Between(
             desktop.boot, *s.start_time - kConnectionToDesktop, *s.start_time)) {
      Connection& c = connections_[static_cast<std::size_t>(entry.value)];
      if (c.used || (c.bad_passwords > 0 && !c.authenticated)) continue;
      const bool same_ip = !c.ip.empty() && c.ip == s.source_ip;
      const bool same_user = history_.SameUserOn(desktop.host, c.user, desktop.user);
      if ((same_ip || (same_user && s.source_ip.empty())) &&
          (best == nullptr || c.first_time > best->first_time))
        best = &c;
    }
    return best;
  }

  void Take(Index visit, Connection& connection) {
    AccessSession& s = access_.at(visit);
    if (connection.used && s.connection_id == connection.id && !connection.id.empty()) return;
    connection.used = true;
    s.connection_id = connection.id;
    if (s.source_ip.empty() || s.source_ip == connection.ip) {
      if (s.source_ip.empty()) s.source_zone = connection.zone;
      if (!connection.ip.empty()) s.source_ip = connection.ip;
      if (connection.port != 0) s.source_port = connection.port;
    }
    const auto address = ParseIpAddress(s.source_ip);
    if (address && !address->loopback) s.is_local = false;
    for (const Index i : connection.events) {
      const Event& e = history_.event(i);
      if (e.kind == EventKind::kTsLogon || e.kind == EventKind::kTsReconnected) continue;
      const bool end = e.kind == EventKind::kRdpDisconnected ||
                       e.kind == EventKind::kRdpDisconnectReason;
      const EvidenceRole role =
          end ? EvidenceRole::kDisconnect
              : e.kind == EventKind::kRcmAuthenticated ? EvidenceRole::kNetworkAuth
              : e.kind == EventKind::kRdpBadPassword   ? EvidenceRole::kFailure
                                                       : EvidenceRole::kAttempt;
      access_.Prove(visit, i, role, connection.id.empty() ? "connection_time" : "connection_id");
      if (!end) access_.Attempted(visit, e.time);
      if (role == EvidenceRole::kFailure) ++s.failures;
    }
  }

  // 4779 and at once 4778 on the same connection by another logon session: the client went on
  // with somebody else's desktop without logging on (tscon).
  void FindTakeovers() {
    std::map<Index, Index> visit_of;  // 4778/4779 → visit
    TimeIndex disconnects;            // → 4779
    for (const SessionEvidence& e : access_.evidence) {
      const EventKind kind = history_.event(e.event).kind;
      if (kind == EventKind::kSessionReconnected || kind == EventKind::kSessionDisconnected)
        visit_of[e.event] = e.access_session;
      if (kind == EventKind::kSessionDisconnected)
        disconnects.Add(history_.boot_of(e.event), history_.event(e.event).time, e.event);
    }
    disconnects.Sort();
    for (const auto& [i, visit] : visit_of) {
      const Event& e = history_.event(i);
      if (e.kind != EventKind::kSessionReconnected || e.session_name.empty()) continue;
      if (EqualsIgnoreCase(e.session_name.view(), "Console")) continue;
      for (const TimeIndex::Entry& entry :
           disconnects.Between(history_.boot_of(i), e.time - kSameAct, e.time)) {
        const Index d = entry.value, displaced = visit_of.at(d);
        if (displaced == visit || history_.event(d).session_name != e.session_name) continue;
        if (!access_.at(visit).connection_id.empty()) continue;
        access_.at(visit).outcome = Outcome::kTakenOver;
        access_.Prove(visit, d, EvidenceRole::kTakeover, "same_connection");
        access_.at(displaced).end.reason = EndReason::kSuperseded;
        access_.at(displaced).superseded_by = visit;
      }
    }
  }

  void PointToVisits(const Desktop& desktop) {
    for (const Index half : {desktop.logon, desktop.twin}) {
      if (half == kNone) continue;
      logons_.at(half).session.access_session = desktop.visits.front();
      logons_.at(half).session.local_session = desktop.local;
    }
    for (const Index by_product : desktop.unlocks)
      logons_.at(by_product).session.local_session = desktop.local;
  }

  const History& history_;
  LogonTable& logons_;
  LocalTable& locals_;
  std::vector<Connection>& connections_;
  AccessTable& access_;
  std::vector<Desktop> desktops_;
  std::map<Index, int> disconnect_rank_;
  std::map<Index, Connection*> connection_of_;  // 21 or 25 → connection
  TimeIndex connection_starts_;                 // of those without 21 and 25
  TimeIndex credentials_;                       // 4648 that the system itself wrote
};

}  // namespace

void FindDesktopVisits(const History& history, LogonTable& logons, LocalTable& locals,
                       std::vector<Connection>& connections, AccessTable& access) {
  VisitBuilder(history, logons, locals, connections, access).Run();
}

}  // namespace logonloom
