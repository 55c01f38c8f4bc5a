// Every event that tells of sessions, boots or logs is known, and for what it is.
#include <algorithm>
#include <vector>

#include "events/catalogue_index.h"
#include "slots_of.h"

namespace logonloom {
namespace {

using K = EventKind;

struct Rows {
  const char* provider;
  const char* channel;
  std::vector<std::pair<std::uint32_t, EventKind>> events;
};

constexpr const char* kEventlog = "Microsoft-Windows-Eventlog";
constexpr const char* kWinlogon = "Microsoft-Windows-Winlogon";
constexpr const char* kProfiles = "Microsoft-Windows-User Profiles Service";
constexpr const char* kRcm = "Microsoft-Windows-TerminalServices-RemoteConnectionManager";
constexpr const char* kSmbClient = "Microsoft-Windows-SMBClient";
constexpr const char* kSmbServer = "Microsoft-Windows-SMBServer";

const std::vector<Rows>& SecurityRows() {
  static const std::vector<Rows> kRows = {
      {kAuditing,
       "Security",
       {{4608, K::kSecurityStarted},
        {4609, K::kSecurityStopping},
        {4610, K::kActivity},
        {4611, K::kActivity},
        {4614, K::kActivity},
        {4616, K::kClockChanged},
        {4622, K::kActivity},
        {4624, K::kLogon},
        {4625, K::kLogonFailed},
        {4626, K::kLogonClaims},
        {4627, K::kLogonGroups},
        {4634, K::kLogoff},
        {4647, K::kLogoffInitiated},
        {4648, K::kExplicitCredentials},
        {4672, K::kSpecialPrivileges},
        {4675, K::kSidsFiltered},
        {4688, K::kProcessStart},
        {4689, K::kProcessEnd},
        {4696, K::kActivity},
        {4697, K::kActivity},
        {4698, K::kActivity},
        {4703, K::kTokenAdjusted},
        {4740, K::kAccountLockedOut},
        {4768, K::kTicketGrantingRequested},
        {4769, K::kTicketRequested},
        {4770, K::kTicketRenewed},
        {4771, K::kPreAuthenticationFailed},
        {4772, K::kTicketGrantingFailed},
        {4773, K::kTicketFailed},
        {4774, K::kAccountMapped},
        {4775, K::kAccountMappingFailed},
        {4776, K::kCredentialsValidated},
        {4777, K::kValidationFailed},
        {4778, K::kSessionReconnected},
        {4779, K::kSessionDisconnected},
        {4800, K::kLocked},
        {4801, K::kUnlocked},
        {4802, K::kScreensaverOn},
        {4803, K::kScreensaverOff},
        {4820, K::kTicketGrantingDenied},
        {4821, K::kTicketDenied},
        {4822, K::kNtlmDenied},
        {4823, K::kNtlmDenied},
        {4824, K::kPreAuthenticationDenied},
        {4825, K::kRemoteAccessDenied},
        {4902, K::kAuditPolicyLoaded},
        {4964, K::kSpecialGroups},
        {5140, K::kShareAccess},
        {5145, K::kShareFileAccess},
        {5156, K::kNetworkConnection}}},
      {kEventlog,
       "Security",
       {{1100, K::kEventLogStopping},
        {1101, K::kAuditsLost},
        {1102, K::kLogCleared},
        {1104, K::kLogFull},
        {1105, K::kLogArchived},
        {1108, K::kEventNotWritten}}},
      {"LsaSrv",
       "Microsoft-Windows-LSA/Operational",
       {{300, K::kLogonGroups}, {301, K::kLogonClaims}}},
  };
  return kRows;
}

const std::vector<Rows>& SystemRows() {
  static const std::vector<Rows> kRows = {
      {kEventlog, "System", {{104, K::kLogCleared}, {105, K::kLogArchived}}},
      {"EventLog",
       "System",
       {{6005, K::kEventLogStarted},
        {6006, K::kEventLogStopped},
        {6008, K::kUnexpectedShutdown},
        {6009, K::kVersionTold},
        {6011, K::kHostRenamed},
        {6013, K::kUptimeTold}}},
      {"Microsoft-Windows-Kernel-Boot",
       "System",
       {{20, K::kLastShutdownTold}, {27, K::kBootTypeTold}}},
      {"Microsoft-Windows-Kernel-General",
       "System",
       {{1, K::kKernelClockChanged},
        {12, K::kKernelStarted},
        {13, K::kKernelStopping},
        {24, K::kTimeZoneTold}}},
      {"Microsoft-Windows-Kernel-Power",
       "System",
       {{41, K::kUncleanReboot},
        {42, K::kSuspending},
        {107, K::kResumed},
        {109, K::kPowerTransition},
        {506, K::kStandbyEntered},
        {507, K::kStandbyLeft},
        {566, K::kPowerSessionChanged}}},
      {"USER32", "System", {{1074, K::kShutdownRequested}, {1076, K::kShutdownExplained}}},
      {"User32", "System", {{1074, K::kShutdownRequested}, {1076, K::kShutdownExplained}}},
      {"Service Control Manager", "System", {{7045, K::kActivity}}},
      {kWinlogon, "System", {{7001, K::kWinlogonLogon}, {7002, K::kWinlogonLogoff}}},
      {kWinlogon,
       "Microsoft-Windows-Winlogon/Operational",
       {{1, K::kWinlogonAuthenticating},
        {2, K::kWinlogonAuthenticated},
        {811, K::kWinlogonNotifying},
        {812, K::kWinlogonNotified}}},
      {kProfiles,
       "Application",
       {{1531, K::kProfileServiceStarted}, {1532, K::kProfileServiceStopped}}},
      {kProfiles,
       "Microsoft-Windows-User Profile Service/Operational",
       {{1, K::kProfileLogon},
        {2, K::kProfileLogon},
        {3, K::kProfileLogoff},
        {4, K::kProfileLogoff},
        {5, K::kProfileLoaded},
        {67, K::kProfileTypeTold}}},
      {"Microsoft-Windows-TaskScheduler",
       "Microsoft-Windows-TaskScheduler/Operational",
       {{100, K::kTaskRan},
        {102, K::kTaskRan},
        {106, K::kTaskChanged},
        {119, K::kTaskTriggered},
        {120, K::kTaskTriggered},
        {121, K::kTaskTriggered},
        {122, K::kTaskTriggered},
        {123, K::kTaskTriggered},
        {124, K::kTaskTriggered},
        {125, K::kTaskTriggered},
        {129, K::kTaskRan},
        {140, K::kTaskChanged},
        {141, K::kTaskChanged},
        {142, K::kTaskChanged},
        {200, K::kTaskRan},
        {201, K::kTaskRan}}},
  };
  return kRows;
}

// Windows' own and that of Azure Virtual Desktop.
std::vector<std::pair<std::uint32_t, EventKind>> RdpCoreEvents() {
  return {{65, K::kRdpConnectionCreated},
          {66, K::kRdpSessionBound},
          {68, K::kRdpDetail},
          {98, K::kRdpEstablished},
          {99, K::kRdpTcpFailed},
          {102, K::kRdpDisconnected},
          {103, K::kRdpDisconnectReason},
          {104, K::kRdpDetail},
          {107, K::kRdpClosing},
          {130, K::kRdpDetail},
          {131, K::kRdpAccepted},
          {132, K::kRdpDetail},
          {135, K::kRdpDetail},
          {139, K::kRdpSecurityFailed},
          {140, K::kRdpBadPassword},
          {141, K::kRdpDetail},
          {142, K::kRdpTransportFailed},
          {143, K::kRdpTransportFailed},
          {145, K::kRdpDetail},
          {148, K::kRdpChannelClosed},
          {168, K::kRdpDetail},
          {169, K::kRdpDetail},
          {226, K::kRdpStateFailed}};
}

const std::vector<Rows>& DesktopRows() {
  static const std::vector<Rows> kRows = {
      {"Microsoft-Windows-TerminalServices-LocalSessionManager",
       "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational",
       {{16, K::kTsServiceFailed},
        {17, K::kTsServiceFailed},
        {18, K::kTsServiceFailed},
        {21, K::kTsLogon},
        {22, K::kTsShellStart},
        {23, K::kTsLogoff},
        {24, K::kTsDisconnected},
        {25, K::kTsReconnected},
        {32, K::kTsServiceStarted},
        {34, K::kTsServiceFailed},
        {36, K::kTsStateFailed},
        {39, K::kTsDisconnectedBy},
        {40, K::kTsDisconnectReason},
        {41, K::kTsArbitrationBegin},
        {42, K::kTsArbitrationEnd},
        {54, K::kTsShutdown}}},
      {kRcm,
       "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational",
       {{258, K::kRcmListenerStarted},
        {259, K::kRcmListenerStopped},
        {261, K::kRcmConnection},
        {1012, K::kRcmLogonsExceeded},
        {1041, K::kRcmReconnectFailed},
        {1136, K::kRcmServiceStarted},
        {1146, K::kSessionShadowed},
        {1147, K::kSessionShadowed},
        {1148, K::kSessionShadowed},
        {1149, K::kRcmAuthenticated},
        {1150, K::kRcmUserSettings},
        {1155, K::kRcmServiceStarted},
        {20503, K::kSessionShadowed},
        {20504, K::kSessionShadowed},
        {20506, K::kSessionShadowed},
        {20507, K::kSessionShadowed},
        {20508, K::kSessionShadowed},
        {20509, K::kSessionShadowed},
        {20510, K::kSessionShadowed},
        {20511, K::kSessionShadowed},
        {20512, K::kSessionShadowed},
        {20513, K::kSessionShadowed},
        {20514, K::kSessionShadowed}}},
      {kRcm,
       "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Admin",
       {{1158, K::kRcmTcpConnected}}},
      {"Microsoft-Windows-RemoteDesktopServices-RdpCoreTS",
       "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational", RdpCoreEvents()},
      {"Microsoft-Windows-RemoteDesktopServices-RdpCoreCDV",
       "Microsoft-Windows-RemoteDesktopServices-RdpCoreCDV/Operational", RdpCoreEvents()},
      {"Microsoft-Windows-TerminalServices-ClientActiveXCore",
       "Microsoft-Windows-TerminalServices-RDPClient/Operational",
       {{1024, K::kRdpClientConnecting},
        {1025, K::kRdpClientConnected},
        {1026, K::kRdpClientDisconnected},
        {1027, K::kRdpClientSession},
        {1029, K::kRdpClientUser},
        {1102, K::kRdpClientAddress},
        {1103, K::kRdpClientTransport},
        {1105, K::kRdpClientTransport}}},
      {"Microsoft-Windows-TerminalServices-Gateway",
       "Microsoft-Windows-TerminalServices-Gateway/Operational",
       {{200, K::kGatewayAuthorised},
        {201, K::kGatewayRefused},
        {300, K::kGatewayResourceAuthorised},
        {301, K::kGatewayResourceRefused},
        {302, K::kGatewayConnected},
        {303, K::kGatewayDisconnected},
        {304, K::kGatewayConnectFailed},
        {312, K::kGatewayHttp},
        {313, K::kGatewayHttp}}},
  };
  return kRows;
}

const std::vector<Rows>& NetworkRows() {
  static const std::vector<Rows> kRows = {
      {kSmbClient,
       "Microsoft-Windows-SmbClient/Connectivity",
       {{30803, K::kSmbClientConnectFailed},
        {30804, K::kSmbClientConnectionLost},
        {30805, K::kSmbClientConnectionLost},
        {30806, K::kSmbClientReconnected},
        {30807, K::kSmbClientConnectionLost},
        {30808, K::kSmbClientReconnected}}},
      {kSmbClient,
       "Microsoft-Windows-SmbClient/Security",
       {{31000, K::kSmbClientRefused},
        {31001, K::kSmbClientRefused},
        {31010, K::kSmbClientRefused},
        {31017, K::kSmbClientRefused},
        {31019, K::kSmbClientRefused}}},
      {kSmbServer,
       "Microsoft-Windows-SMBServer/Security",
       {{551, K::kSmbLogonFailed}, {1006, K::kSmbShareDenied}, {1009, K::kSmbAnonymousDenied}}},
      {"Microsoft-Windows-WinRM",
       "Microsoft-Windows-WinRM/Operational",
       {{6, K::kWinRmClientSession},
        {91, K::kWinRmShell},
        {142, K::kWinRmOperationFailed},
        {161, K::kWinRmAuthenticationFailed},
        {169, K::kWinRmAuthenticated},
        {193, K::kWinRmAuthorised}}},
      {"OpenSSH", "OpenSSH/Admin", {{2, K::kSshMessage}, {6, K::kSshMessage}}},
      {"OpenSSH", "OpenSSH/Operational", {{4, K::kSshMessage}}},
  };
  return kRows;
}

const std::vector<Rows>& ProgramRows() {
  static const std::vector<Rows> kRows = {
      {"Microsoft-Windows-Sysmon",
       "Microsoft-Windows-Sysmon/Operational",
       {{1, K::kProcessStart}, {2, K::kProcessAct},  {3, K::kProcessConnection},
        {5, K::kProcessEnd},   {7, K::kProcessAct},  {8, K::kProcessAct},
        {9, K::kProcessAct},   {10, K::kProcessAct}, {11, K::kProcessAct},
        {12, K::kProcessAct},  {13, K::kProcessAct}, {14, K::kProcessAct},
        {15, K::kProcessAct},  {17, K::kProcessAct}, {18, K::kProcessAct},
        {19, K::kWmi},         {20, K::kWmi},        {21, K::kWmi},
        {22, K::kNameLookup},  {23, K::kProcessAct}, {24, K::kProcessAct},
        {25, K::kProcessAct},  {26, K::kProcessAct}, {27, K::kProcessAct},
        {28, K::kProcessAct},  {29, K::kProcessAct}}},
      {"Microsoft-Windows-PowerShell",
       "Microsoft-Windows-PowerShell/Operational",
       {{4100, K::kScript}, {4103, K::kScript}, {4104, K::kScript}}},
      {"PowerShellCore",
       "PowerShellCore/Operational",
       {{4100, K::kScript}, {4103, K::kScript}, {4104, K::kScript}}},
      {"PowerShell",
       "Windows PowerShell",
       {{400, K::kScript}, {403, K::kScript}, {600, K::kScript}, {800, K::kScript}}},
      {"Microsoft-Windows-WMI-Activity",
       "Microsoft-Windows-WMI-Activity/Operational",
       {{5857, K::kWmi}, {5858, K::kWmi}, {5859, K::kWmi}, {5860, K::kWmi}, {5861, K::kWmi}}},
      {"Microsoft-Windows-Bits-Client",
       "Microsoft-Windows-Bits-Client/Operational",
       {{3, K::kTransfer},
        {4, K::kTransfer},
        {5, K::kTransfer},
        {59, K::kTransfer},
        {60, K::kTransfer},
        {61, K::kTransfer}}},
      {"Microsoft-Windows-Windows Defender",
       "Microsoft-Windows-Windows Defender/Operational",
       {{1116, K::kThreatFound}, {1117, K::kThreatFound}}},
      {"Microsoft-Windows-Windows Firewall With Advanced Security",
       "Microsoft-Windows-Windows Firewall With Advanced Security/Firewall",
       {{2003, K::kFirewallChanged},
        {2004, K::kFirewallChanged},
        {2005, K::kFirewallChanged},
        {2006, K::kFirewallChanged},
        {2033, K::kFirewallChanged}}},
      {"Microsoft-Windows-PrintService",
       "Microsoft-Windows-PrintService/Admin",
       {{307, K::kPrinted},
        {316, K::kPrinted},
        {354, K::kPrinted},
        {808, K::kPrinted},
        {823, K::kPrinted}}},
  };
  return kRows;
}

class CatalogueRows : public NormaliserTest {
 protected:
  EventKind KindOf(const char* provider, const char* channel, std::uint32_t id,
                   std::uint32_t version) {
    RecordBuilder b(provider, channel, id, version);
    if (std::string_view(provider) == kAuditing) b.Hex("SubjectLogonId", 0x3e7);
    return EventOf(b.Typed()).kind;
  }

  void ExpectRows(const std::vector<Rows>& families) {
    for (const Rows& rows : families)
      for (const auto& [id, kind] : rows.events)
        for (const std::uint32_t version : {0u, 1u, 2u, 7u, 99u}) {
          SCOPED_TRACE(std::string(rows.provider) + " " + std::to_string(id));
          EXPECT_EQ(KindOf(rows.provider, rows.channel, id, version), kind);
        }
  }
};

TEST_F(CatalogueRows, OfSecurityAreKnownInEveryVersion) { ExpectRows(SecurityRows()); }
TEST_F(CatalogueRows, OfTheMachineAreKnownInEveryVersion) { ExpectRows(SystemRows()); }
TEST_F(CatalogueRows, OfDesktopsAreKnownInEveryVersion) { ExpectRows(DesktopRows()); }
TEST_F(CatalogueRows, OfOtherWaysInAreKnownInEveryVersion) { ExpectRows(NetworkRows()); }
TEST_F(CatalogueRows, OfProgramsAreKnownInEveryVersion) { ExpectRows(ProgramRows()); }

TEST_F(CatalogueRows, AreAllThatTheCatalogueHas) {
  for (const auto group : Catalogue())
    for (const LogFamily& family : group)
      for (const CatalogueEntry& entry : family.entries) {
        bool known = entry.kind == K::kActivity;
        for (const auto* table :
             {&SecurityRows(), &SystemRows(), &DesktopRows(), &NetworkRows(), &ProgramRows()})
          for (const Rows& rows : *table)
            for (const auto& [id, kind] : rows.events)
              known |= rows.provider == family.provider && id == entry.event_id;
        EXPECT_TRUE(known) << family.provider << " " << entry.event_id;
      }
}

TEST_F(CatalogueRows, AreFoundInACollectorsOwnChannelToo) {
  EXPECT_EQ(KindOf(kAuditing, "ForwardedEvents", 4624, 2), K::kLogon);
  EXPECT_EQ(KindOf(kEventlog, "ForwardedEvents", 1102, 0), K::kLogCleared);
  EXPECT_EQ(KindOf(kEventlog, "ForwardedEvents", 104, 0), K::kLogCleared);
  EXPECT_EQ(KindOf(kWinlogon, "ForwardedEvents", 7001, 0), K::kWinlogonLogon);
  EXPECT_EQ(KindOf(kWinlogon, "forwardedevents", 811, 0), K::kWinlogonNotifying);
}

TEST_F(CatalogueRows, OfAnotherProviderOrChannelAreNot) {
  for (const auto& [provider, channel] :
       {std::pair{"Microsoft-Windows-Eventlog", "Application"}, std::pair{"User32", "Security"},
        std::pair{"Example-Provider", "ForwardedEvents"},
        std::pair{"Example-Provider", "System"}}) {
    RecordBuilder b(provider, channel, 1074);
    EXPECT_EQ(Normalise(b.Typed()), Disposition::kFiltered) << provider;
  }
}

}  // namespace
}  // namespace logonloom
