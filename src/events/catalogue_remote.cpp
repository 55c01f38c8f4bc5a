// Other ways in and out: OpenSSH, WinRM, the remote desktop gateway and the remote desktop client.
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
constexpr FieldRule kShell[] = {{"resourceUri", T::kText, kObject}};
constexpr FieldRule kWsManUser[] = {
    {"username", T::kText, kTargetQualified},
    {"authenticationMechanism", T::kText, kAuthPackage},
};
constexpr FieldRule kTunnel[] = {
    {"Username", T::kText, kTargetQualified}, {"IpAddress", T::kEndpoint, kAddress},
    {"AuthType", T::kText, kAuthPackage},     {"Resource", T::kText, kObject},
    {"ErrorCode", T::kNumber, kStatus},       {"SessionDuration", T::kNumber, kDuration},
};
constexpr FieldRule kServer[] = {{"Value", T::kText, kServerName}};
constexpr FieldRule kServerAddress[] = {{"Value", T::kEndpoint, kAddress}};
constexpr FieldRule kTypedUser[] = {{"TraceMessage", T::kText, kMessage}};

constexpr CatalogueEntry kOpenSsh[] = {{4, K::kSshMessage, "attempt", kSsh}};
constexpr CatalogueEntry kWinRm[] = {
    {91, K::kWinRmShell, "session_start", kShell},
    {169, K::kWinRmAuthenticated, "authentication", kWsManUser},
    {193, K::kWinRmAuthorised, "authentication", {}},
};
constexpr CatalogueEntry kGateway[] = {
    {200, K::kGatewayAuthorised, "attempt", {}},
    {300, K::kGatewayResourceAuthorised, "attempt", {}},
    {302, K::kGatewayConnected, "session_start", {}},
    {303, K::kGatewayDisconnected, "session_end", {}},
    {312, K::kGatewayHttp, "attempt", {}},
};
constexpr CatalogueEntry kRdpClient[] = {
    {1024, K::kRdpClientConnecting, "outbound", kServer},
    {1029, K::kRdpClientUser, "outbound", kTypedUser},
    {1102, K::kRdpClientAddress, "outbound", kServerAddress},
};

constexpr LogFamily kFamilies[] = {
    {"OpenSSH", "", kOpenSsh},
    {"Microsoft-Windows-WinRM", "", kWinRm},
    {"Microsoft-Windows-TerminalServices-Gateway", "", kGateway, kTunnel},
    {"Microsoft-Windows-TerminalServices-ClientActiveXCore", "", kRdpClient},
};

}  // namespace

std::span<const LogFamily> RemoteAccessFamilies() { return kFamilies; }

}  // namespace logonloom
