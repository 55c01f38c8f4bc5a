#include "correlate/winrm_sessions.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "base/text.h"
#include "correlate/time_index.h"
#include "correlate/windows.h"
#include "correlate/winrm_sources.h"

namespace logonloom {
namespace {

// Older builds name the user by the record's own UserID only.
User UserOf(const Event& shell) {
  User user = ToUser(shell.target);
  if (user.name.empty() && user.sid.empty()) user.sid = shell.writer_sid;
  return user;
}

// Than the shell says.
bool CameFromElsewhere(const LogonSession& s, const LoggedAddress* address) {
  return address != nullptr && !s.source_ip.empty() && s.source_ip != address->text;
}

void TakeAddress(LogonSession& s, const History& history, const Event& e) {
  const LoggedAddress* address = history.Address(e.address);
  if (address == nullptr || !s.source_ip.empty()) return;
  s.source_ip = address->text;
  s.source_zone = address->zone;
  s.source_port = e.port;
}

class WinrmMarker {
 public:
  WinrmMarker(const History& history, LogonTable& logons) : history_(history), logons_(logons) {
    for (Index l = 0; l < logons.size(); ++l)
      if (IsCandidate(logons.at(l)))
        candidates_.Add(logons.at(l).session.boot, Begin(logons.at(l)), l);
    candidates_.Sort();
  }

  std::vector<Index> Run() {
    FindSources();
    std::vector<Index> alone;
    for (const Index shell : history_.OfKind(EventKind::kWinRmShell))
      if (!GiveToLogon(shell)) alone.push_back(shell);
    return alone;
  }

 private:
  static bool IsCandidate(const TracedLogon& logon) {
    const Purpose purpose = logon.session.purpose;
    return logon.logon_event != kNone && logon.session.logon_type == 3u &&
           (purpose == Purpose::kNetwork || purpose == Purpose::kWinrm || MayBeNla(logon));
  }

  // A remote desktop of its user was begun within moments too.
  static bool MayBeNla(const TracedLogon& logon) {
    return logon.session.purpose == Purpose::kNla && logon.session.source_ip.empty();
  }

  FileTime Begin(const TracedLogon& logon) const { return history_.event(logon.logon_event).time; }

  // The firewall's record ahead of the logon counts where the logon itself has no address.
  void FindSources() {
    std::vector<std::pair<Index, WinrmSources::Source>> found;
    const WinrmSources sources(history_, logons_);
    for (Index l = 0; l < logons_.size(); ++l) {
      const TracedLogon& logon = logons_.at(l);
      if (!IsCandidate(logon) || MayBeNla(logon)) continue;
      if (logon.winrm_sign) logons_.at(l).session.purpose = Purpose::kWinrm;
      if (!logon.session.source_ip.empty()) continue;
      if (const WinrmSources::Source source = sources.Of(l); source.came)
        found.emplace_back(l, source);
    }
    for (const auto& [l, source] : found) {
      LogonSession& s = logons_.at(l).session;
      s.purpose = Purpose::kWinrm;
      if (source.connection == kNone) continue;
      TakeAddress(s, history_, history_.event(source.connection));
      if (!source.tells_port) s.source_port = 0;
    }
  }

  bool GiveToLogon(Index shell) {
    const Index found = LogonOf(shell);
    if (found == kNone) return false;
    LogonSession& logon = logons_.at(found).session;
    logon.purpose = Purpose::kWinrm;
    TakeAddress(logon, history_, history_.event(shell));
    logons_.evidence.push_back({kNone, found, shell, EvidenceRole::kBegin, "winrm_shell"});
    return true;
  }

  // A shell is made moments after the logon of its user.
  Index LogonOf(Index shell) const {
    const Event& e = history_.event(shell);
    const User user = UserOf(e);
    Index doubtful = kNone;
    const auto near =
        candidates_.Between(history_.boot_of(shell), e.time - kLogonToShell, e.time + kSameFailure);
    for (auto entry = near.rbegin(); entry != near.rend(); ++entry) {
      const TracedLogon& logon = logons_.at(entry->value);
      if (!history_.SameUserHere(logon.session.user, user)) continue;
      if (CameFromElsewhere(logon.session, history_.Address(e.address))) continue;
      if (!MayBeNla(logon)) return entry->value;
      if (doubtful == kNone) doubtful = entry->value;
    }
    return doubtful;
  }

  const History& history_;
  LogonTable& logons_;
  TimeIndex candidates_;  // → logon session
};

}  // namespace

std::vector<Index> MarkWinrm(const History& history, LogonTable& logons) {
  return WinrmMarker(history, logons).Run();
}

void AddWinrmShells(const History& history, const std::vector<Index>& shells, AccessTable& access) {
  std::map<std::tuple<Index, std::string, SharedText>, std::pair<Index, FileTime>> open;
  for (const Index shell : shells) {
    const Event& e = history.event(shell);
    const User user = UserOf(e);
    const LoggedAddress* address = history.Address(e.address);
    const SharedText ip = address != nullptr ? address->text : SharedText();
    const auto key =
        std::make_tuple(history.boot_of(shell), ToLower(user.name + "|" + user.sid), ip);
    const auto known = open.find(key);
    if (known != open.end() && e.time <= known->second.second + kAttemptPause) {
      access.Prove(known->second.first, shell, EvidenceRole::kUse, "winrm_shell");
      access.at(known->second.first).end.lower = e.time;
      known->second.second = e.time;
      continue;
    }
    AccessSession s;
    s.host = kThisMachine;
    s.boot = history.boot_of(shell);
    s.user = user;
    s.account_class = history.ClassHere(user);
    s.kind = SessionKind::kWinrm;
    s.start_time = s.attempt_time = s.end.lower = e.time;
    s.source_ip = ip;
    if (address != nullptr) {
      s.source_zone = address->zone;
      if (!address->unspecified) s.is_local = address->loopback;
    }
    s.begin_confidence = kRecorded;
    const Index session = access.Add(std::move(s));
    access.Prove(session, shell, EvidenceRole::kBegin, "winrm_shell");
    open[key] = {session, e.time};
  }
}

}  // namespace logonloom
