// Events of remote desktops, shares and shells. Source: the providers' event manifests of
// Windows 7 to 10.
#include "events/field_orders.h"

namespace logonloom {
namespace {

constexpr FieldOrder kRdpCoreTs[] = {
    {65, {0, 0}, "ConnectionName"},
    {66, {0, 0}, "ConnectionName SessionID"},
    {68,
     {0, 0},
     "ConnectionName PromptForCredentials PromptForCredentialsDone GfxChannelOpened "
     "FirstGraphicsReceived"},
    {99, {0, 0}, "ResultCode"},
    {103, {0, 0}, "ReasonCode"},
    {104, {0, 0}, "TimezoneBiasHour"},
    {130, {0, 0}, "TunnelID"},
    {131, {0, 0}, "ConnType ClientIP"},
    {132, {0, 0}, "ChannelName TunnelID"},
    {135, {0, 0}, "TunnelID TransportType"},
    {139, {0, 0}, "ResultCode IPString"},
    {140, {0, 0}, "IPString"},
    {141, {0, 0}, "InstanceID"},
    {142, {0, 0}, "error"},
    {143, {0, 0}, "error"},
    {145, {0, 0}, "IdleSeconds IdleSeconds1 IdleSeconds2"},
    {148, {0, 0}, "ChannelName TunnelID"},
    {168, {0, 0}, "MonitorNum MonitorWidth MonitorHeight MonitorX MonitorY ServerName"},
    {169, {0, 0}, "MajorType MinorType ServerName"},
    {226,
     {0, 0},
     "StateTransition PreviousState PreviousStateName NewState NewStateName Event EventName "
     "ErrorCode"},
};
constexpr FieldOrder kLocalSessionManager[] = {
    {16, {0, 0}, "Param1"},
    {17, {0, 0}, "Param1"},
    {21, {0, 0}, "User SessionID Address"},
    {22, {0, 0}, "User SessionID Address"},
    {23, {0, 0}, "User SessionID"},
    {24, {0, 0}, "User SessionID Address"},
    {25, {0, 0}, "User SessionID Address"},
    {32, {0, 0}, "messageName"},
    {36, {0, 0}, "SessionId State StateName Event EventName ErrorCode"},
    {39, {0, 0}, "TargetSession Source"},
    {40, {0, 0}, "Session Reason"},
    {41, {0, 0}, "User SessionID"},
    {42, {0, 0}, "User SessionID"},
};
constexpr FieldOrder kRemoteConnectionManager[] = {
    {258, {0, 0}, "listenerName"},
    {259, {0, 0}, "listenerName"},
    {261, {0, 0}, "listenerName"},
    {1146, {0, 0}, "Param1 Param2 Param3"},
    {1147, {0, 0}, "Param1 Param2 Param3"},
    {1148, {0, 0}, "Param1 Param2 Param3"},
    {1149, {0, 0}, "Param1 Param2 Param3"},
    {1150, {0, 0}, "Param1 Param2 Param3"},
    {1158, {0, 0}, "Param1"},
    {20503, {0, 0}, "Param1 Param2 Param3 Param4"},
    {20504, {0, 0}, "Param1 Param2 Param3 Param4"},
    {20506, {0, 0}, "Param1 Param2 Param3 Param4"},
    {20507, {0, 0}, "Param1 Param2 Param3 Param4"},
    {20508, {0, 0}, "Param1 Param2 Param3"},
    {20509, {0, 0}, "Param1 Param2 Param3"},
    {20510, {0, 0}, "Param1 Param2 Param3"},
    {20511, {0, 0}, "Param1 Param2 Param3"},
    {20512, {0, 0}, "Param1 Param2 Param3 Param4"},
    {20513, {0, 0}, "Param1 Param2 Param3"},
    {20514, {0, 0}, "Param1 Param2 Param3"},
};
constexpr FieldOrder kGateway[] = {
    {200, {0, 0}, "Username IpAddress AuthType Resource ConnectionProtocol ErrorCode"},
    {300, {0, 0}, "Username IpAddress AuthType Resource ConnectionProtocol ErrorCode"},
    {302, {0, 0}, "Username IpAddress AuthType Resource ConnectionProtocol ErrorCode"},
    {303,
     {0, 0},
     "Username IpAddress AuthType Resource BytesReceived BytesTransfered SessionDuration "
     "ConnectionProtocol ErrorCode"},
    {312, {0, 0}, "Username IpAddress"},
};
constexpr FieldOrder kRdpClient[] = {
    {1024, {0, 0}, "Name Value CustomLevel"}, {1026, {0, 0}, "Name Value CustomLevel"},
    {1027, {0, 0}, "DomainName SessionId"},   {1029, {0, 0}, "TraceMessage"},
    {1102, {0, 0}, "Name Value CustomLevel"},
};
constexpr FieldOrder kSmbClient[] = {
    {30803,
     {0, 0},
     "Reason Status ServerNameLength ServerName AddressLength Address ConnectionType"},
    {30803,
     {2, 2},
     "Reason Status ServerNameLength ServerName AddressLength RemoteAddress LocalAddress "
     "InstanceNameLength InstanceName ConnectionType"},
    {30804,
     {0, 0},
     "Reason Status ServerNameLength ServerName AddressLength Address ConnectionType"},
    {30804,
     {2, 2},
     "Reason Status InstanceNameLength InstanceName ServerNameLength ServerName AddressLength "
     "Address ConnectionType InterfaceId"},
    {30805, {2, 2}, "Status SessionId TreeId ServerNameLength ServerName AddressLength Address"},
    {30806, {2, 2}, "Status SessionId TreeId ServerNameLength ServerName AddressLength Address"},
    {30807, {2, 2}, "Status SessionId TreeId ServerNameLength ServerName AddressLength Address"},
    {30808, {2, 2}, "Status SessionId TreeId ServerNameLength ServerName AddressLength Address"},
    {31000,
     {0, 0},
     "Reason Status SecurityStatus LogonId ServerNameLength ServerName PrincipalNameLength "
     "PrincipalName UserNameLength UserName"},
    {31001,
     {0, 0},
     "Reason Status SecurityStatus LogonId ServerNameLength ServerName PrincipalNameLength "
     "PrincipalName UserNameLength UserName"},
    {31010, {0, 0}, "Reason Status ShareNameLength ShareName ObjectNameLength ObjectName"},
    {31017, {0, 0}, "UserNameLength UserName ServerNameLength ServerName"},
    {31019,
     {0, 0},
     "Reason Status SecurityStatus LogonId ServerNameLength ServerName UserNameLength UserName "
     "OldAuthProtocolId NewAuthProtocolId OldMutualAuthState NewMutualAuthState "
     "ClusteredServer"},
};
constexpr FieldOrder kSmbServer[] = {
    {551, {0, 0}, "SessionGUID ConnectionGUID Status"},
    {551,
     {1, 1},
     "SessionGUID ConnectionGUID Status TranslatedStatus ClientAddressLength ClientAddress "
     "SessionId UserNameLength UserName ClientNameLength ClientName"},
    {551,
     {2, 2},
     "SessionGUID ConnectionGUID Status TranslatedStatus ClientAddressLength ClientAddress "
     "SessionId UserNameLength UserName ClientNameLength ClientName SPN SPNValidationPolicy"},
    {1006,
     {0, 0},
     "ShareNameLength ShareName SharePathLength SharePath ClientAddressLength ClientAddress "
     "UserNameLength UserName ClientNameLength ClientName MappedAccess GrantedAccess "
     "ShareSecurityDescriptorLength ShareSecurityDescriptor Status TranslatedStatus SessionID"},
    {1009,
     {0, 0},
     "ClientAddressLength ClientAddress ClientNameLength ClientName SessionId SessionGUID "
     "ConnectionGUID"},
};
constexpr FieldOrder kWinRm[] = {
    {6, {0, 0}, "connection"},
    {91, {0, 0}, "resourceUri"},
    {142, {0, 0}, "operationName errorCode"},
    {161, {0, 0}, "authFailureMessage"},
    {169, {0, 0}, "username authenticationMechanism"},
    {193, {0, 0}, "param1 param2 param3 param4"},
};
constexpr FieldOrder kOpenSsh[] = {
    {2, {0, 0}, "process payload"},
    {4, {0, 0}, "process payload"},
    {6, {0, 0}, "process payload"},
};

constexpr ProviderOrders kProviders[] = {
    {"Microsoft-Windows-RemoteDesktopServices-RdpCoreTS", Section::kEventData, kRdpCoreTs},
    {"Microsoft-Windows-RemoteDesktopServices-RdpCoreCDV", Section::kEventData, kRdpCoreTs},
    {"Microsoft-Windows-TerminalServices-LocalSessionManager", Section::kUserData,
     kLocalSessionManager},
    {"Microsoft-Windows-TerminalServices-RemoteConnectionManager", Section::kUserData,
     kRemoteConnectionManager},
    {"Microsoft-Windows-TerminalServices-Gateway", Section::kUserData, kGateway},
    {"Microsoft-Windows-TerminalServices-ClientActiveXCore", Section::kEventData, kRdpClient},
    {"Microsoft-Windows-SMBClient", Section::kUserData, kSmbClient},
    {"Microsoft-Windows-SMBServer", Section::kUserData, kSmbServer},
    {"Microsoft-Windows-WinRM", Section::kEventData, kWinRm},
    {"OpenSSH", Section::kEventData, kOpenSsh},
};

}  // namespace

std::span<const ProviderOrders> RemoteFieldOrders() { return kProviders; }

}  // namespace logonloom
