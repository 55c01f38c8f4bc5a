// The logs of remote and local desktops: LocalSessionManager, RemoteConnectionManager, RdpCoreTS,
// RdpCoreCDV.
#include "events/catalogue.h"

namespace logonloom {
namespace {

using enum Slot;
using K = EventKind;
using T = FieldType;

constexpr FieldRule kLocalSession[] = {
    {"User", T::kText, kTargetQualified},
    {"SessionID", T::kNumber, kTsSessionId},
    {"Address", T::kEndpoint, kAddress},
};
constexpr FieldRule kDisconnectedBy[] = {
    {"TargetSession", T::kNumber, kTsSessionId},
    {"Source", T::kNumber, kOtherSessionId},
};
constexpr FieldRule kDisconnectReason[] = {
    {"Session", T::kNumber, kTsSessionId},
    {"Reason", T::kNumber, kReason},
};
constexpr FieldRule kListener[] = {{"listenerName", T::kText, kSessionName}};
constexpr FieldRule kAuthenticated[] = {
    {"Param1", T::kText, kTargetName},
    {"Param2", T::kText, kTargetDomain},
    {"Param3", T::kEndpoint, kAddress},
};
// Who watched or steered, from which machine, whose session; asked for leave, whose comes first.
constexpr FieldRule kShadowing[] = {
    {"Param1", T::kText, kSubjectQualified},
    {"Param2", T::kText, kWorkstation},
    {"Param3", T::kText, kTargetQualified},
    {"Param4", T::kNumber, kTsSessionId},
};
constexpr FieldRule kShadowingAnswer[] = {
    {"Param1", T::kText, kTargetQualified},
    {"Param2", T::kText, kSubjectQualified},
    {"Param3", T::kNumber, kTsSessionId},
};
constexpr FieldRule kShadowingError[] = {
    {"Param1", T::kText, kTargetQualified},
    {"Param2", T::kText, kSubjectQualified},
    {"Param3", T::kNumber, kStatus},
    {"Param4", T::kNumber, kTsSessionId},
};
constexpr FieldRule kRemoteControl[] = {
    {"Param1", T::kText, kSubjectQualified},
    {"Param2", T::kText, kTargetName},
    {"Param3", T::kText, kTargetDomain},
};
constexpr FieldRule kPlugin[] = {{"messageName", T::kText, kMessage}};
constexpr FieldRule kTcpConnected[] = {{"Param1", T::kEndpoint, kAddress}};
constexpr FieldRule kCreated[] = {{"ConnectionName", T::kText, kSessionName}};
constexpr FieldRule kSecurityFailed[] = {
    {"ResultCode", T::kNumber, kStatus},
    {"IPString", T::kEndpoint, kAddress},
};
constexpr FieldRule kAccepted[] = {
    {"ConnType", T::kText, kObject},
    {"ClientIP", T::kEndpoint, kAddress},
};
constexpr FieldRule kBadPassword[] = {{"IPString", T::kEndpoint, kAddress}};
constexpr FieldRule kBound[] = {
    {"ConnectionName", T::kText, kSessionName},
    {"SessionID", T::kNumber, kTsSessionId},
};
constexpr FieldRule kServiceError[] = {{"Param1", T::kNumber, kStatus}};
constexpr FieldRule kStateError[] = {
    {"SessionId", T::kNumber, kTsSessionId},
    {"EventName", T::kText, kMessage},
    {"ErrorCode", T::kNumber, kStatus},
};
constexpr FieldRule kResult[] = {
    {"ResultCode", T::kNumber, kStatus},
    {"error", T::kNumber, kStatus},
};
constexpr FieldRule kChannel[] = {{"ChannelName", T::kText, kObject}};
constexpr FieldRule kTransition[] = {
    {"StateTransition", T::kText, kObject},
    {"EventName", T::kText, kMessage},
    {"ErrorCode", T::kNumber, kStatus},
};
constexpr FieldRule kConnectionDetail[] = {
    {"ConnectionName", T::kText, kSessionName}, {"TimezoneBiasHour", T::kText, kMessage},
    {"ChannelName", T::kText, kObject},         {"TransportType", T::kText, kObject},
    {"ServerName", T::kText, kServerName},      {"IdleSeconds", T::kNumber, kDuration},
};
constexpr FieldRule kReasonCode[] = {{"ReasonCode", T::kNumber, kReason}};

constexpr CatalogueEntry kLocalSessionManager[] = {
    {16, K::kTsServiceFailed, "service", kServiceError},
    {17, K::kTsServiceFailed, "service", kServiceError},
    {18, K::kTsServiceFailed, "service", {}},
    {21, K::kTsLogon, "session_start", kLocalSession},
    {22, K::kTsShellStart, "session_start", kLocalSession},
    {23, K::kTsLogoff, "session_end", kLocalSession},
    {24, K::kTsDisconnected, "session_disconnect", kLocalSession},
    {25, K::kTsReconnected, "session_connect", kLocalSession},
    {32, K::kTsServiceStarted, "boot_start", kPlugin},
    {34, K::kTsServiceFailed, "service", {}},
    {36, K::kTsStateFailed, "service", kStateError},
    {39, K::kTsDisconnectedBy, "session_disconnect", kDisconnectedBy},
    {40, K::kTsDisconnectReason, "session_disconnect", kDisconnectReason},
    {41, K::kTsArbitrationBegin, "arbitration", kLocalSession},
    {42, K::kTsArbitrationEnd, "arbitration", kLocalSession},
    {54, K::kTsShutdown, "boot_end", {}},
};
constexpr CatalogueEntry kRemoteConnectionManager[] = {
    {258, K::kRcmListenerStarted, "boot_start", kListener},
    {259, K::kRcmListenerStopped, "boot_end", kListener},
    {261, K::kRcmConnection, "attempt", kListener},
    {1012, K::kRcmLogonsExceeded, "attempt_failed", {}},
    {1041, K::kRcmReconnectFailed, "attempt_failed", {}},
    {1136, K::kRcmServiceStarted, "boot_start", {}},
    {1146, K::kSessionShadowed, "activity", kRemoteControl},
    {1147, K::kSessionShadowed, "activity", kRemoteControl},
    {1148, K::kSessionShadowed, "activity", kRemoteControl},
    {1149, K::kRcmAuthenticated, "attempt", kAuthenticated},
    {1150, K::kRcmUserSettings, "attempt", kAuthenticated},
    {1155, K::kRcmServiceStarted, "boot_start", {}},
    {1158, K::kRcmTcpConnected, "attempt", kTcpConnected},
    {20503, K::kSessionShadowed, "activity", kShadowing},
    {20504, K::kSessionShadowed, "activity", kShadowing},
    {20506, K::kSessionShadowed, "activity", kShadowing},
    {20507, K::kSessionShadowed, "activity", kShadowing},
    {20508, K::kSessionShadowed, "activity", kShadowingAnswer},
    {20509, K::kSessionShadowed, "activity", kShadowingAnswer},
    {20510, K::kSessionShadowed, "activity", kShadowingAnswer},
    {20511, K::kSessionShadowed, "activity", kShadowingAnswer},
    {20512, K::kSessionShadowed, "activity", kShadowingError},
    {20513, K::kSessionShadowed, "activity", kShadowingAnswer},
    {20514, K::kSessionShadowed, "activity", kShadowingAnswer},
};
constexpr CatalogueEntry kRdpCoreTs[] = {
    {65, K::kRdpConnectionCreated, "attempt", kCreated},
    {66, K::kRdpSessionBound, "session_connect", kBound},
    {68, K::kRdpDetail, "connection", kConnectionDetail},
    {98, K::kRdpEstablished, "attempt", {}},
    {99, K::kRdpTcpFailed, "attempt_failed", kResult},
    {102, K::kRdpDisconnected, "connection_end", {}},
    {103, K::kRdpDisconnectReason, "connection_end", kReasonCode},
    {104, K::kRdpDetail, "connection", kConnectionDetail},
    {107, K::kRdpClosing, "connection_end", {}},
    {130, K::kRdpDetail, "connection", kConnectionDetail},
    {131, K::kRdpAccepted, "attempt", kAccepted},
    {132, K::kRdpDetail, "connection", kConnectionDetail},
    {135, K::kRdpDetail, "connection", kConnectionDetail},
    {139, K::kRdpSecurityFailed, "attempt_failed", kSecurityFailed},
    {140, K::kRdpBadPassword, "attempt_failed", kBadPassword},
    {141, K::kRdpDetail, "connection", kConnectionDetail},
    {142, K::kRdpTransportFailed, "connection_end", kResult},
    {143, K::kRdpTransportFailed, "connection_end", kResult},
    {145, K::kRdpDetail, "connection", kConnectionDetail},
    {148, K::kRdpChannelClosed, "connection_end", kChannel},
    {168, K::kRdpDetail, "connection", kConnectionDetail},
    {169, K::kRdpDetail, "connection", kConnectionDetail},
    {226, K::kRdpStateFailed, "connection_end", kTransition},
};

constexpr LogFamily kFamilies[] = {
    {"Microsoft-Windows-TerminalServices-LocalSessionManager", "", kLocalSessionManager},
    {"Microsoft-Windows-TerminalServices-RemoteConnectionManager", "", kRemoteConnectionManager},
    {"Microsoft-Windows-RemoteDesktopServices-RdpCoreTS", "", kRdpCoreTs},
    // The same core as Azure Virtual Desktop installs it.
    {"Microsoft-Windows-RemoteDesktopServices-RdpCoreCDV", "", kRdpCoreTs},
};

}  // namespace

std::span<const LogFamily> TerminalServicesFamilies() { return kFamilies; }

}  // namespace logonloom
