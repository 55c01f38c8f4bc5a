#include "correlate/network_sessions.h"

#include <algorithm>
#include <optional>

#include "base/ip_address.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

std::optional<SessionKind> KindOf(const TracedLogon& logon) {
  switch (logon.session.purpose) {
    case Purpose::kNetwork:
      return SessionKind::kNetwork;
    case Purpose::kSsh:
      return SessionKind::kSsh;
    case Purpose::kWinrm:
      return SessionKind::kWinrm;
    default:
      return std::nullopt;
  }
}

}  // namespace

void AddNetworkSessions(const History& history, LogonTable& logons, AccessTable& access) {
  for (Index l = 0; l < logons.size(); ++l) {
    TracedLogon& logon = logons.at(l);
    const auto kind = KindOf(logon);
    if (!kind || logon.session.access_session != kNone) continue;
    // Without its 4624 only an address shows that it came from elsewhere and was no NLA logon.
    if (logon.logon_event == kNone && logon.session.source_ip.empty()) continue;
    AccessSession s;
    s.host = logon.session.host;
    s.boot = logon.session.boot;
    s.user = logon.session.user;
    s.account_class = logon.session.account_class;
    s.kind = *kind;
    s.start_time = s.attempt_time = logon.session.start_time;
    s.end = logon.session.end;
    s.source_ip = logon.session.source_ip;
    s.source_port = logon.session.source_port;
    s.source_zone = logon.session.source_zone;
    s.source_host = logon.session.source_host;
    if (TellsWhere(s.source_ip)) s.is_local = IsLoopback(s.source_ip);
    if (s.is_local == false && history.IsOwnName(s.source_host)) s.source_host.clear();
    s.logon_type = logon.session.logon_type;
    s.auth_package = logon.session.auth_package;
    s.logon_session = l;
    s.elevated = logon.session.elevated;
    s.begin_confidence = s.start_time ? kRecorded : kNoEvidence;
    s.confidence = std::min(s.begin_confidence, s.end.confidence);
    const Index session = access.Add(std::move(s));
    logon.session.access_session = session;
    if (logon.logon_event != kNone)
      access.Prove(session, logon.logon_event, EvidenceRole::kLogon, "logon_event");
    if (logon.logoff_event != kNone)
      access.Prove(session, logon.logoff_event, EvidenceRole::kLogoff, "logon_id");
  }
}

}  // namespace logonloom
