// The logs of remote and local desktops: LocalSessionManager, RemoteConnectionManager, RdpCoreTS.
#include "events/catalogue.h"

namespace logonloom {
namespace {

using enum Slot;
using T = FieldType;

constexpr FieldRule kLocalSession[] = {
    {"User", T::kText, kTargetQualified},
    {"SessionID", T::kNumber, kTsSessionId},
    {"Address", T::kText, kAddress},
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
    {"Param3", T::kText, kAddress},
};
constexpr FieldRule kAccepted[] = {
    {"ConnType", T::kText, kObject},
    {"ClientIP", T::kText, kAddress},
};
constexpr FieldRule kBadPassword[] = {{"IPString", T::kText, kAddress}};
constexpr FieldRule kBound[] = {
    {"ConnectionName", T::kText, kSessionName},
    {"SessionID", T::kNumber, kTsSessionId},
};
constexpr FieldRule kReasonCode[] = {{"ReasonCode", T::kNumber, kReason}};

constexpr CatalogueEntry kLocalSessionManager[] = {
    {21, EventKind::kTsLogon, kLocalSession},
    {22, EventKind::kTsShellStart, kLocalSession},
    {23, EventKind::kTsLogoff, kLocalSession},
    {24, EventKind::kTsDisconnected, kLocalSession},
    {25, EventKind::kTsReconnected, kLocalSession},
    {39, EventKind::kTsDisconnectedBy, kDisconnectedBy},
    {40, EventKind::kTsDisconnectReason, kDisconnectReason},
    {41, EventKind::kTsArbitrationBegin, kLocalSession},
    {42, EventKind::kTsArbitrationEnd, kLocalSession},
    {54, EventKind::kTsShutdown, {}},
};
constexpr CatalogueEntry kRemoteConnectionManager[] = {
    {258, EventKind::kRcmListenerStarted, kListener},
    {261, EventKind::kRcmConnection, kListener},
    {1149, EventKind::kRcmAuthenticated, kAuthenticated},
};
constexpr CatalogueEntry kRdpCoreTs[] = {
    {66, EventKind::kRdpSessionBound, kBound},
    {102, EventKind::kRdpDisconnected, {}},
    {103, EventKind::kRdpDisconnectReason, kReasonCode},
    {131, EventKind::kRdpAccepted, kAccepted},
    {140, EventKind::kRdpBadPassword, kBadPassword},
};

constexpr LogFamily kFamilies[] = {
    {"Microsoft-Windows-TerminalServices-LocalSessionManager", "", kLocalSessionManager, {}, false},
    {"Microsoft-Windows-TerminalServices-RemoteConnectionManager", "", kRemoteConnectionManager,
     {}, false},
    {"Microsoft-Windows-RemoteDesktopServices-RdpCoreTS", "", kRdpCoreTs, {}, false},
};

}  // namespace

std::span<const LogFamily> TerminalServicesFamilies() { return kFamilies; }

}  // namespace logonloom
