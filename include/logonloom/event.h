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
  kLogonClaims,          // S 4626, LSA 301
  kLogonGroups,          // S 4627, LSA 300
  kSpecialGroups,        // S 4964
  kSidsFiltered,         // S 4675
  kNetworkConnection,    // S 5156
  kTokenAdjusted,        // S 4703
  // Security: authentication, mostly on domain controllers; the status tells success
  kTicketGrantingRequested,  // S 4768
  kTicketRequested,          // S 4769
  kPreAuthenticationFailed,  // S 4771
  kCredentialsValidated,     // S 4776
  kRemoteAccessDenied,       // S 4825
  kTicketRenewed,            // S 4770
  kTicketGrantingFailed,     // S 4772
  kTicketFailed,             // S 4773
  kAccountMapped,            // S 4774
  kAccountMappingFailed,     // S 4775
  kValidationFailed,         // S 4777
  kTicketGrantingDenied,     // S 4820
  kTicketDenied,             // S 4821
  kNtlmDenied,               // S 4822, 4823
  kPreAuthenticationDenied,  // S 4824
  kAccountLockedOut,         // S 4740
  // Security and System: machine life
  kSecurityStarted,         // S 4608
  kSecurityStopping,        // S 4609
  kEventLogStopping,        // S 1100
  kAuditsLost,              // S 1101
  kEventNotWritten,         // S 1108: an event happened and could not be written
  kLogCleared,              // S 1102, Sys 104
  kClockChanged,            // S 4616
  kKernelStarted,           // Sys Kernel-General 12
  kKernelStopping,          // Sys Kernel-General 13
  kEventLogStarted,         // Sys 6005
  kEventLogStopped,         // Sys 6006
  kUnexpectedShutdown,      // Sys 6008
  kUncleanReboot,           // Sys Kernel-Power 41
  kShutdownRequested,       // Sys 1074
  kWinlogonLogon,           // Sys Winlogon 7001
  kWinlogonLogoff,          // Sys Winlogon 7002
  kKernelClockChanged,      // Sys Kernel-General 1
  kLastShutdownTold,        // Sys Kernel-Boot 20
  kBootTypeTold,            // Sys Kernel-Boot 27
  kSuspending,              // Sys Kernel-Power 42
  kResumed,                 // Sys Kernel-Power 107
  kPowerTransition,         // Sys Kernel-Power 109
  kProfileServiceStarted,   // User Profiles Service 1531
  kProfileServiceStopped,   // User Profiles Service 1532
  kProfileLogon,            // User Profiles Service 1, 2
  kProfileLogoff,           // User Profiles Service 3, 4
  kProfileLoaded,           // User Profiles Service 5
  kProfileTypeTold,         // User Profiles Service 67
  kAuditPolicyLoaded,       // S 4902: once in each boot
  kLogFull,                 // S 1104
  kLogArchived,             // S 1105, Sys 105
  kVersionTold,             // Sys 6009
  kHostRenamed,             // Sys 6011
  kUptimeTold,              // Sys 6013
  kTimeZoneTold,            // Sys Kernel-General 24
  kStandbyEntered,          // Sys Kernel-Power 506
  kStandbyLeft,             // Sys Kernel-Power 507
  kPowerSessionChanged,     // Sys Kernel-Power 566
  kShutdownExplained,       // Sys 1076
  kWinlogonAuthenticating,  // Winlogon/Operational 1
  kWinlogonAuthenticated,   // Winlogon/Operational 2; the status tells success
  kWinlogonNotifying,       // Winlogon/Operational 811
  kWinlogonNotified,        // Winlogon/Operational 812
  kTaskTriggered,  // TaskScheduler 119 to 125: by a logon, connect, disconnect, lock, unlock
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
  kRdpAccepted,           // RdpCoreTS 131; RdpCoreCDV has the same ids
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
  kTsServiceFailed,       // LocalSessionManager 16, 17, 18, 34
  kTsStateFailed,         // LocalSessionManager 36
  kRcmListenerStopped,    // RemoteConnectionManager 259
  kRcmLogonsExceeded,     // RemoteConnectionManager 1012
  kRcmReconnectFailed,    // RemoteConnectionManager 1041
  kRcmUserSettings,       // RemoteConnectionManager 1150
  kSessionShadowed,       // RemoteConnectionManager 1146 to 1148, 20503 to 20514
  kRdpTcpFailed,          // RdpCoreTS 99
  kRdpClosing,            // RdpCoreTS 107: the client asked for it
  kRdpTransportFailed,    // RdpCoreTS 142, 143
  kRdpChannelClosed,      // RdpCoreTS 148
  kRdpStateFailed,        // RdpCoreTS 226
  kRdpDetail,             // RdpCoreTS 68, 104, 130, 132, 135, 141, 145, 168, 169
  // Other ways in and out
  kSshMessage,                 // OpenSSH 2, 4, 6: what happened stands in the message
  kWinRmShell,                 // WinRM 91
  kWinRmAuthenticated,         // WinRM 169
  kWinRmAuthorised,            // WinRM 193
  kGatewayAuthorised,          // Gateway 200
  kGatewayResourceAuthorised,  // Gateway 300
  kGatewayConnected,           // Gateway 302
  kGatewayDisconnected,        // Gateway 303
  kGatewayHttp,                // Gateway 312, 313
  kGatewayRefused,             // Gateway 201
  kGatewayResourceRefused,     // Gateway 301
  kGatewayConnectFailed,       // Gateway 304
  kWinRmClientSession,         // WinRM 6: this machine is the client
  kWinRmOperationFailed,       // WinRM 142
  kWinRmAuthenticationFailed,  // WinRM 161
  kRdpClientConnecting,        // RDPClient 1024: this machine is the client
  kRdpClientUser,              // RDPClient 1029
  kRdpClientAddress,           // RDPClient 1102
  kRdpClientConnected,         // RDPClient 1025
  kRdpClientDisconnected,      // RDPClient 1026
  kRdpClientSession,           // RDPClient 1027
  kRdpClientTransport,         // RDPClient 1103, 1105
  kSmbLogonFailed,             // SMBServer 551
  kSmbShareDenied,             // SMBServer 1006
  kSmbAnonymousDenied,         // SMBServer 1009
  kSmbClientConnectFailed,     // SMBClient 30803
  kSmbClientConnectionLost,    // SMBClient 30804, 30805, 30807
  kSmbClientReconnected,       // SMBClient 30806, 30808
  kSmbClientRefused,           // SMBClient 31000, 31001, 31010, 31017, 31019
  // What programs did
  kProcessConnection,  // Sysmon 3
  kNameLookup,         // Sysmon 22
  kProcessAct,         // Sysmon 2, 7 to 18, 23 to 29: another act of a process
  kScript,             // PowerShell 4100, 4103, 4104; classic 400, 403, 600, 800
  kTaskChanged,        // TaskScheduler 106, 140, 141, 142
  kTaskRan,            // TaskScheduler 100, 102, 129, 200, 201
  kWmi,                // WMI-Activity 5857 to 5861, Sysmon 19 to 21
  kTransfer,           // BITS 3, 4, 5, 59, 60, 61
  kThreatFound,        // Defender 1116, 1117
  kFirewallChanged,    // Firewall 2003 to 2006, 2033
  kPrinted,            // PrintService 307, 316, 354, 808, 823
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
  std::uint64_t offset = 0;
  std::int32_t file_index = -1;  // into the run's evidence files
  Recovery recovery = Recovery::kListed;
  bool complete = true;  // as in Record
};

// One event. A slot that the event has not, or whose value is «-», empty or a NULL SID, is empty.
// Which slot a field fills is said in the catalogue (src/events/catalogue.cpp); the comments here
// give the slot's meaning. Texts are as logged; interpretation belongs to correlation.
//
// There are millions of them, and most rules ask the same few members of many: these fill the first
// line of the processor's cache, what nearly all events have the second. An event is six lines.
struct Event {
  FileTime time;                // TimeCreated, else the header's time
  std::uint64_t record_id = 0;  // EventRecordID, else the header's id
  Luid target_logon_id = 0;  // the logon session that it is about; its owner in 4634, 4647, 4778…
  Luid subject_logon_id = 0;
  Symbol channel;
  Symbol computer;  // as logged
  std::uint32_t event_id = 0;
  Symbol activity_id;  // {XXXXXXXX-…} upper case
  EventKind kind = EventKind::kActivity;
  bool has_logon_type = false;
  std::optional<bool> elevated;            // ElevatedToken
  std::optional<bool> virtual_account;     // VirtualAccount
  std::optional<bool> last_shutdown_good;  // Kernel-Boot 20
  std::uint32_t logon_type = 0;            // 0 also where the event has none; see has_logon_type
  Symbol logon_guid;                       // {…} lower case, empty if all zero

  Account subject;  // who asked for it: Subject…
  Account target;   // whom it is about: Target…; the user of events with one account
  RecordRef source;
  std::uint64_t payload_hash = 0;  // of all fields, equal in every reader: tells duplicates
  std::uint64_t process_id = 0;    // 4688/4689/Sysmon: the process it is about; else the caller
  Symbol workstation;              // WorkstationName, ClientName: the other end's name
  Symbol address;                  // the other end's address as logged

  Luid linked_logon_id = 0;  // TargetLinkedLogonId
  Account outbound;          // TargetOutboundUserName/DomainName
  Symbol provider;
  std::uint32_t version = 0;
  std::uint32_t writer_pid = 0;  // Execution/@ProcessID
  Symbol writer_sid;             // Security/@UserID
  Symbol logon_process;          // trimmed
  Symbol auth_package;
  Symbol lm_package;
  Symbol process_name;
  std::uint32_t status = 0;  // NTSTATUS or the like
  std::uint32_t sub_status = 0;
  std::uint16_t port = 0, destination_port = 0;

  std::optional<std::uint32_t> ts_session_id;  // terminal-services SessionID
  // LSM 39: the session that caused it; RDPClient 1027: the session on the server.
  std::optional<std::uint32_t> other_session_id;
  // LSM 40, RdpCoreTS 103, RDPClient 1026; 1101; 1108: the id of the event; Kernel-General 1.
  // Kernel-Boot 27: the type of boot; Kernel-Power 42 and 107: the power state, 109: the action.
  // Winlogon 811, 812: 2 logon, 3 logoff, 4 lock, 5 unlock, 6 screen saver on, 7 off. 4768, 4771: the
  // type of pre-authentication.
  std::optional<std::uint32_t> reason;
  Symbol session_name;  // RDP-Tcp#8, Console
  Symbol server_name;   // 4648: TargetServerName; of clients: the server; 6011: the new name
  // OpenSSH, LSM 32, WinRM 161, scripts, queries; RDPClient 1029: the hash of the user's name.
  // 4625: FailureReason; 4720, 4738, 4741, 4742: UserAccountControl; 4662: Properties.
  Symbol message;
  Symbol object;       // share, file, service, log: what was touched; 6009: version, 6011: old name
  Symbol object_path;  // 5145 RelativeTargetName, 5140 ShareLocalPath
  Symbol object_type;  // File, Key, Process, SAM_DOMAIN …
  std::uint32_t access_mask = 0;
  Symbol destination;  // 5156: the address that was connected to, `address` being where it came from
  // 5156: %%14592 inbound, %%14593 outbound; Sysmon 3: true if this machine began it; as logged
  Symbol direction;
  std::uint32_t protocol = 0;  // 5156: IANA's number, 6 for TCP

  std::uint64_t parent_process_id = 0;  // the creator
  std::uint64_t handle_id = 0;          // of the object in its process; 4690: the copied one
  Symbol parent_process_name;
  Symbol command_line;
  Symbol token_elevation;  // %%1936…
  Symbol integrity;        // mandatory label SID, Sysmon's word
  Symbol process_guid;     // Sysmon
  Symbol parent_process_guid;
  std::uint32_t exit_status = 0;
  std::uint32_t flags = 0;      // 4768 to 4773: TicketOptions; 4720, 4738, 4741, 4742: NewUacValue
  std::uint32_t old_flags = 0;  // 4720, 4738, 4741, 4742: OldUacValue
  std::uint32_t key_length = 0;
  std::uint32_t ticket_encryption = 0;  // 4768 to 4770: 0xffffffff where there is no ticket
  Symbol restricted_admin;              // RestrictedAdminMode as logged

  std::optional<FileTime> previous_time;  // 4616, Kernel-General 1: clock before
  // 4616, Kernel-General 1: clock after; 12: StartTime; 13: StopTime; 6008: last alive, UTC
  std::optional<FileTime> new_time;
  // In seconds. Gateway 303: of the session; 6013: since the machine started.
  std::optional<std::uint32_t> duration_s;
  // Windows' own count of its boots. Kernel-Power 506, 566: of this one; Kernel-Boot 20: of the
  // last.
  std::optional<std::uint32_t> boot_id;
  Symbol privileges;           // 4672; 4703: those enabled; names separated by one space
  Symbol disabled_privileges;  // 4703
  Symbol groups;               // 4627, 4964, LSA 300; 4675: those filtered; SIDs, separated alike
  Symbol impersonation_level;  // %%1833 and the like, as logged
};
static_assert(sizeof(Event) == 6 * 64);

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
