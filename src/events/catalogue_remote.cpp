// Other ways in and out: OpenSSH, WinRM, SMB, the remote desktop gateway and the remote desktop
// client.
// Field names: the providers' event manifests.
#include "events/catalogue.h"

namespace logonloom {
namespace {

using enum Slot;
using K = EventKind;
using T = FieldType;

constexpr FieldRule kSsh[] = {
    {"process", T::kText, kProcessName},
    {"payload", T::kText, kMessage},
};
constexpr FieldRule kShellFields[] = {{"resourceUri", T::kText, kShell}};
constexpr FieldRule kWsManClient[] = {{"connection", T::kText, kServerName}};
constexpr FieldRule kWsManFailure[] = {
    {"operationName", T::kText, kObject},
    {"errorCode", T::kNumber, kStatus},
    {"authFailureMessage", T::kText, kMessage},
};
constexpr FieldRule kWsManUser[] = {
    {"username", T::kText, kTargetQualified},
    {"authenticationMechanism", T::kText, kAuthPackage},
};
constexpr FieldRule kTunnel[] = {
    {"Username", T::kText, kTargetQualified}, {"IpAddress", T::kEndpoint, kAddress},
    {"AuthType", T::kText, kAuthPackage},     {"Resource", T::kText, kObject},
    {"ErrorCode", T::kNumber, kStatus},       {"SessionDuration", T::kNumber, kDuration},
    {"ConnectionProtocol", T::kText, kMessage},
};
constexpr FieldRule kServer[] = {{"Value", T::kText, kServerName}};
constexpr FieldRule kServerAddress[] = {{"Value", T::kEndpoint, kAddress}};
constexpr FieldRule kServerReason[] = {{"Value", T::kNumber, kReason}};
constexpr FieldRule kServerSession[] = {
    {"DomainName", T::kText, kTargetDomain},
    {"SessionId", T::kNumber, kOtherSessionId},
};
constexpr FieldRule kSmbServerFields[] = {
    {"Status", T::kNumber, kStatus},
    {"ClientAddress", T::kSocketAddress, kAddress},
    {"ClientName", T::kText, kWorkstation},
    {"UserName", T::kText, kTargetQualified},
    {"ShareName", T::kText, kObject},
    {"SharePath", T::kText, kObjectPath},
    {"GrantedAccess", T::kNumber, kAccessMask},
};
constexpr FieldRule kSmbClientFields[] = {
    {"Status", T::kNumber, kStatus},          {"Address", T::kSocketAddress, kAddress},
    {"Reason", T::kNumber, kReason},          {"RemoteAddress", T::kSocketAddress, kAddress},
    {"LogonId", T::kNumber, kSubjectLogonId},  // decimal
    {"ServerName", T::kText, kServerName},    {"UserName", T::kText, kTargetQualified},
    {"ShareName", T::kText, kObject},         {"ObjectName", T::kText, kObjectPath},
};
constexpr FieldRule kTypedUser[] = {{"TraceMessage", T::kText, kMessage}};

constexpr CatalogueEntry kOpenSsh[] = {
    {2, K::kSshMessage, "service", kSsh},
    {4, K::kSshMessage, "attempt", kSsh},
    {6, K::kSshMessage, "service", kSsh},
};
constexpr CatalogueEntry kWinRm[] = {
    {6, K::kWinRmClientSession, "outbound", kWsManClient},
    {91, K::kWinRmShell, "session_start", kShellFields},
    {142, K::kWinRmOperationFailed, "attempt_failed", kWsManFailure},
    {161, K::kWinRmAuthenticationFailed, "attempt_failed", kWsManFailure},
    {169, K::kWinRmAuthenticated, "authentication", kWsManUser},
    {193, K::kWinRmAuthorised, "authentication", {}},
};
constexpr CatalogueEntry kGateway[] = {
    {200, K::kGatewayAuthorised, "attempt", {}},
    {201, K::kGatewayRefused, "attempt_failed", {}},
    {300, K::kGatewayResourceAuthorised, "attempt", {}},
    {301, K::kGatewayResourceRefused, "attempt_failed", {}},
    {302, K::kGatewayConnected, "session_start", {}},
    {303, K::kGatewayDisconnected, "session_end", {}},
    {304, K::kGatewayConnectFailed, "attempt_failed", {}},
    {312, K::kGatewayHttp, "attempt", {}},
    {313, K::kGatewayHttp, "attempt", {}},
};
constexpr CatalogueEntry kRdpClient[] = {
    {1024, K::kRdpClientConnecting, "outbound", kServer},
    {1025, K::kRdpClientConnected, "outbound", {}},
    {1026, K::kRdpClientDisconnected, "outbound", kServerReason},
    {1027, K::kRdpClientSession, "outbound", kServerSession},
    {1029, K::kRdpClientUser, "outbound", kTypedUser},
    {1102, K::kRdpClientAddress, "outbound", kServerAddress},
    {1103, K::kRdpClientTransport, "outbound", {}},
    {1105, K::kRdpClientTransport, "outbound", {}},
};
constexpr CatalogueEntry kSmbServer[] = {
    {551, K::kSmbLogonFailed, "attempt_failed", {}},
    {1006, K::kSmbShareDenied, "attempt_failed", {}},
    {1009, K::kSmbAnonymousDenied, "attempt_failed", {}},
};
constexpr CatalogueEntry kSmbClient[] = {
    {30803, K::kSmbClientConnectFailed, "outbound", {}},
    {30804, K::kSmbClientConnectionLost, "outbound", {}},
    {30805, K::kSmbClientConnectionLost, "outbound", {}},
    {30806, K::kSmbClientReconnected, "outbound", {}},
    {30807, K::kSmbClientConnectionLost, "outbound", {}},
    {30808, K::kSmbClientReconnected, "outbound", {}},
    {31000, K::kSmbClientRefused, "outbound", {}},
    {31001, K::kSmbClientRefused, "outbound", {}},
    {31010, K::kSmbClientRefused, "outbound", {}},
    {31017, K::kSmbClientRefused, "outbound", {}},
    {31019, K::kSmbClientRefused, "outbound", {}},
};

constexpr LogFamily kFamilies[] = {
    {"OpenSSH", "", kOpenSsh},
    {"Microsoft-Windows-WinRM", "", kWinRm},
    {"Microsoft-Windows-TerminalServices-Gateway", "", kGateway, kTunnel},
    {"Microsoft-Windows-TerminalServices-ClientActiveXCore", "", kRdpClient},
    {"Microsoft-Windows-SMBServer", "", kSmbServer, kSmbServerFields},
    {"Microsoft-Windows-SMBClient", "", kSmbClient, kSmbClientFields},
};

}  // namespace

std::span<const LogFamily> RemoteAccessFamilies() { return kFamilies; }

}  // namespace logonloom
