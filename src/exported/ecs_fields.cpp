#include "exported/ecs_fields.h"

namespace logonloom {
namespace {

constexpr EcsField kLogon[] = {{"TargetUserSid", "/user/id"},
                               {"TargetUserName", "/user/name"},
                               {"TargetDomainName", "/user/domain"},
                               {"ProcessId", "/process/pid"},
                               {"ProcessName", "/process/executable"},
                               {"IpAddress", "/source/ip"},
                               {"IpPort", "/source/port"},
                               {"WorkstationName", "/source/domain"}};

constexpr EcsField kLogoff[] = {{"TargetUserSid", "/user/id"},
                                {"TargetUserName", "/user/name"},
                                {"TargetDomainName", "/user/domain"}};

constexpr EcsField kDesktop[] = {{"AccountName", "/user/name"},
                                 {"AccountDomain", "/user/domain"},
                                 {"LogonID", "/winlog/logon/id"},
                                 {"ClientAddress", "/source/ip"},
                                 {"ClientName", "/source/domain"}};

constexpr EcsField kProcessStart[] = {{"NewProcessId", "/process/pid"},
                                      {"NewProcessName", "/process/executable"},
                                      {"CommandLine", "/process/command_line"},
                                      {"ProcessId", "/process/parent/pid"},
                                      {"ParentProcessName", "/process/parent/executable"}};

constexpr EcsField kSecurity[] = {{"ProcessId", "/process/pid"},
                                  {"ProcessName", "/process/executable"},
                                  {"IpAddress", "/source/ip"},
                                  {"IpPort", "/source/port"},
                                  {"WorkstationName", "/source/domain"}};

constexpr EcsField kSysmonProcess[] = {{"ProcessGuid", "/process/entity_id"},
                                       {"ProcessId", "/process/pid"},
                                       {"Image", "/process/executable"},
                                       {"CommandLine", "/process/command_line"},
                                       {"CurrentDirectory", "/process/working_directory"},
                                       {"ParentProcessGuid", "/process/parent/entity_id"},
                                       {"ParentProcessId", "/process/parent/pid"},
                                       {"ParentImage", "/process/parent/executable"},
                                       {"ParentCommandLine", "/process/parent/command_line"},
                                       {"User", "/user/name", "/user/domain"}};

constexpr EcsField kSysmonConnection[] = {{"ProcessGuid", "/process/entity_id"},
                                          {"ProcessId", "/process/pid"},
                                          {"Image", "/process/executable"},
                                          {"User", "/user/name", "/user/domain"},
                                          {"Protocol", "/network/transport"},
                                          {"Initiated", "/network/direction"},
                                          {"SourceIp", "/source/ip"},
                                          {"SourceHostname", "/source/domain"},
                                          {"SourcePort", "/source/port"},
                                          {"DestinationIp", "/destination/ip"},
                                          {"DestinationHostname", "/destination/domain"},
                                          {"DestinationPort", "/destination/port"}};

constexpr EcsField kSysmonAct[] = {{"ProcessGuid", "/process/entity_id"},
                                   {"ProcessId", "/process/pid"},
                                   {"Image", "/process/executable"},
                                   {"User", "/user/name", "/user/domain"},
                                   {"TargetFilename", "/file/path"},
                                   {"QueryName", "/dns/question/name"},
                                   {"PipeName", "/file/name"}};

constexpr EcsField kSysmonImage[] = {{"ProcessGuid", "/process/entity_id"},
                                     {"ProcessId", "/process/pid"},
                                     {"Image", "/process/executable"},
                                     {"User", "/user/name", "/user/domain"},
                                     {"ImageLoaded", "/file/path"}};

constexpr EcsField kSysmonBetweenProcesses[] = {{"SourceProcessGuid", "/process/entity_id"},
                                                {"SourceProcessId", "/process/pid"},
                                                {"SourceImage", "/process/executable"}};

constexpr EcsField kScript[] = {{"ScriptBlockText", "/powershell/file/script_block_text"},
                                {"ScriptBlockId", "/powershell/file/script_block_id"},
                                {"Path", "/file/path"}};

std::span<const EcsField> OfSecurity(std::uint32_t event_id) {
  switch (event_id) {
    case 4624:
    case 4625:
      return kLogon;
    case 4634:
    case 4647:
      return kLogoff;
    case 4688:
      return kProcessStart;
    case 4778:
    case 4779:
      return kDesktop;
    default:
      return kSecurity;
  }
}

std::span<const EcsField> OfSysmon(std::uint32_t event_id) {
  switch (event_id) {
    case 1:
      return kSysmonProcess;
    case 3:
      return kSysmonConnection;
    case 7:
      return kSysmonImage;
    case 8:
    case 10:
      return kSysmonBetweenProcesses;
    default:
      return kSysmonAct;
  }
}

}  // namespace

std::span<const EcsField> EcsFieldsOf(const SystemProperties& system) {
  if (system.provider == "Microsoft-Windows-Security-Auditing") return OfSecurity(system.event_id);
  if (system.provider == "Microsoft-Windows-Sysmon") return OfSysmon(system.event_id);
  if (system.provider == "Microsoft-Windows-PowerShell" && system.event_id == 4104) return kScript;
  return {};
}

}  // namespace logonloom
