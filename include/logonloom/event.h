// Events: records whose meaning is known, with their fields under common names.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "logonloom/record.h"
#include "logonloom/types.h"

namespace logonloom {

// What an event says, by (provider, event id). Persisted nowhere; the catalogue in src/events maps
// each provider and id to one kind. Comments: event ids; S Security, Sys System.
enum class EventKind : std::uint8_t {
  // Security: logon sessions
  kLogon,                // S 4624
  kLogonFailed,          // S 4625
  kLogoff,               // S 4634
  kLogoffInitiated,      // S 4647
  kExplicitCredentials,  // S 4648
  kSpecialPrivileges,    // S 4672
  kProcessStart,         // S 4688, Sysmon 1
  kProcessEnd,           // S 4689
  kSessionReconnected,   // S 4778
  kSessionDisconnected,  // S 4779
  kLocked,               // S 4800
  kUnlocked,             // S 4801
  kScreensaverOn,        // S 4802
  kScreensaverOff,       // S 4803
  kShareAccess,          // S 5140
  kShareFileAccess,      // S 5145
  // Security: authentication, mostly on domain controllers; the status tells success
  kTicketGrantingRequested,  // S 4768
  kTicketRequested,          // S 4769
  kPreAuthenticationFailed,  // S 4771
  kCredentialsValidated,     // S 4776
  kRemoteAccessDenied,       // S 4825
  // Security and System: machine life
  kSecurityStarted,        // S 4608
  kSecurityStopping,       // S 4609
  kEventLogStopping,       // S 1100
  kAuditsLost,             // S 1101
  kLogCleared,             // S 1102, Sys 104
  kClockChanged,           // S 4616
  kKernelStarted,          // Sys Kernel-General 12
  kKernelStopping,         // Sys Kernel-General 13
  kEventLogStarted,        // Sys 6005
  kEventLogStopped,        // Sys 6006
  kUnexpectedShutdown,     // Sys 6008
  kUncleanReboot,          // Sys Kernel-Power 41
  kShutdownRequested,      // Sys 1074
  kWinlogonLogon,          // Sys Winlogon 7001
  kWinlogonLogoff,         // Sys Winlogon 7002
  kKernelClockChanged,     // Sys Kernel-General 1
  kLastShutdownTold,       // Sys Kernel-Boot 20
  kBootTypeTold,           // Sys Kernel-Boot 27
  kSuspending,             // Sys Kernel-Power 42
  kResumed,                // Sys Kernel-Power 107
  kPowerTransition,        // Sys Kernel-Power 109
  kProfileServiceStarted,  // User Profiles Service 1531
  kProfileServiceStopped,  // User Profiles Service 1532
  kProfileLogon,           // User Profiles Service 1, 2
  kProfileLogoff,          // User Profiles Service 3, 4
  // Terminal services
  kTsLogon,               // LocalSessionManager 21
  kTsShellStart,          // LocalSessionManager 22
  kTsLogoff,              // LocalSessionManager 23
  kTsDisconnected,        // LocalSessionManager 24
  kTsReconnected,         // LocalSessionManager 25
  kTsDisconnectedBy,      // LocalSessionManager 39
  kTsDisconnectReason,    // LocalSessionManager 40
  kTsArbitrationBegin,    // LocalSessionManager 41
  kTsArbitrationEnd,      // LocalSessionManager 42
  kTsShutdown,            // LocalSessionManager 54
  kRcmListenerStarted,    // RemoteConnectionManager 258
  kRcmConnection,         // RemoteConnectionManager 261
  kRcmAuthenticated,      // RemoteConnectionManager 1149
  kRdpAccepted,           // RdpCoreTS 131
  kRdpBadPassword,        // RdpCoreTS 140
  kRdpSessionBound,       // RdpCoreTS 66
  kRdpDisconnected,       // RdpCoreTS 102
  kRdpDisconnectReason,   // RdpCoreTS 103
  kTsServiceStarted,      // LocalSessionManager 32
  kRcmServiceStarted,     // RemoteConnectionManager 1136, 1155
  kRcmTcpConnected,       // RemoteConnectionManager 1158
  kRdpConnectionCreated,  // RdpCoreTS 65
  kRdpEstablished,        // RdpCoreTS 98
  kRdpSecurityFailed,     // RdpCoreTS 139
  // Other ways in and out
  kSshMessage,                 // OpenSSH 4: what happened stands in the message
  kWinRmShell,                 // WinRM 91
  kWinRmAuthenticated,         // WinRM 169
  kWinRmAuthorised,            // WinRM 193
  kGatewayAuthorised,          // Gateway 200
  kGatewayResourceAuthorised,  // Gateway 300
  kGatewayConnected,           // Gateway 302
  kGatewayDisconnected,        // Gateway 303
  kGatewayHttp,                // Gateway 312
  kRdpClientConnecting,        // RDPClient 1024: this machine is the client
  kRdpClientUser,              // RDPClient 1029
  kRdpClientAddress,           // RDPClient 1102
  // Known, attributable, without a part in any session boundary
  kActivity,
};

// An account as an event names it. Any part may be empty.
struct Account {
  Symbol name;
  Symbol domain;
  Symbol sid;
  bool empty() const { return name.empty() && sid.empty(); }
};

// Where an event's record lies. Together with the file's SHA-256 this leads back to the bytes.
struct RecordRef {
  std::int32_t file_index = -1;  // into the run's evidence files
  std::uint64_t offset = 0;
  Recovery recovery = Recovery::kListed;
  bool complete = true;  // as in Record
};

// One event. A slot that the event has not, or whose value is «-», empty or a NULL SID, is empty.
// Which slot a field fills is said in the catalogue (src/events/catalogue.cpp); the comments here
// give the slot's meaning. Texts are as logged; interpretation belongs to correlation.
struct Event {
  EventKind kind = EventKind::kActivity;
  RecordRef source;
  Symbol provider;
  Symbol channel;
  Symbol computer;  // as logged
  std::uint32_t event_id = 0;
  std::uint32_t version = 0;
  std::uint64_t record_id = 0;     // EventRecordID, else the header's id
  FileTime time;                   // TimeCreated, else the header's time
  std::uint64_t payload_hash = 0;  // of all fields, equal in every reader: tells duplicates
  Symbol activity_id;              // {XXXXXXXX-…} upper case
  std::uint32_t writer_pid = 0;    // Execution/@ProcessID
  Symbol writer_sid;               // Security/@UserID

  Account subject;  // who asked for it: Subject…
  Luid subject_logon_id = 0;
  Account target;            // whom it is about: Target…; the user of events with one account
  Luid target_logon_id = 0;  // the logon session that it is about; its owner in 4634, 4647, 4778…
  Luid linked_logon_id = 0;  // TargetLinkedLogonId
  Account outbound;          // TargetOutboundUserName/DomainName
  Symbol logon_guid;         // {…} lower case, empty if all zero
  std::optional<bool> elevated;         // ElevatedToken
  std::optional<bool> virtual_account;  // VirtualAccount
  Symbol restricted_admin;              // RestrictedAdminMode as logged
  Symbol impersonation_level;           // %%1833 and the like, as logged

  std::uint32_t logon_type = 0;  // 0 also where the event has none; see has_logon_type
  bool has_logon_type = false;
  Symbol logon_process;  // trimmed
  Symbol auth_package;
  Symbol lm_package;
  std::uint32_t key_length = 0;
  std::uint32_t status = 0;  // NTSTATUS or the like
  std::uint32_t sub_status = 0;
  Symbol privileges;  // 4672: names separated by one space

  Symbol workstation;  // WorkstationName, ClientName: the other end's name
  Symbol address;      // the other end's address as logged
  std::uint32_t port = 0;
  Symbol session_name;                            // RDP-Tcp#8, Console
  std::optional<std::uint32_t> ts_session_id;     // terminal-services SessionID
  std::optional<std::uint32_t> other_session_id;  // LSM 39: the session that caused it
  // LSM 40, RdpCoreTS 103; 1101; Kernel-General 1. Kernel-Boot 27: the type of boot; Kernel-Power
  // 42 and 107: the power state, 109: the action.
  std::optional<std::uint32_t> reason;
  Symbol server_name;  // 4648: TargetServerName

  std::uint64_t process_id = 0;  // 4688/4689/Sysmon: the process it is about; else the caller
  std::uint64_t parent_process_id = 0;  // the creator
  Symbol process_name;
  Symbol parent_process_name;
  Symbol command_line;
  Symbol token_elevation;  // %%1936…
  Symbol integrity;        // mandatory label SID, Sysmon's word
  Symbol process_guid;     // Sysmon
  std::uint32_t exit_status = 0;
  Symbol object;       // share, file, service, log: what was touched
  Symbol object_path;  // 5145 RelativeTargetName, 5140 ShareLocalPath
  std::uint32_t access_mask = 0;

  std::optional<FileTime> previous_time;  // 4616, Kernel-General 1: clock before
  // 4616, Kernel-General 1: clock after; 12: StartTime; 13: StopTime; 6008: last alive, UTC
  std::optional<FileTime> new_time;
  std::optional<bool> last_shutdown_good;   // Kernel-Boot 20
  std::optional<std::uint32_t> duration_s;  // Gateway 303: of the session, in seconds
  Symbol message;  // OpenSSH 4, LSM 32; RDPClient 1029: the hash of the user's name
};

// What was done with a record.
enum class Disposition : std::uint8_t {
  kEvent,     // known: the event is filled
  kFiltered,  // not in the catalogue
};

// Records → events, by provider and channel, never by file name. Not thread-safe.
class Normaliser {
 public:
  virtual ~Normaliser() = default;
  // Fills `event` from `record` and interns its texts. source.file_index is left to the caller.
  // Fields that do not parse leave their slot empty and append a diagnostic without file.
  virtual Disposition Normalise(const Record& record, Event& event,
                                std::vector<Diagnostic>& diagnostics) = 0;
};

}  // namespace logonloom
