// Security channel. Field names and types: Microsoft's event manifests of
// Microsoft-Windows-Security-Auditing and Microsoft-Windows-Eventlog.
#include <array>

#include "events/catalogue.h"

namespace logonloom {
namespace {

using enum Slot;
using T = FieldType;

constexpr FieldRule kShared[] = {
    {"SubjectUserSid", T::kSid, kSubjectSid},
    {"SubjectUserName", T::kText, kSubjectName},
    {"SubjectDomainName", T::kText, kSubjectDomain},
    {"SubjectLogonId", T::kNumber, kSubjectLogonId},
    {"TargetUserSid", T::kSid, kTargetSid},
    {"TargetSid", T::kSid, kTargetSid},
    {"TargetUserName", T::kText, kTargetName},
    {"TargetDomainName", T::kText, kTargetDomain},
    {"ClientLogonId", T::kNumber, kSubjectLogonId},
    {"CallerLogonId", T::kNumber, kSubjectLogonId},
    {"LogonType", T::kNumber, kLogonType},
    {"LogonProcessName", T::kText, kLogonProcess},
    {"AuthenticationPackageName", T::kText, kAuthPackage},
    {"WorkstationName", T::kText, kWorkstation},
    {"LmPackageName", T::kText, kLmPackage},
    {"KeyLength", T::kNumber, kKeyLength},
    {"ProcessId", T::kNumber, kProcessId},
    {"ProcessName", T::kText, kProcessName},
    {"IpAddress", T::kText, kAddress},
    {"IpPort", T::kNumber, kPort},
    {"ServiceName", T::kText, kObject},
    {"ServiceFileName", T::kText, kObjectPath},
    {"TaskName", T::kText, kObject},
    {"ObjectName", T::kText, kObject},
};

constexpr FieldRule kOwner[] = {  // events about one logon session
    {"TargetLogonId", T::kNumber, kTargetLogonId},
    {"SessionId", T::kNumber, kTsSessionId},
};
constexpr FieldRule kLogonFields[] = {
    {"TargetLogonId", T::kNumber, kTargetLogonId},
    {"LogonGuid", T::kGuid, kLogonGuid},
    {"ImpersonationLevel", T::kText, kImpersonationLevel},
    {"RestrictedAdminMode", T::kText, kRestrictedAdmin},
    {"TargetOutboundUserName", T::kText, kOutboundName},
    {"TargetOutboundDomainName", T::kText, kOutboundDomain},
    {"VirtualAccount", T::kYesNo, kVirtualAccount},
    {"TargetLinkedLogonId", T::kNumber, kLinkedLogonId},
    {"ElevatedToken", T::kYesNo, kElevated},
};
constexpr FieldRule kFailureFields[] = {
    {"Status", T::kNumber, kStatus},
    {"SubStatus", T::kNumber, kSubStatus},
};
// LogonGuid is the caller's. Server 2008 gives that name to the target's GUID too, so it is left.
constexpr FieldRule kExplicitFields[] = {
    {"TargetLogonGuid", T::kGuid, kLogonGuid},
    {"LogonGuid", T::kGuid, kIgnore},
    {"TargetServerName", T::kText, kServerName},
};
constexpr FieldRule kPrivilegeFields[] = {{"PrivilegeList", T::kText, kPrivileges}};
constexpr FieldRule kProcessStartFields[] = {
    {"NewProcessId", T::kNumber, kProcessId},
    {"NewProcessName", T::kText, kProcessName},
    {"ProcessId", T::kNumber, kParentProcessId},
    {"ParentProcessName", T::kText, kParentProcessName},
    {"CommandLine", T::kText, kCommandLine},
    {"TokenElevationType", T::kText, kTokenElevation},
    {"MandatoryLabel", T::kText, kIntegrity},
    {"TargetLogonId", T::kNumber, kTargetLogonId},
};
constexpr FieldRule kProcessEndFields[] = {{"Status", T::kNumber, kExitStatus}};
constexpr FieldRule kReconnectFields[] = {
    {"AccountName", T::kText, kTargetName},
    {"AccountDomain", T::kText, kTargetDomain},
    {"LogonID", T::kNumber, kTargetLogonId},
    {"SessionName", T::kText, kSessionName},
    {"ClientName", T::kText, kWorkstation},
    {"ClientAddress", T::kText, kAddress},
};
constexpr FieldRule kShareFields[] = {
    {"ShareName", T::kText, kObject},
    {"ShareLocalPath", T::kText, kIgnore},
    {"RelativeTargetName", T::kText, kObjectPath},
    {"AccessMask", T::kNumber, kAccessMask},
};
constexpr FieldRule kClockFields[] = {
    {"PreviousTime", T::kTime, kPreviousTime},
    {"NewTime", T::kTime, kNewTime},
};

constexpr CatalogueEntry kAuditing[] = {
    {4608, EventKind::kSecurityStarted, {}},
    {4616, EventKind::kClockChanged, kClockFields},
    {4624, EventKind::kLogon, kLogonFields},
    {4625, EventKind::kLogonFailed, kFailureFields},
    {4626, EventKind::kActivity, kOwner},
    {4627, EventKind::kActivity, kOwner},
    {4634, EventKind::kLogoff, kOwner},
    {4647, EventKind::kLogoffInitiated, kOwner},
    {4648, EventKind::kExplicitCredentials, kExplicitFields},
    {4672, EventKind::kSpecialPrivileges, kPrivilegeFields},
    {4688, EventKind::kProcessStart, kProcessStartFields},
    {4689, EventKind::kProcessEnd, kProcessEndFields},
    {4696, EventKind::kActivity, kOwner},
    {4703, EventKind::kActivity, kOwner},
    {4778, EventKind::kSessionReconnected, kReconnectFields},
    {4779, EventKind::kSessionDisconnected, kReconnectFields},
    {4800, EventKind::kLocked, kOwner},
    {4801, EventKind::kUnlocked, kOwner},
    {4802, EventKind::kScreensaverOn, kOwner},
    {4803, EventKind::kScreensaverOff, kOwner},
    {4826, EventKind::kActivity, {}},
    {4964, EventKind::kActivity, kOwner},
    {5140, EventKind::kShareAccess, kShareFields},
    {5145, EventKind::kShareFileAccess, kShareFields},
};

constexpr CatalogueEntry kEventlog[] = {
    {1100, EventKind::kEventLogStopping, {}},
    {1101, EventKind::kActivity, {}},
    {1102, EventKind::kLogCleared, {}},
};

constexpr LogFamily kFamilies[] = {
    {"Microsoft-Windows-Security-Auditing", "Security", kAuditing, kShared, true},
    {"Microsoft-Windows-Eventlog", "Security", kEventlog, kShared, false},
};

}  // namespace

std::span<const LogFamily> SecurityFamilies() { return kFamilies; }

}  // namespace logonloom
