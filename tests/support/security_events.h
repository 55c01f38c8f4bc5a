// The Security events that scenarios are told in, with the fields and types of Microsoft's
// manifests. Channel, computer, time and record id are given by WindowsLog.
#pragma once

#include <cstdint>
#include <string>

#include "support/event_spec.h"

namespace logonloom::support {

enum class Os : std::uint8_t { kWindows7, kWindows10 };

// An account together with the logon session that it acts in.
struct Actor {
  std::string sid = "S-1-0-0";
  std::string name = "-";
  std::string domain = "-";
  Luid logon_id = 0;
};

struct Process {
  std::uint64_t id = 0;
  std::string image = "-";
};

struct LogonFacts {
  Actor subject;
  Actor target;
  std::uint32_t type = 2;
  std::string logon_process;
  std::string auth_package = "Negotiate";
  std::string lm_package = "-";
  std::uint32_t key_length = 0;
  std::string workstation = "-";
  std::string address = "-";
  std::string port = "-";
  std::string logon_guid;  // empty: all zero
  Process process;
  Luid linked = 0;
  bool elevated = false;
  bool virtual_account = false;
};

struct FailureFacts {
  Actor subject;
  std::string user, domain;
  std::uint32_t status = 0xc000006d;
  std::uint32_t sub_status = 0xc000006a;
  std::uint32_t type = 3;
  std::string logon_process;
  std::string auth_package = "Negotiate";
  std::string workstation = "-";
  std::string address = "-";
  std::string port = "-";
  Process process;
};

struct ProcessFacts {
  Actor subject;
  Actor target;  // the session that it runs in, if another
  Process created;
  Process creator;
  std::string command_line;
  std::string elevation = "%%1936";  // %%1936 full, %%1937 elevated, %%1938 limited
  std::string label = "S-1-16-8192";
};

struct ShareFacts {
  Actor subject;
  std::string address, port;
  std::string share, local_path;
  std::string file;  // relative to the share; only in 5145
};

// A connection that the Windows Filtering Platform let through.
struct ConnectionFacts {
  bool inbound = false;
  Process program;
  std::string source, destination;
  std::uint32_t source_port = 0, destination_port = 0;
};

EventSpec SecurityStarted4608();
EventSpec EventLogStopping1100();
EventSpec AuditEventsDropped1101();
EventSpec LogCleared1102(const Actor& subject);
EventSpec Logon4624(const LogonFacts& facts, Os os);
EventSpec LogonFailed4625(const FailureFacts& facts);
EventSpec Logoff4634(const Actor& owner, std::uint32_t type);
EventSpec LogoffInitiated4647(const Actor& owner);
EventSpec ExplicitCredentials4648(const Actor& subject, const Actor& target,
                                  const std::string& server, const Process& process,
                                  const std::string& address, const std::string& port);
EventSpec SpecialPrivileges4672(const Actor& owner);
EventSpec ProcessStart4688(const ProcessFacts& facts, Os os);
EventSpec ServiceInstalled4697(const Actor& subject, const std::string& name,
                               const std::string& image);
EventSpec ProcessEnd4689(const Actor& subject, const Process& process);
EventSpec SessionReconnected4778(const Actor& owner, const std::string& session,
                                 const std::string& client, const std::string& address);
EventSpec SessionDisconnected4779(const Actor& owner, const std::string& session,
                                  const std::string& client, const std::string& address);
EventSpec Locked4800(const Actor& owner, std::uint32_t session_id);
EventSpec Unlocked4801(const Actor& owner, std::uint32_t session_id);
EventSpec ShareAccess5140(const ShareFacts& facts);
EventSpec ShareFileAccess5145(const ShareFacts& facts);
EventSpec Connection5156(const ConnectionFacts& facts);
EventSpec PortBound5158(const Process& program, std::uint32_t port);

}  // namespace logonloom::support
