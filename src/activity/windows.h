// Every time window and confidence of this stage, with its reason. They are fitted to few logs.
#pragma once

#include "logonloom/types.h"

namespace logonloom {

// Processes
inline constexpr Ticks kSameStart = Seconds(5);     // Sysmon 1 and 4688 of one start; Sysmon lags
inline constexpr Ticks kProcessSlack = Seconds(1);  // records of a process around start and end
// For how long a number is a process's although records are missing, which could tell that it
// ended: Windows uses numbers again soon. Longer where the program's name agrees.
inline constexpr Ticks kNumberHeld = Seconds(3600);
inline constexpr Ticks kNamedNumberHeld = Seconds(86400);

// Attribution
inline constexpr Ticks kTwinRecord = Seconds(5);  // 7045 and 4697, 106 and 4698 of one act
// A session that was open where its log ends is taken to go on: logs are collected one after another.
inline constexpr Ticks kStayBehindLog = Seconds(3600);

// Links on one machine
inline constexpr Ticks kCredentialsToLogon = Seconds(2);  // 4648 and the 4624 that it leads to
inline constexpr Ticks kTakeoverTool = Seconds(3);        // tscon.exe ahead of the takeover
inline constexpr Ticks kTunnelOpen = Seconds(300);     // a tunnel's connection ahead of the desktop
inline constexpr Ticks kPlanToProcess = Seconds(60);   // a service or task that runs right away
inline constexpr Ticks kTaskToProcess = Seconds(600);  // a task's change ahead of its run

// Across machines
inline constexpr Ticks kMostSkew = Seconds(600);          // of two clocks whose skew is not known
inline constexpr Ticks kConnectionToLogon = Seconds(30);  // a connection ahead of its logon
inline constexpr Ticks kHttpToLogon = Seconds(2);         // 5985/5986 ahead of a WinRM logon
inline constexpr Ticks kCallerNamed = Seconds(1);       // 4703 ahead of the connection to port 445
inline constexpr Ticks kOutboundToLogon = Seconds(10);  // 4648 or WinRM 6 ahead of the logon
inline constexpr Ticks kTicketToLogon = Seconds(10);    // 4769 ahead of the logon; later it is kept
inline constexpr Ticks kValidationToLogon = Seconds(2);  // 4776 of the controller and the logon
inline constexpr Ticks kClientToDesktop = Seconds(60);  // the RDP client's record and the desktop
inline constexpr Ticks kAddressHeld = Seconds(86400);   // an address is taken to stay with its host

// Confidence
inline constexpr double kRecordedLink = 1.0;
inline constexpr double kDerivedLink = 0.9;
inline constexpr double kLikelyLink = 0.5;
inline constexpr double kAmbiguousLink = 0.3;

}  // namespace logonloom
