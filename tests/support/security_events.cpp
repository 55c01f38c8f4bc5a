#include "support/security_events.h"

#include <utility>
#include <vector>

namespace logonloom::support {
namespace {

using Fields = std::vector<std::pair<std::string, EvtxValue>>;
using V = EvtxValue;

constexpr std::uint64_t kAuditSuccess = 0x8020000000000000;
constexpr std::uint64_t kAuditFailure = 0x8010000000000000;
constexpr char kNoGuid[] = "{00000000-0000-0000-0000-000000000000}";
constexpr std::uint32_t kLsassPid = 684, kKernelPid = 4, kEventLogPid = 1384;

EventSpec Audit(std::uint16_t id, std::uint8_t version, std::uint16_t task, const Fields& fields) {
  EventSpec spec;
  spec.provider = "Microsoft-Windows-Security-Auditing";
  spec.provider_guid = "{54849625-5478-4994-A5BA-3E3B0328C30D}";
  spec.event_id = id;
  spec.version = version;
  spec.task = task;
  spec.keywords = kAuditSuccess;
  spec.process_id = kLsassPid;
  spec.thread_id = 732;
  spec.payload = {EventData(fields)};
  return spec;
}

EventSpec FromEventLog(std::uint16_t id, std::uint8_t level, std::uint16_t task,
                       const std::string& root, const Fields& fields) {
  EventSpec spec;
  spec.provider = "Microsoft-Windows-Eventlog";
  spec.provider_guid = "{FC65DDD8-D6EF-4962-83D5-6E5CFE9CE148}";
  spec.event_id = id;
  spec.level = level;
  spec.task = task;
  spec.keywords = 0x4020000000000000;
  spec.process_id = kEventLogPid;
  spec.thread_id = 1500;
  spec.payload = {
      UserData(root, "http://manifests.microsoft.com/win/2004/08/windows/eventlog", fields)};
  return spec;
}

void AppendSubject(Fields& fields, const Actor& actor) {
  fields.emplace_back("SubjectUserSid", V::Sid(actor.sid));
  fields.emplace_back("SubjectUserName", V::String(actor.name));
  fields.emplace_back("SubjectDomainName", V::String(actor.domain));
  fields.emplace_back("SubjectLogonId", V::Hex64(actor.logon_id));
}

void AppendTarget(Fields& fields, const Actor& actor) {
  fields.emplace_back("TargetUserSid", V::Sid(actor.sid));
  fields.emplace_back("TargetUserName", V::String(actor.name));
  fields.emplace_back("TargetDomainName", V::String(actor.domain));
  fields.emplace_back("TargetLogonId", V::Hex64(actor.logon_id));
}

void AppendProcess(Fields& fields, const Process& process) {
  fields.emplace_back("ProcessId", V::Size(process.id));
  fields.emplace_back("ProcessName", V::String(process.image));
}

void AppendOrigin(Fields& fields, const std::string& address, const std::string& port) {
  fields.emplace_back("IpAddress", V::String(address));
  fields.emplace_back("IpPort", V::String(port));
}

V YesNo(bool yes) { return V::String(yes ? "%%1842" : "%%1843"); }

EventSpec OfTerminalSession(std::uint16_t id, const Actor& owner, const std::string& session,
                            const std::string& client, const std::string& address) {
  return Audit(id, 0, 12551,
               {{"AccountName", V::String(owner.name)},
                {"AccountDomain", V::String(owner.domain)},
                {"LogonID", V::Hex64(owner.logon_id)},
                {"SessionName", V::String(session)},
                {"ClientName", V::String(client)},
                {"ClientAddress", V::String(address)}});
}

EventSpec OfLock(std::uint16_t id, const Actor& owner, std::uint32_t session_id) {
  Fields fields;
  AppendTarget(fields, owner);
  fields.emplace_back("SessionId", V::Uint32(session_id));
  return Audit(id, 0, 12551, fields);
}

void AppendShare(Fields& fields, const ShareFacts& facts) {
  AppendSubject(fields, facts.subject);
  fields.emplace_back("ObjectType", V::String("File"));
  AppendOrigin(fields, facts.address, facts.port);
  fields.emplace_back("ShareName", V::String(facts.share));
  fields.emplace_back("ShareLocalPath", V::String(facts.local_path));
}

}  // namespace

EventSpec SecurityStarted4608() { return Audit(4608, 0, 12288, {}); }

EventSpec EventLogStopping1100() { return FromEventLog(1100, 4, 103, "ServiceShutdown", {}); }

EventSpec AuditEventsDropped1101() {
  return FromEventLog(1101, 2, 101, "AuditEventsDropped", {{"Reason", V::Uint8(0)}});
}

EventSpec LogCleared1102(const Actor& subject) {
  Fields fields;
  AppendSubject(fields, subject);
  return FromEventLog(1102, 4, 104, "LogFileCleared", fields);
}

EventSpec Logon4624(const LogonFacts& facts, Os os) {
  Fields fields;
  AppendSubject(fields, facts.subject);
  AppendTarget(fields, facts.target);
  fields.emplace_back("LogonType", V::Uint32(facts.type));
  fields.emplace_back("LogonProcessName", V::String(facts.logon_process));
  fields.emplace_back("AuthenticationPackageName", V::String(facts.auth_package));
  fields.emplace_back("WorkstationName", V::String(facts.workstation));
  fields.emplace_back("LogonGuid", V::Guid(facts.logon_guid.empty() ? kNoGuid : facts.logon_guid));
  fields.emplace_back("TransmittedServices", V::String("-"));
  fields.emplace_back("LmPackageName", V::String(facts.lm_package));
  fields.emplace_back("KeyLength", V::Uint32(facts.key_length));
  AppendProcess(fields, facts.process);
  AppendOrigin(fields, facts.address, facts.port);
  if (os == Os::kWindows7) return Audit(4624, 0, 12544, fields);
  fields.emplace_back("ImpersonationLevel", V::String("%%1833"));
  fields.emplace_back("RestrictedAdminMode", V::String("-"));
  fields.emplace_back("TargetOutboundUserName", V::String("-"));
  fields.emplace_back("TargetOutboundDomainName", V::String("-"));
  fields.emplace_back("VirtualAccount", YesNo(facts.virtual_account));
  fields.emplace_back("TargetLinkedLogonId", V::Hex64(facts.linked));
  fields.emplace_back("ElevatedToken", YesNo(facts.elevated));
  return Audit(4624, 2, 12544, fields);
}

EventSpec LogonFailed4625(const FailureFacts& facts) {
  Fields fields;
  AppendSubject(fields, facts.subject);
  fields.emplace_back("TargetUserSid", V::Sid("S-1-0-0"));
  fields.emplace_back("TargetUserName", V::String(facts.user));
  fields.emplace_back("TargetDomainName", V::String(facts.domain));
  fields.emplace_back("Status", V::Hex32(facts.status));
  fields.emplace_back("FailureReason", V::String("%%2313"));
  fields.emplace_back("SubStatus", V::Hex32(facts.sub_status));
  fields.emplace_back("LogonType", V::Uint32(facts.type));
  fields.emplace_back("LogonProcessName", V::String(facts.logon_process));
  fields.emplace_back("AuthenticationPackageName", V::String(facts.auth_package));
  fields.emplace_back("WorkstationName", V::String(facts.workstation));
  fields.emplace_back("TransmittedServices", V::String("-"));
  fields.emplace_back("LmPackageName", V::String("-"));
  fields.emplace_back("KeyLength", V::Uint32(0));
  AppendProcess(fields, facts.process);
  AppendOrigin(fields, facts.address, facts.port);
  EventSpec spec = Audit(4625, 0, 12544, fields);
  spec.keywords = kAuditFailure;
  return spec;
}

EventSpec Logoff4634(const Actor& owner, std::uint32_t type) {
  Fields fields;
  AppendTarget(fields, owner);
  fields.emplace_back("LogonType", V::Uint32(type));
  return Audit(4634, 0, 12545, fields);
}

EventSpec LogoffInitiated4647(const Actor& owner) {
  Fields fields;
  AppendTarget(fields, owner);
  return Audit(4647, 0, 12545, fields);
}

EventSpec ExplicitCredentials4648(const Actor& subject, const Actor& target,
                                  const std::string& server, const Process& process,
                                  const std::string& address, const std::string& port) {
  Fields fields;
  AppendSubject(fields, subject);
  fields.emplace_back("LogonGuid", V::Guid(kNoGuid));
  fields.emplace_back("TargetUserName", V::String(target.name));
  fields.emplace_back("TargetDomainName", V::String(target.domain));
  fields.emplace_back("TargetLogonGuid", V::Guid(kNoGuid));
  fields.emplace_back("TargetServerName", V::String(server));
  fields.emplace_back("TargetInfo", V::String(server));
  AppendProcess(fields, process);
  AppendOrigin(fields, address, port);
  return Audit(4648, 0, 12544, fields);
}

EventSpec SpecialPrivileges4672(const Actor& owner) {
  Fields fields;
  AppendSubject(fields, owner);
  fields.emplace_back("PrivilegeList", V::String("SeSecurityPrivilege\r\n\t\t\tSeBackupPrivilege"
                                                 "\r\n\t\t\tSeRestorePrivilege\r\n\t\t\t"
                                                 "SeTakeOwnershipPrivilege\r\n\t\t\t"
                                                 "SeDebugPrivilege\r\n\t\t\t"
                                                 "SeLoadDriverPrivilege\r\n\t\t\t"
                                                 "SeImpersonatePrivilege"));
  return Audit(4672, 0, 12548, fields);
}

EventSpec ProcessStart4688(const ProcessFacts& facts, Os os) {
  Fields fields;
  AppendSubject(fields, facts.subject);
  fields.emplace_back("NewProcessId", V::Size(facts.created.id));
  fields.emplace_back("NewProcessName", V::String(facts.created.image));
  fields.emplace_back("TokenElevationType", V::String(facts.elevation));
  fields.emplace_back("ProcessId", V::Size(facts.creator.id));
  if (os == Os::kWindows10) {
    fields.emplace_back("CommandLine", V::String(facts.command_line));
    AppendTarget(fields, facts.target);
    fields.emplace_back("ParentProcessName", V::String(facts.creator.image));
    fields.emplace_back("MandatoryLabel", V::Sid(facts.label));
  }
  EventSpec spec = Audit(4688, os == Os::kWindows10 ? 2 : 0, 13312, fields);
  spec.process_id = kKernelPid;
  return spec;
}

EventSpec ServiceInstalled4697(const Actor& subject, const std::string& name,
                               const std::string& image) {
  Fields fields;
  AppendSubject(fields, subject);
  fields.emplace_back("ServiceName", V::String(name));
  fields.emplace_back("ServiceFileName", V::String(image));
  fields.emplace_back("ServiceType", V::Hex32(0x10));
  fields.emplace_back("ServiceStartType", V::Uint32(3));
  fields.emplace_back("ServiceAccount", V::String("LocalSystem"));
  return Audit(4697, 0, 12289, fields);
}

EventSpec ProcessEnd4689(const Actor& subject, const Process& process) {
  Fields fields;
  AppendSubject(fields, subject);
  fields.emplace_back("Status", V::Hex32(0));
  AppendProcess(fields, process);
  EventSpec spec = Audit(4689, 0, 13313, fields);
  spec.process_id = kKernelPid;
  return spec;
}

EventSpec SessionReconnected4778(const Actor& owner, const std::string& session,
                                 const std::string& client, const std::string& address) {
  return OfTerminalSession(4778, owner, session, client, address);
}

EventSpec SessionDisconnected4779(const Actor& owner, const std::string& session,
                                  const std::string& client, const std::string& address) {
  return OfTerminalSession(4779, owner, session, client, address);
}

EventSpec Locked4800(const Actor& owner, std::uint32_t session_id) {
  return OfLock(4800, owner, session_id);
}

EventSpec Unlocked4801(const Actor& owner, std::uint32_t session_id) {
  return OfLock(4801, owner, session_id);
}

EventSpec ShareAccess5140(const ShareFacts& facts) {
  Fields fields;
  AppendShare(fields, facts);
  fields.emplace_back("AccessMask", V::Hex32(0x1));
  fields.emplace_back("AccessList", V::String("%%4416\r\n\t\t\t\t"));
  EventSpec spec = Audit(5140, 1, 12808, fields);
  spec.process_id = kKernelPid;
  return spec;
}

EventSpec ShareFileAccess5145(const ShareFacts& facts) {
  Fields fields;
  AppendShare(fields, facts);
  fields.emplace_back("RelativeTargetName", V::String(facts.file));
  fields.emplace_back("AccessMask", V::Hex32(0x120089));
  fields.emplace_back("AccessList",
                      V::String("%%1538\r\n\t\t\t\t%%1541\r\n\t\t\t\t%%4416\r\n\t\t\t\t"
                                "%%4419\r\n\t\t\t\t%%4423\r\n\t\t\t\t"));
  fields.emplace_back("AccessReason", V::String("-"));
  EventSpec spec = Audit(5145, 0, 12811, fields);
  spec.process_id = kKernelPid;
  return spec;
}

EventSpec Connection5156(const ConnectionFacts& facts) {
  EventSpec spec =
      Audit(5156, 1, 12810,
            {{"ProcessID", V::Uint64(facts.program.id)},
             {"Application", V::String(facts.program.image)},
             {"Direction", V::String(facts.inbound ? "%%14592" : "%%14593")},
             {"SourceAddress", V::String(facts.source)},
             {"SourcePort", V::String(std::to_string(facts.source_port))},
             {"DestAddress", V::String(facts.destination)},
             {"DestPort", V::String(std::to_string(facts.destination_port))},
             {"Protocol", V::Uint32(6)},
             {"FilterRTID", V::Uint64(66327)},
             {"LayerName", V::String(facts.inbound ? "%%14610" : "%%14611")},
             {"LayerRTID", V::Uint64(facts.inbound ? 44 : 48)}});
  spec.process_id = kKernelPid;
  return spec;
}

EventSpec PortBound5158(const Process& program, std::uint32_t port) {
  EventSpec spec = Audit(5158, 0, 12810,
                         {{"ProcessId", V::Uint64(program.id)},
                          {"Application", V::String(program.image)},
                          {"SourceAddress", V::String("0.0.0.0")},
                          {"SourcePort", V::String(std::to_string(port))},
                          {"Protocol", V::Uint32(17)},
                          {"FilterRTID", V::Uint64(0)},
                          {"LayerName", V::String("%%14608")},
                          {"LayerRTID", V::Uint64(36)}});
  spec.process_id = kKernelPid;
  return spec;
}

}  // namespace logonloom::support
