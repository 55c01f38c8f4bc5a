// One machine of a scenario. Each verb writes the records that Windows writes for it, in Windows'
// order, and notes the truth. Verbs are called in the order of time, some seconds apart; a verb's
// own records spread over up to six seconds. Sequences: docs/correlation.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "support/security_events.h"
#include "support/truth.h"
#include "support/windows_log.h"

namespace logonloom::support {

constexpr Ticks Milliseconds(std::int64_t count) { return {count * 10'000}; }

struct Person {
  std::string name, domain, sid;
  bool admin = false;  // gets a pair of logon sessions when logging on interactively
};

// The other end of a network connection.
struct Client {
  std::string address;
  std::uint32_t port = 0;
  std::string name;  // computer name; empty: not told
};

struct MachineSetup {
  std::string name;        // «WS01», also its NetBIOS name
  std::string dns_domain;  // «corp.example»; empty in a workgroup
  std::string domain;      // «CORP»; empty: WORKGROUP
  Os os = Os::kWindows10;
};

struct RdpOptions {
  int failures = 0;  // bad passwords of the same account just before, ten seconds apart
};

// The logon sessions of one logon, as indices into Truth::logons. Without UAC pair only `owner`.
struct LogonPair {
  int elevated = -1;
  int owner = -1;  // the filtered half
};

enum class DesktopId : std::size_t {};

class Machine {
 public:
  Machine(MachineSetup setup, Truth& truth);

  const std::string& name() const { return host_; }  // as in the Computer field
  const WindowsLog& log() const { return log_; }

  // Life. `at`: the kernel's start; the logs start within 12 s.
  void Boot(FileTime at);
  // Logs the desktops off; takes 6 s. `by` may be nullptr: SYSTEM.
  void Shutdown(FileTime at, const Person* by = nullptr, const std::string& kind = "power off");
  void Reboot(FileTime at, const Person* by = nullptr);  // is back after 30 s
  void Crash(FileTime last_alive);                       // told by the next boot

  // Desktops
  DesktopId ConsoleLogon(const Person& person, FileTime at);
  void FailedConsoleLogon(const Person& person, FileTime at);
  void Lock(DesktopId desktop, FileTime at);
  void Unlock(DesktopId desktop, FileTime at);
  void Logoff(DesktopId desktop, FileTime at);
  DesktopId RdpLogon(const Person& person, const Client& client, FileTime at,
                     RdpOptions options = {});
  void RdpDisconnect(DesktopId desktop, FileTime at);
  // From the same or another client; a visit that is still connected is superseded.
  void RdpReconnect(DesktopId desktop, const Client& client, FileTime at);
  // A bad password at network level authentication; each attempt is a connection of its own.
  void RdpFailure(const std::string& user, const std::string& domain, const Client& client,
                  FileTime at, bool user_exists = false);
  // A connection that is dropped before any name is given.
  void RdpProbe(const Client& client, FileTime at);

  // Doings in a logon session
  const LogonPair& LogonsOf(DesktopId desktop) const { return At(desktop).logons; }
  Process StartProcess(int logon, const std::string& image, const std::string& command_line,
                       FileTime at);
  // A process of the elevated half, started from the desktop through UAC.
  Process StartElevated(DesktopId desktop, const std::string& image,
                        const std::string& command_line, FileTime at);
  void EndProcess(int logon, const Process& process, FileTime at);
  // A service that a session installs (4697, 7045) and starts at once: its process, of SYSTEM.
  Process InstallService(int logon, const std::string& service, const std::string& image,
                         FileTime at);
  Process StartSystemProcess(const Process& creator, const std::string& image,
                             const std::string& command_line, FileTime at);
  // What Windows logs by itself all day: a program bound a port (5158), a service changed (7036).
  void PortBound(std::uint32_t port, FileTime at);
  void ServiceChanged(const std::string& service, FileTime at);
  LogonPair Runas(DesktopId desktop, const Person& person, const std::string& image, FileTime at);
  void EndLogons(const LogonPair& logons, FileTime at);
  // Writes 1102 into Security or 104 into System and drops the earlier records. Security may be
  // cleared on a machine without failed attempts only: std::logic_error.
  void ClearLog(int logon, Channel channel, FileTime at);

  // Network
  int NetworkLogon(const Person& person, const Client& client, FileTime at,
                   const std::string& package = "NTLM");
  void ShareAccess(int logon, const Client& client, const std::string& share,
                   const std::vector<std::string>& files, FileTime at);
  void NetworkLogoff(int logon, FileTime at);
  // A program's connection as this machine's 5156 tells it: out of here, or into here.
  void ConnectionOut(const Process& program, const Client& from, const Client& to, FileTime at);
  void ConnectionIn(const Process& program, const Client& from, const Client& to, FileTime at);
  // 4648: a session gives a person's credentials for a server.
  void UseCredentials(int logon, const Person& person, const std::string& server, FileTime at);
  void NetworkFailure(const std::string& user, const std::string& domain, const Client& client,
                      FileTime at, std::uint32_t sub_status = 0xc000006a);

 private:
  struct Connection {
    Client client;
    std::string activity;
    std::string name;  // RDP-Tcp#n
    int nla = -1;
  };
  struct Desktop {
    Person person;
    LogonPair logons;
    std::uint32_t ts_session = 0;
    std::vector<int> managers;             // UMFD and DWM logons of the terminal session
    std::optional<Connection> connection;  // none at the console
    int visit = -1;                        // the open access session, -1 while disconnected
    Process shell;
    bool open = true;
  };

  struct FailedAttempt {
    std::string user, domain, address;
    FileTime time;
    int session = -1;  // that it would be if nothing followed
  };

  // Names and numbers
  std::uint64_t Random();
  Luid NextLuid();
  Process NewProcess(const std::string& image);
  std::string ConnectionActivity();
  Actor Self() const;
  Actor Mention(int logon);  // the logon's account; from now on the log names it
  std::string Qualified(const Person& person) const;
  std::string ClientText(const Desktop& desktop) const;
  Desktop& At(DesktopId id) { return desktops_[static_cast<std::size_t>(id)]; }
  const Desktop& At(DesktopId id) const { return desktops_[static_cast<std::size_t>(id)]; }
  TrueLogon& TrueAt(int logon) { return truth_.logons[static_cast<std::size_t>(logon)]; }
  TrueSession& VisitAt(int visit) { return truth_.sessions[static_cast<std::size_t>(visit)]; }
  TrueBoot& ThisBoot() { return truth_.boots[boot_]; }

  // Records
  void Security(FileTime at, EventSpec spec);
  void Lsm(FileTime at, EventSpec spec) { log_.Emit(Channel::kLocalSessions, at, std::move(spec)); }
  void Rcm(FileTime at, EventSpec spec) {
    log_.Emit(Channel::kRemoteConnections, at, std::move(spec));
  }
  void Core(FileTime at, EventSpec spec);
  int AddLogon(const Person& person, std::uint32_t type, const std::string& purpose, FileTime at);
  LogonPair EmitLogon(const Person& person, LogonFacts facts, const std::string& purpose,
                      FileTime at);
  LogonPair DesktopLogon(const Person& person, std::uint32_t type, const std::string& purpose,
                         const std::string& address, FileTime at);
  void EmitLogoff(int logon, FileTime at);
  int AddVisit(const Person& person, const std::string& kind);
  void EndVisit(Desktop& desktop, FileTime at, const std::string& reason);

  // Parts of verbs
  void SettleLastBoot();
  void StartPermanentLogons(FileTime at);
  void StartSystemLog(FileTime at);
  void EndBoot(FileTime at, const std::string& basis, bool clean, const std::string& reason);
  std::vector<int> StartManagers(std::uint32_t ts_session, FileTime at);
  void StartShell(Desktop& desktop, FileTime at);
  void LogoffDesktop(Desktop& desktop, FileTime at);
  Connection Connect(const Client& client, FileTime at);
  void NoteArrival(int visit, const Connection& connection, FileTime attempt, FileTime start);
  void Authenticate(Connection& connection, const Person& person, FileTime at);
  void Drop(Desktop& desktop, std::uint32_t reason, FileTime at);
  void Leave(Desktop& desktop, std::uint32_t reason, FileTime at);
  int LastVisit(const Desktop& desktop) const;
  int FoldFailure(const Person& person, const std::string& kind, const std::string& address,
                  FileTime at);
  void TakeFailures(int visit);
  void ForgetSecurity();

  MachineSetup setup_;
  std::string host_;
  std::string domain_;
  Truth& truth_;
  WindowsLog log_;
  std::uint64_t random_;

  // This boot
  std::size_t boot_ = 0;
  int boots_ = 0;
  FileTime boot_time_;
  std::optional<FileTime> pending_stop_;   // of 13, written by the next boot
  std::optional<FileTime> pending_crash_;  // of 6008
  Luid next_luid_ = 0;
  std::uint64_t next_pid_ = 0;
  std::uint32_t next_ts_session_ = 1;
  std::uint32_t console_session_ = 1;
  std::vector<int> console_managers_;
  int next_connection_ = 0;
  std::vector<Desktop> desktops_;
  std::vector<FailedAttempt> recent_failures_;
};

}  // namespace logonloom::support
