// Network logons, shares and failures over the network.
#include "support/machine.h"

namespace logonloom::support {

int Machine::NetworkLogon(const Person& person, const Client& client, FileTime at,
                          const std::string& package) {
  const bool ntlm = package == "NTLM";
  LogonFacts facts;
  facts.type = 3;
  facts.logon_process = ntlm ? "NtLmSsp " : "Kerberos";
  facts.auth_package = package;
  facts.lm_package = ntlm ? "NTLM V2" : "-";
  facts.key_length = ntlm ? 128 : 0;
  facts.workstation = ntlm ? client.name : "-";
  facts.address = client.address;
  facts.port = std::to_string(client.port);
  facts.elevated = person.admin;
  const int logon = AddLogon(person, 3, "network", at);
  TrueAt(logon).elevated = person.admin;
  facts.target = Mention(logon);
  if (person.admin) Security(at - Ticks{400}, SpecialPrivileges4672(facts.target));
  Security(at, Logon4624(facts, setup_.os));
  const int session = AddVisit(person, "network");
  TrueSession& visit = VisitAt(session);
  visit.attempt = visit.start = at;
  visit.source_ip = client.address;
  visit.source_port = client.port;
  if (ntlm) visit.source_host = client.name;
  visit.is_local = false;
  visit.logon = logon;
  TrueAt(logon).session = session;
  return logon;
}

void Machine::ShareAccess(int logon, const Client& client, const std::string& share,
                          const std::vector<std::string>& files, FileTime at) {
  ShareFacts facts;
  facts.subject = Mention(logon);
  facts.address = client.address;
  facts.port = std::to_string(client.port);
  facts.share = "\\\\*\\" + share;
  facts.local_path = share.ends_with('$') ? "" : "\\??\\D:\\" + share;
  Security(at, ShareAccess5140(facts));
  FileTime next = at;
  for (const std::string& file : files) {
    facts.file = file;
    next = next + Milliseconds(180);
    Security(next, ShareFileAccess5145(facts));
  }
}

void Machine::ConnectionOut(const Process& program, const Client& from, const Client& to,
                            FileTime at) {
  Security(at, Connection5156({false, program, from.address, to.address, from.port, to.port}));
}

void Machine::ConnectionIn(const Process& program, const Client& from, const Client& to,
                           FileTime at) {
  Security(at, Connection5156({true, program, from.address, to.address, from.port, to.port}));
}

void Machine::UseCredentials(int logon, const Person& person, const std::string& server,
                             FileTime at) {
  const Actor target{person.sid, person.name, person.domain, 0};
  const Process service = {0x2ec, "C:\\Windows\\System32\\lsass.exe"};
  Security(at, ExplicitCredentials4648(Mention(logon), target, server, service, "-", "-"));
}

void Machine::NetworkLogoff(int logon, FileTime at) {
  EmitLogoff(logon, at);
  const int session = TrueAt(logon).session;
  if (session < 0) return;
  VisitAt(session).end = at;
  VisitAt(session).end_reason = "logoff";
}

// Failures of one account and source fold into one session while the pause is at most 5 minutes.
int Machine::FoldFailure(const Person& person, const std::string& kind, const std::string& address,
                         FileTime at) {
  int session = -1;
  for (std::size_t i = 0; i < truth_.sessions.size(); ++i) {
    const TrueSession& old = truth_.sessions[i];
    if (old.recorded && old.host == host_ && old.boot == boots_ && old.kind == kind &&
        old.outcome == "failed" && old.user_name == person.name &&
        old.user_domain == person.domain && old.source_ip == address &&
        at - *old.end <= Seconds(300))
      session = static_cast<int>(i);
  }
  if (session < 0) {
    session = AddVisit({person.name, person.domain, "", false}, kind);
    VisitAt(session).attempt = at;
    VisitAt(session).outcome = "failed";
    VisitAt(session).end_reason = "access_denied";
    VisitAt(session).source_ip = address;
  }
  VisitAt(session).end = at;
  ++VisitAt(session).failures;
  return session;
}

void Machine::NetworkFailure(const std::string& user, const std::string& domain,
                             const Client& client, FileTime at, std::uint32_t sub_status) {
  FailureFacts facts;
  facts.user = user;
  facts.domain = domain;
  facts.sub_status = sub_status;
  facts.logon_process = "NtLmSsp ";
  facts.auth_package = "NTLM";
  facts.workstation = client.name;
  facts.address = client.address;
  facts.port = std::to_string(client.port);
  Security(at, LogonFailed4625(facts));
  TrueSession& failed =
      VisitAt(FoldFailure({user, domain, "", false}, "network", client.address, at));
  failed.is_local = false;
  failed.source_host = client.name;
  failed.source_port = client.port;
}

}  // namespace logonloom::support
