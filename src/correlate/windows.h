// Every time window and number that correlation's rules rest on, in one place. They are fitted to
// the real logs named in docs/correlation.md; change one only with a log that shows why.
#pragma once

#include <string_view>

#include "logonloom/types.h"

namespace logonloom {

// Machines
inline constexpr Ticks kNewIdSpacePause = Seconds(48.0 * 3600);  // ids that start again later
inline constexpr std::size_t kMostNamesInRenamedLog = 3;  // more: a forwarded log, if not one chain

// Boots
inline constexpr Ticks kBootStartSpread = Seconds(600);  // one boot's start signs over channels
inline constexpr Ticks kBootPreludeSpan = Seconds(300);  // records before 4608 of the same boot
inline constexpr std::uint64_t kSystemLogonBehindStart = 10;  // ids from 4608 to SYSTEM's 4624
inline constexpr std::uint64_t kKernelStartBefore = 10;  // ids that 12 may precede its 6005
inline constexpr std::uint64_t kKernelStartAfter = 60;   // ids that 12 may follow its 6005
inline constexpr Luid kLogonIdDrop = 0x10000;            // below the maximum: another boot
inline constexpr std::uint64_t kRecordsBehindStop = 10;   // that have higher ids than the 1100
inline constexpr Ticks kLogStopTail = Seconds(120);      // records behind a true 1100

inline constexpr Ticks kBootKeyAhead = Seconds(48.0 * 3600);         // clock corrected after boot
inline constexpr Ticks kBootKeyBehind = Seconds(5.0 * 365 * 86400);  // longest time between boots

inline constexpr Ticks kSysmonTwins = Seconds(2);  // LogonGuids of one logon can differ by a second

// As Windows logs them
inline constexpr std::string_view kInboundDirection = "%%14592";  // 5156
inline constexpr std::string_view kSecurityChannel = "Security";
inline constexpr std::string_view kSystemChannel = "System";
inline constexpr std::string_view kLocalSessionManagerChannel =
    "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational";
inline constexpr std::string_view kRdpCoreTsChannel =
    "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational";
inline constexpr std::string_view kRdpCoreCdvChannel =
    "Microsoft-Windows-RemoteDesktopServices-RdpCoreCDV/Operational";
inline constexpr std::string_view kRemoteConnectionManagerChannel =
    "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational";
// LocalSessionManager 40: another connection took the session; the user logged off.
inline constexpr std::uint32_t kReasonReplaced = 5, kReasonLogoff = 12;
// Kernel-Boot 27: the kernel came back from hibernation, the people's sessions did not.
inline constexpr std::uint32_t kFastStartup = 1;
// Kernel-General 1: a program or component set the clock; 2: by the hardware's, 3: time zone.
inline constexpr std::uint32_t kClockSetByProgram = 1;
inline constexpr std::uint32_t kRdpPort = 3389;
inline constexpr std::uint32_t kWinrmPort = 5985, kWinrmTlsPort = 5986;

// The clock
inline constexpr Ticks kLeastClockStep = Seconds(1);  // below: time service's slewing
inline constexpr Ticks kMostClockStep = Seconds(2.0 * 365 * 86400);  // above: a broken record
inline constexpr Ticks kClockStepSlack = Seconds(0.1);  // a step and the records beside it
inline constexpr Ticks kToldClockStep = Seconds(60);                 // an analyst must know of
inline constexpr Ticks kLongSilence = Seconds(12.0 * 3600);  // between neighbours of one boot

// Logon sessions
inline constexpr Luid kPairDistance = 0x1000;      // LUIDs of a pair inferred from use
inline constexpr std::uint64_t kLogonsAheadOfPrivileges = 3;  // ids from a pair's 4624 to its 4672
inline constexpr Ticks kShortLogon = Seconds(10);  // a logon that only returns to a desktop
inline constexpr Ticks kPrivilegesBeforeLogon = Seconds(2);  // 4672 ahead of its 4624
inline constexpr Ticks kNlaBeforeDesktop = Seconds(15);      // type 3 ahead of 1149 or type 10
inline constexpr Ticks kNlaBehindLink = Seconds(60);  // its logoff behind the connection's end

// Local and access sessions
inline constexpr Ticks kSameAct = Seconds(3);               // several records tell one act
inline constexpr Ticks kSlowAct = Seconds(10);  // and a log that has not told of it yet may still
inline constexpr Ticks kLogonToLocalSession = Seconds(10);  // 4624 ahead of 21
inline constexpr Ticks kLogoffSpread = Seconds(60);  // 7002, 23, 24 of one user: profiles unload
inline constexpr Ticks kDisconnectAfterLogoff = Seconds(2);
inline constexpr Ticks kSameFailure = Seconds(1);           // 140 and 4625 of one attempt
inline constexpr Ticks kAttemptPause = Seconds(300);        // between attempts folded into one
inline constexpr Ticks kFirewallToListener = Seconds(0.1);  // 5156 beside 261
inline constexpr Ticks kLogonToShell = Seconds(10);         // 4624 ahead of WinRM 91
inline constexpr Ticks kFirewallToLogon = Seconds(1);       // 5156 ahead of a network logon
inline constexpr std::size_t kMostDesktopsLooked = 1000;  // of a boot, for one that was open
inline constexpr Ticks kConnectionToDesktop = Seconds(60);  // 131/261/1149 ahead of 21/25

// Confidence of a boundary
inline constexpr double kRecorded = 1.0;
inline constexpr double kDerived = 0.9;
inline constexpr double kWindow = 0.5;
inline constexpr double kNoEvidence = 0.0;

}  // namespace logonloom
