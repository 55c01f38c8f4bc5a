#include "correlate/attempts.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include "base/text.h"
#include "correlate/time_index.h"
#include "correlate/windows.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

SharedText SourceOf(const History& history, const Event& e) {
  if (const LoggedAddress* address = history.Address(e.address)) return address->text;
  return ToLower(e.workstation.view());
}

// Kerberos and NTLM: the domain controller or the account's own machine refused.
bool AlwaysRefuses(EventKind kind) {
  switch (kind) {
    case EventKind::kPreAuthenticationFailed:
    case EventKind::kTicketGrantingFailed:
    case EventKind::kTicketGrantingDenied:
    case EventKind::kPreAuthenticationDenied:
    case EventKind::kNtlmDenied:
    case EventKind::kValidationFailed:
      return true;
    default:
      return false;
  }
}

// The client asks again, with a proof or with the right time: it guessed nothing.
bool OnlyAsksAgain(const Event& e) {
  constexpr std::uint32_t kProofWanted = 0x19, kClocksDiffer = 0x25;
  return (e.kind == EventKind::kTicketGrantingRequested ||
          e.kind == EventKind::kTicketGrantingFailed ||
          e.kind == EventKind::kPreAuthenticationFailed) &&
         (e.status == kProofWanted || e.status == kClocksDiffer);
}

bool IsRefusal(const Event& e) {
  if (OnlyAsksAgain(e)) return false;
  if (e.kind == EventKind::kTicketGrantingRequested || e.kind == EventKind::kCredentialsValidated)
    return e.status != 0;
  return AlwaysRefuses(e.kind);
}

bool MayRefuse(EventKind kind) {
  switch (kind) {
    case EventKind::kLogonFailed:
    case EventKind::kRdpBadPassword:
    case EventKind::kSshMessage:
    case EventKind::kTicketGrantingRequested:
    case EventKind::kCredentialsValidated:
    case EventKind::kRemoteAccessDenied:
      return true;
    default:
      return AlwaysRefuses(kind);
  }
}

// As network level authentication fails: nobody on this machine asked for it.
bool MayFailInConnection(const Event& e) {
  if (e.logon_type != 3) return e.logon_type == 10;
  if (e.subject_logon_id != 0 || e.process_id != 0 || !e.process_name.empty()) return false;
  const std::string_view process = e.logon_process.view();
  return process.empty() || EqualsIgnoreCase(process, "NtLmSsp") ||
         EqualsIgnoreCase(process, "Kerberos") || EqualsIgnoreCase(process, "CredSSP") ||
         EqualsIgnoreCase(process.substr(0, 4), "Nego");
}

class AttemptFinder {
 public:
  AttemptFinder(const History& history, std::vector<Connection>& connections,
                std::vector<SshConnection>& ssh)
      : history_(history), connections_(connections) {
    for (std::size_t c = 0; c < connections.size(); ++c) IndexConnection(c);
    bad_passwords_.Sort();
    begins_.Sort();
    for (const SshConnection& c : ssh)
      for (const Index i : c.failures) ssh_of_[i] = &c;
    for (const Index i : history.OfKind(EventKind::kLogonFailed))
      refused_.Add(history.boot_of(i), history.event(i).time, i);
    refused_.Sort();
  }

  BulkList<FailedAttempt> Run() {
    attempts_.reserve(history_.OfKind(EventKind::kLogonFailed).size());
    for (const Index i : history_.Where(MayRefuse)) Read(i);
    return std::move(attempts_);
  }

 private:
  void IndexConnection(std::size_t c) {
    const Connection& connection = connections_[c];
    for (const Index i : connection.events)
      if (history_.event(i).kind == EventKind::kRdpBadPassword)
        bad_passwords_.Add(connection.boot, history_.event(i).time, static_cast<Index>(c));
    begins_.Add(connection.boot, connection.first_time, static_cast<Index>(c));
  }

  void Read(Index i) {
    const Event& e = history_.event(i);
    const auto ssh = ssh_of_.find(i);
    if (ssh != ssh_of_.end()) {
      FailedAttempt& attempt = Add(i, ssh->second->ip);
      if (attempt.user.name.empty()) attempt.user = ssh->second->user;
      attempt.in_connection = true;
    } else if (e.kind == EventKind::kLogonFailed) {
      ReadLogon(i, e);
    } else if (e.kind == EventKind::kRdpBadPassword) {
      if (!ToldByLogon(i, e)) Add(i, SourceOf(history_, e)).in_connection = true;
    } else if (e.kind == EventKind::kRemoteAccessDenied) {
      ReadDenial(i, e);
    } else if (IsRefusal(e)) {
      if (!ToldByLogon(i, e) && !IsLocalFailure(history_, i)) Add(i, SourceOf(history_, e));
    }
  }

  FailedAttempt& Add(Index i, SharedText source) {
    const Event& e = history_.event(i);
    FailedAttempt attempt;
    attempt.event = i;
    attempt.boot = history_.boot_of(i);
    attempt.time = e.time;
    attempt.user = ToUser(e.target);
    attempt.source = std::move(source);
    attempt.type = e.logon_type;
    attempt.status = e.sub_status != 0 ? e.sub_status : e.status;
    attempts_.push_back(std::move(attempt));
    return attempts_.back();
  }

  void ReadLogon(Index i, const Event& e) {
    if (IsLocalFailure(history_, i)) return;
    Connection* connection = ConnectionOf(i, e);
    FailedAttempt& attempt = Add(i, SourceOf(history_, e));
    if (connection == nullptr) return;
    attempt.in_connection = true;
    if (const LoggedAddress* address = history_.Address(e.address);
        address != nullptr && connection->ip.empty()) {
      connection->ip = address->text;
      connection->zone = address->zone;
    }
    if (!connection->ip.empty()) attempt.source = connection->ip;
    Complete(connection->user, e.target);
    if (connection->source_host.empty() && !history_.IsOwnName(e.workstation.view()))
      connection->source_host = e.workstation;
    ++connection->refused;
    connection->refused_at_screen |= e.logon_type == 10;
    connection->events.push_back(i);
    connection->last_time = std::max(connection->last_time, e.time);
  }

  // Network authentication succeeded, but the account may not use remote desktops.
  void ReadDenial(Index i, const Event& e) {
    if (ToldByLogon(i, e)) return;
    FailedAttempt& attempt = Add(i, SourceOf(history_, e));
    attempt.type = 10;
    attempt.guessed = false;
    const auto begun = begins_.Between(attempt.boot, e.time - kConnectionToDesktop, e.time);
    for (auto entry = begun.rbegin(); entry != begun.rend(); ++entry) {
      Connection& c = connections_[static_cast<std::size_t>(entry->value)];
      if (!c.desktop_events.empty() || c.denied != kNone || c.ip != attempt.source) continue;
      Complete(c.user, e.target);
      if (!history_.SameUserHere(c.user, attempt.user)) continue;
      attempt.in_connection = true;
      c.denied = i;
      c.events.push_back(i);
      c.last_time = std::max(c.last_time, e.time);
      return;
    }
  }

  // RdpCoreTS 140 tells the same attempt without its user; where it is not written, the failure
  // lies right behind the begin of a connection from the same address.
  Connection* ConnectionOf(Index i, const Event& e) {
    if (!MayFailInConnection(e)) return nullptr;
    if (Connection* told = ToldByConnection(i, e)) return told;
    const LoggedAddress* address = history_.Address(e.address);
    if (e.logon_type == 10) return address ? ScreenConnection(i, e, address->text) : nullptr;
    if (e.port != 0) return nullptr;  // a file share or the like
    const auto begun = begins_.Between(history_.boot_of(i), e.time - kNlaBeforeDesktop, e.time);
    if (address == nullptr) return OnlyConnection(i, begun);
    Connection* named = NamedConnection(begun, address->text);
    if (named != nullptr && named->failures() == 0) return named;
    Connection* unnamed = UnnamedConnection(begun);
    return unnamed != nullptr ? unnamed : named;
  }

  // Many attempts of one source may lie in one second: the nearest that still lacks its 4625.
  Connection* ToldByConnection(Index i, const Event& e) {
    const LoggedAddress* address = history_.Address(e.address);
    Connection* best = nullptr;
    Ticks nearest = kSameFailure;
    for (const TimeIndex::Entry& entry : bad_passwords_.Between(
             history_.boot_of(i), e.time - kSameFailure, e.time + kSameFailure)) {
      Connection& c = connections_[static_cast<std::size_t>(entry.value)];
      if (address && !c.ip.empty() && address->text != c.ip) continue;
      const Ticks apart = entry.time < e.time ? e.time - entry.time : entry.time - e.time;
      if (c.refused >= c.bad_passwords || apart > nearest) continue;
      nearest = apart;
      best = &c;
    }
    return best;
  }

  // The latest from that address, best one that has not failed yet.
  Connection* NamedConnection(std::span<const TimeIndex::Entry> begun, const SharedText& ip) {
    Connection* latest = nullptr;
    for (auto entry = begun.rbegin(); entry != begun.rend(); ++entry) {
      Connection& c = connections_[static_cast<std::size_t>(entry->value)];
      if (c.ip != ip || c.authenticated || !c.desktop_events.empty()) continue;
      if (c.failures() == 0) return &c;
      if (latest == nullptr) latest = &c;
    }
    return latest;
  }

  // Without network level authentication people fail at the logon screen, in a connection that
  // has opened no desktop yet.
  Connection* ScreenConnection(Index i, const Event& e, const SharedText& ip) {
    const auto begun = begins_.Between(history_.boot_of(i), e.time - kAttemptPause, e.time);
    for (auto entry = begun.rbegin(); entry != begun.rend(); ++entry) {
      Connection& c = connections_[static_cast<std::size_t>(entry->value)];
      if (c.ip == ip) return IsAtLogonScreen(c, e.time) ? &c : nullptr;
    }
    return nullptr;
  }

  bool IsAtLogonScreen(const Connection& c, FileTime time) const {
    if (c.disconnected && *c.disconnected < time) return false;
    return std::none_of(c.desktop_events.begin(), c.desktop_events.end(),
                        [&](Index i) { return history_.event(i).time < time; });
  }

  static bool MayHaveFailed(const Connection& c) {
    return !c.authenticated && c.failures() == 0 && c.desktop_events.empty();
  }

  // 261 tells no address; the failure of network level authentication tells no port. One such
  // failure ends a connection.
  Connection* UnnamedConnection(std::span<const TimeIndex::Entry> begun) {
    for (auto entry = begun.rbegin(); entry != begun.rend(); ++entry) {
      Connection& c = connections_[static_cast<std::size_t>(entry->value)];
      if (MayHaveFailed(c) && c.ip.empty()) return &c;
    }
    return nullptr;
  }

  // A failure without address, where only one connection was open, and nothing would have told it.
  Connection* OnlyConnection(Index i, std::span<const TimeIndex::Entry> begun) {
    const FileTime time = history_.event(i).time;
    Connection* only = nullptr;
    for (const TimeIndex::Entry& entry : begun) {
      Connection& c = connections_[static_cast<std::size_t>(entry.value)];
      if (!MayHaveFailed(c) || (c.disconnected && *c.disconnected < time)) continue;
      if (only != nullptr) return nullptr;
      only = &c;
    }
    if (only == nullptr ||
        history_.Holds(kRdpCoreTsChannel, only->boot, time - kSameFailure, time + kSameFailure))
      return nullptr;
    only->failed_alone = true;
    return only;
  }

  // A 4625 of the account, or of the address, within a second.
  bool ToldByLogon(Index i, const Event& e) const {
    const SharedText source = SourceOf(history_, e);
    for (const TimeIndex::Entry& entry :
         refused_.Between(history_.boot_of(i), e.time - kSameFailure, e.time + kSameFailure)) {
      const Event& logon = history_.event(entry.value);
      if (e.kind == EventKind::kRdpBadPassword) {
        if (SourceOf(history_, logon) == source) return true;
        if (history_.Address(logon.address) == nullptr && MayFailInConnection(logon)) return true;
      } else if (EqualsIgnoreCase(Bare(logon.target.name), Bare(e.target.name))) {
        return true;
      }
    }
    return false;
  }

  static std::string_view Bare(Symbol name) { return name.view().substr(0, name.view().find('@')); }

  const History& history_;
  std::vector<Connection>& connections_;
  TimeIndex bad_passwords_, begins_;  // → connection
  TimeIndex refused_;                 // → 4625
  std::map<Index, const SshConnection*> ssh_of_;
  BulkList<FailedAttempt> attempts_;
};

}  // namespace

bool IsLocalFailure(const History& history, Index i) {
  const Event& e = history.event(i);
  if (e.subject_logon_id != 0 && !IsPermanent(e.subject_logon_id)) return true;
  if (e.logon_type == 4 || e.logon_type == 5 || e.logon_type == 9) return true;
  if (history.Address(e.address) != nullptr) return false;
  if (e.kind == EventKind::kLogonFailed && e.logon_type != 3 && e.logon_type != 8 &&
      EqualsIgnoreCase(e.logon_process.view(), "User32"))
    return false;  // at the console, this machine is the workstation
  return history.IsOwnName(e.workstation.view());
}

BulkList<FailedAttempt> FindAttempts(const History& history,
                                     std::vector<Connection>& connections,
                                     std::vector<SshConnection>& ssh) {
  return AttemptFinder(history, connections, ssh).Run();
}

}  // namespace logonloom
