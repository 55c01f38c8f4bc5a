// Boots, shutdowns and crashes.
#include "support/machine.h"
#include "support/system_events.h"
#include "support/terminal_events.h"

namespace logonloom::support {
namespace {

constexpr char kServices[] = "C:\\Windows\\System32\\services.exe";

LogonFacts ServiceLogon(const Actor& subject, const Actor& target) {
  LogonFacts facts;
  facts.subject = subject;
  facts.target = target;
  facts.type = 5;
  facts.logon_process = "Advapi  ";
  facts.process = {0x294, kServices};
  facts.elevated = true;
  return facts;
}

}  // namespace

void Machine::Boot(FileTime at) {
  SettleLastBoot();
  TrueBoot boot;
  boot.host = host_;
  boot.number = ++boots_;
  boot.start = at;
  boot_ = truth_.boots.size();
  truth_.boots.push_back(boot);
  boot_time_ = at;
  next_luid_ = 0x5000;
  next_pid_ = 0x400;
  next_ts_session_ = 2;
  console_session_ = 1;
  next_connection_ = 0;
  desktops_.clear();
  recent_failures_.clear();
  if (pending_crash_) Security(at + Seconds(7), AuditEventsDropped1101());
  Security(at + Seconds(8), SecurityStarted4608());
  StartPermanentLogons(at + Seconds(8.01));
  StartSystemLog(at);
  Rcm(at + Seconds(12), RcmListenerStarted258());
}

// Only now is it known, from the records of the next boot, how the last one ended.
void Machine::SettleLastBoot() {
  if (pending_crash_) EndBoot(*pending_crash_, "unexpected_shutdown", false, "inferred_boundary");
  if (!pending_stop_) return;
  ThisBoot().end = pending_stop_;
  ThisBoot().end_basis = "kernel_stop";
  const auto settle = [this](auto& item) {
    if (item.host == host_ && item.boot == boots_ && item.end_reason == "shutdown")
      item.end = pending_stop_;
  };
  for (TrueLogon& logon : truth_.logons) settle(logon);
  for (TrueSession& session : truth_.sessions) settle(session);
}

void Machine::StartPermanentLogons(FileTime at) {
  const Actor system{"S-1-5-18", "SYSTEM", "NT AUTHORITY", 0x3e7};
  LogonFacts first = ServiceLogon({}, system);
  first.type = 0;
  first.logon_process = first.auth_package = "-";
  first.process = {4, ""};
  Security(at, Logon4624(first, setup_.os));
  Security(at + Milliseconds(500), Logon4624(ServiceLogon(Self(), system), setup_.os));
  Security(at + Milliseconds(500), SpecialPrivileges4672(system));
  console_managers_ = StartManagers(console_session_, at + Milliseconds(520));
  const Actor services[] = {{"S-1-5-20", "NETWORK SERVICE", "NT AUTHORITY", 0x3e4},
                            {"S-1-5-19", "LOCAL SERVICE", "NT AUTHORITY", 0x3e5}};
  for (const Actor& service : services) {
    Security(at + Milliseconds(900), Logon4624(ServiceLogon(Self(), service), setup_.os));
    Security(at + Milliseconds(900), SpecialPrivileges4672(service));
  }
}

// The kernel's records of the last stop and of this start come behind those of the log service.
void Machine::StartSystemLog(FileTime at) {
  const auto emit = [this](FileTime time, EventSpec spec) {
    log_.Emit(Channel::kSystem, time, std::move(spec));
  };
  const FileTime service = at + Seconds(9);
  if (pending_crash_) emit(service, UnexpectedShutdown6008(*pending_crash_));
  emit(service, OsVersion6009(setup_.os));
  emit(service, EventLogStarted6005(service));
  if (pending_stop_) emit(*pending_stop_, KernelStopping13(*pending_stop_));
  emit(at + Milliseconds(120), KernelStarted12(at, setup_.os));
  if (pending_crash_) emit(at + Seconds(1), UncleanReboot41());
  pending_stop_.reset();
  pending_crash_.reset();
}

// The font driver's and the window manager's logons of a terminal session; Windows 7 has none.
std::vector<int> Machine::StartManagers(std::uint32_t ts_session, FileTime at) {
  if (setup_.os == Os::kWindows7) return {};
  const std::string number = std::to_string(ts_session);
  LogonFacts facts;
  facts.subject = Self();
  facts.type = 2;
  facts.logon_process = "Advapi  ";
  facts.process = {0x258, "C:\\Windows\\System32\\winlogon.exe"};
  facts.virtual_account = true;
  std::vector<int> managers;
  const auto add = [&](const Person& person, bool elevated) {
    managers.push_back(AddLogon(person, 2, "window_manager", at));
    TrueAt(managers.back()).account_class = "virtual";
    TrueAt(managers.back()).elevated = elevated;
  };
  add({"UMFD-" + number, "Font Driver Host", "S-1-5-96-0-" + number}, false);
  add({"DWM-" + number, "Window Manager", "S-1-5-90-0-" + number}, true);
  add({"DWM-" + number, "Window Manager", "S-1-5-90-0-" + number}, false);
  TrueAt(managers[1]).linked = managers[2];
  TrueAt(managers[2]).linked = managers[1];
  for (const int manager : managers) {
    facts.target = Mention(manager);
    facts.elevated = TrueAt(manager).elevated.value_or(false);
    const int linked = TrueAt(manager).linked;
    facts.linked = linked < 0 ? 0 : TrueAt(linked).logon_id;
    Security(at, Logon4624(facts, setup_.os));
  }
  Security(at, SpecialPrivileges4672(Mention(managers[1])));
  Security(at, SpecialPrivileges4672(Mention(managers[2])));
  return managers;
}

void Machine::Shutdown(FileTime at, const Person* by, const std::string& kind) {
  log_.Emit(Channel::kSystem, at,
            ShutdownRequested1074(setup_.name, kind,
                                  by == nullptr ? "NT AUTHORITY\\SYSTEM" : Qualified(*by),
                                  by == nullptr ? "S-1-5-18" : by->sid));
  for (Desktop& desktop : desktops_)
    if (desktop.open) LogoffDesktop(desktop, at + Seconds(1));
  Lsm(at + Seconds(4), LsmShutdown54());
  log_.Emit(Channel::kSystem, at + Seconds(5), EventLogStopped6006());
  Security(at + Seconds(5.1), EventLogStopping1100());
  EndBoot(at + Seconds(5.1), "security_stop", true, "shutdown");
  pending_stop_ = at + Seconds(6);
}

void Machine::Reboot(FileTime at, const Person* by) {
  Shutdown(at, by, "restart");
  Boot(at + Seconds(30));
}

void Machine::Crash(FileTime last_alive) { pending_crash_ = last_alive; }

void Machine::EndBoot(FileTime at, const std::string& basis, bool clean,
                      const std::string& reason) {
  ThisBoot().end = at;
  ThisBoot().end_basis = basis;
  ThisBoot().clean = clean;
  const auto close = [&](auto& item) {
    const bool open = !item.end && item.end_reason == "still_open_at_end_of_log";
    if (item.host != host_ || item.boot != boots_ || !open) return;
    item.end = at;
    item.end_reason = reason;
  };
  for (TrueLogon& logon : truth_.logons) close(logon);
  for (TrueSession& session : truth_.sessions) close(session);
}

}  // namespace logonloom::support
