// Console sessions, locks, logoffs, and what is done in a logon session.
#include <stdexcept>
#include <utility>

#include "support/machine.h"
#include "support/system_events.h"
#include "support/terminal_events.h"

namespace logonloom::support {

DesktopId Machine::ConsoleLogon(const Person& person, FileTime at) {
  const std::string activity = setup_.os == Os::kWindows7 ? "" : kConsoleActivity;
  const std::string user = Qualified(person);
  Desktop desktop;
  desktop.person = person;
  desktop.ts_session = console_session_;
  desktop.managers = std::exchange(console_managers_, {});
  desktop.logons = DesktopLogon(person, 2, "desktop", "127.0.0.1", at);
  desktop.visit = AddVisit(person, "console");
  TrueSession& visit = VisitAt(desktop.visit);
  visit.attempt = at;
  visit.start =
      TrueAt(desktop.logons.elevated < 0 ? desktop.logons.owner : desktop.logons.elevated).start;
  visit.local_start = at + Milliseconds(600);
  visit.is_local = true;
  visit.source_ip = "127.0.0.1";
  visit.source_host = setup_.name;
  visit.logon = desktop.logons.owner;
  visit.ts_session_id = desktop.ts_session;
  TakeFailures(desktop.visit);
  if (setup_.os != Os::kWindows7) {
    Lsm(at + Milliseconds(300), LsmArbitrationBegin41(user, desktop.ts_session, activity));
    Lsm(at + Milliseconds(320), LsmArbitrationEnd42(user, desktop.ts_session, activity));
  }
  Lsm(at + Milliseconds(600), LsmLogon21(user, desktop.ts_session, "LOCAL", activity));
  log_.Emit(Channel::kSystem, at + Milliseconds(700),
            WinlogonLogon7001(desktop.ts_session, person.sid));
  Lsm(at + Milliseconds(900), LsmShellStart22(user, desktop.ts_session, "LOCAL", activity));
  StartShell(desktop, at + Milliseconds(950));
  for (const int logon : {desktop.logons.elevated, desktop.logons.owner})
    if (logon >= 0) TrueAt(logon).session = desktop.visit;
  desktops_.push_back(std::move(desktop));
  return DesktopId(desktops_.size() - 1);
}

// Winlogon starts userinit in the user's session, userinit the explorer.
void Machine::StartShell(Desktop& desktop, FileTime at) {
  const Actor user = Mention(desktop.logons.owner);
  ProcessFacts facts;
  facts.subject = Self();
  facts.target = user;
  facts.creator = {0x258, "C:\\Windows\\System32\\winlogon.exe"};
  facts.created = NewProcess("C:\\Windows\\System32\\userinit.exe");
  facts.command_line = "C:\\Windows\\system32\\userinit.exe";
  facts.elevation = desktop.person.admin ? "%%1938" : "%%1936";
  Security(at, ProcessStart4688(facts, setup_.os));
  facts.subject = user;
  facts.target = {};
  facts.creator = facts.created;
  desktop.shell = facts.created = NewProcess("C:\\Windows\\explorer.exe");
  facts.command_line = "C:\\Windows\\Explorer.EXE";
  Security(at + Milliseconds(120), ProcessStart4688(facts, setup_.os));
}

void Machine::FailedConsoleLogon(const Person& person, FileTime at) {
  FailureFacts facts;
  facts.subject = Self();
  facts.user = person.name;
  facts.domain = person.domain;
  facts.type = 2;
  facts.logon_process = "User32 ";
  facts.workstation = setup_.name;
  facts.address = "127.0.0.1";
  facts.port = "0";
  facts.process = {0x3d4, "C:\\Windows\\System32\\svchost.exe"};
  Security(at, LogonFailed4625(facts));
  const int session = FoldFailure(person, "console", "127.0.0.1", at);
  VisitAt(session).is_local = true;
  VisitAt(session).source_host = setup_.name;
  recent_failures_.push_back({person.name, person.domain, "127.0.0.1", at, session});
}

void Machine::Lock(DesktopId id, FileTime at) {
  Desktop& desktop = At(id);
  Security(at, Locked4800(Mention(desktop.logons.owner), desktop.ts_session));
  if (desktop.visit >= 0) ++VisitAt(desktop.visit).lock_count;
}

// Windows logs the user on once more, only to check the password.
void Machine::Unlock(DesktopId id, FileTime at) {
  Desktop& desktop = At(id);
  const std::string address = desktop.connection ? desktop.connection->client.address : "127.0.0.1";
  const LogonPair check = DesktopLogon(desktop.person, 7, "unlock", address, at);
  for (const int logon : {check.owner, check.elevated}) {
    if (logon < 0) continue;
    EmitLogoff(logon, at + Milliseconds(16));
    TrueAt(logon).session = desktop.visit;
  }
  Security(at + Milliseconds(24), Unlocked4801(Mention(desktop.logons.owner), desktop.ts_session));
}

void Machine::Logoff(DesktopId id, FileTime at) { LogoffDesktop(At(id), at); }

void Machine::LogoffDesktop(Desktop& desktop, FileTime at) {
  const std::string user = Qualified(desktop.person);
  const bool console = !desktop.connection;
  const bool seven = setup_.os == Os::kWindows7;
  const std::string activity = !console ? desktop.connection->activity
                               : seven  ? ""
                                        : kConsoleActivity;
  Security(at, LogoffInitiated4647(Mention(desktop.logons.owner)));
  for (const int logon : {desktop.logons.owner, desktop.logons.elevated}) {
    if (logon < 0) continue;
    TrueAt(logon).end = at;
    TrueAt(logon).end_reason = "logoff";
  }
  log_.Emit(Channel::kSystem, at + Milliseconds(300),
            WinlogonLogoff7002(desktop.ts_session, desktop.person.sid));
  Lsm(at + Milliseconds(900), LsmLogoff23(user, desktop.ts_session, activity));
  if (desktop.visit >= 0) {
    VisitAt(desktop.visit).local_end = at + Milliseconds(300);
    if (!console) {
      if (!seven)
        Lsm(at + Milliseconds(950), LsmDisconnectReason40(desktop.ts_session, 12, activity));
      Lsm(at + Milliseconds(960),
          LsmDisconnected24(user, desktop.ts_session, ClientText(desktop), activity));
      Drop(desktop, 12, at + Milliseconds(970));
    }
  }
  EndVisit(desktop, at, "logoff");
  for (const int manager : desktop.managers) EmitLogoff(manager, at + Milliseconds(1200));
  desktop.open = false;
  if (desktop.ts_session != console_session_) return;
  console_session_ = next_ts_session_++;
  console_managers_ = StartManagers(console_session_, at + Milliseconds(1500));
}

Process Machine::StartProcess(int logon, const std::string& image, const std::string& command_line,
                              FileTime at) {
  ProcessFacts facts;
  facts.subject = Mention(logon);
  facts.creator = {0x9a0, "C:\\Windows\\explorer.exe"};
  for (const Desktop& desktop : desktops_)
    if (desktop.logons.owner == logon) facts.creator = desktop.shell;
  facts.created = NewProcess(image);
  facts.command_line = command_line;
  const TrueLogon& owner = TrueAt(logon);
  const bool elevated = owner.elevated.value_or(false);
  facts.elevation = owner.linked < 0 ? "%%1936" : elevated ? "%%1937" : "%%1938";
  facts.label = elevated ? "S-1-16-12288" : "S-1-16-8192";
  Security(at, ProcessStart4688(facts, setup_.os));
  return facts.created;
}

Process Machine::StartElevated(DesktopId id, const std::string& image,
                               const std::string& command_line, FileTime at) {
  const Desktop& desktop = At(id);
  ProcessFacts facts;
  facts.subject = Mention(desktop.logons.owner);
  facts.target = Mention(desktop.logons.elevated);
  facts.creator = desktop.shell;
  facts.created = NewProcess(image);
  facts.command_line = command_line;
  facts.elevation = "%%1937";
  facts.label = "S-1-16-12288";
  Security(at, ProcessStart4688(facts, setup_.os));
  return facts.created;
}

void Machine::EndProcess(int logon, const Process& process, FileTime at) {
  Security(at, ProcessEnd4689(Mention(logon), process));
}

// The secondary logon service logs the other user on for the caller; the program then runs in
// the new session, with runas as its creator.
LogonPair Machine::Runas(DesktopId id, const Person& person, const std::string& image,
                         FileTime at) {
  const int caller = At(id).logons.owner;
  const Process runas = StartProcess(caller, "C:\\Windows\\System32\\runas.exe",
                                     "runas /user:" + Qualified(person) + " " + image, at);
  const Process service = {0x4f8, "C:\\Windows\\System32\\svchost.exe"};
  const Actor target{person.sid, person.name, person.domain, 0};
  LogonFacts facts;
  facts.subject = Mention(caller);
  facts.type = 2;
  facts.logon_process = "seclogo";
  facts.workstation = setup_.name;
  facts.address = "::1";
  facts.port = "0";
  facts.process = service;
  const FileTime logon = at + Seconds(2);
  Security(logon, ExplicitCredentials4648(facts.subject, target, "localhost", service, "::1", "0"));
  const LogonPair pair = EmitLogon(person, facts, "runas", logon + Milliseconds(1));
  for (const int half : {pair.elevated, pair.owner})
    if (half >= 0) {
      TrueAt(half).parent = caller;
      TrueAt(half).session = TrueAt(caller).session;
    }
  ProcessFacts process;
  process.subject = Self();
  process.target = Mention(pair.owner);
  process.creator = runas;
  process.created = NewProcess(image);
  process.command_line = image;
  process.elevation = person.admin ? "%%1938" : "%%1936";
  Security(logon + Milliseconds(50), ProcessStart4688(process, setup_.os));
  return pair;
}

void Machine::EndLogons(const LogonPair& logons, FileTime at) {
  for (const int half : {logons.owner, logons.elevated})
    if (half >= 0) EmitLogoff(half, at);
}

void Machine::ClearLog(int logon, Channel channel, FileTime at) {
  const Actor who = Mention(logon);
  log_.Clear(channel);
  if (channel == Channel::kSecurity) {
    ForgetSecurity();
    Security(at, LogCleared1102(Mention(logon)));
  } else {
    log_.Emit(Channel::kSystem, at, OtherLogCleared104(who, std::string(ChannelName(channel))));
    if (channel == Channel::kSystem && ThisBoot().start_basis == "kernel_start") {
      ThisBoot().start_basis = "security_start";
      ThisBoot().start = boot_time_ + Seconds(8);
    }
  }
}

// What only Security told is unknown from now on, save what is still mentioned later.
void Machine::ForgetSecurity() {
  for (TrueLogon& logon : truth_.logons) {
    if (logon.host != host_) continue;
    logon.recorded = false;
    logon.start.reset();
    logon.start_basis = "implied";
    if (logon.purpose == "desktop" || logon.purpose == "remote_desktop") {
      logon.purpose = "desktop";  // a pair is still recognised by its use
      continue;
    }
    logon.purpose = logon.logon_type == 3 ? "network" : "unknown";
    logon.elevated.reset();
    logon.linked = logon.session = -1;
  }
  for (TrueSession& session : truth_.sessions) {
    if (session.host != host_) continue;
    if (session.failures > 0 || session.outcome == "failed")
      throw std::logic_error("failed attempts would be lost with the Security log");
    if (session.kind == "network") session.recorded = false;
    session.source_host.clear();
    session.start = session.local_start;
    if (session.local_end) session.end = session.local_end;
  }
}

}  // namespace logonloom::support
