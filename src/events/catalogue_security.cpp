// Security channel and the LSA's own log. Field names and types: Microsoft's event manifests of
// Microsoft-Windows-Security-Auditing, Microsoft-Windows-Eventlog and LsaSrv.
#include "events/catalogue.h"

namespace logonloom {
namespace {

using enum Slot;
using K = EventKind;
using T = FieldType;

constexpr FieldRule kShared[] = {
    {"SubjectUserSid", T::kSid, kSubjectSid},
    {"SubjectUserName", T::kText, kSubjectName},
    {"SubjectDomainName", T::kText, kSubjectDomain},
    {"SubjectLogonId", T::kNumber, kSubjectLogonId},
    {"SubjectUserDomainName", T::kText, kSubjectDomain},
    {"CallerUserSid", T::kSid, kSubjectSid},
    {"CallerUserName", T::kText, kSubjectName},
    {"CallerDomainName", T::kText, kSubjectDomain},
    {"CallerLogonId", T::kNumber, kSubjectLogonId},
    {"ClientName", T::kText, kSubjectName},
    {"ClientDomain", T::kText, kSubjectDomain},
    {"ClientLogonId", T::kNumber, kSubjectLogonId},
    {"TargetUserSid", T::kSid, kTargetSid},
    {"TargetSid", T::kSid, kTargetSid},
    {"TargetUserName", T::kText, kTargetName},
    {"TargetDomainName", T::kText, kTargetDomain},
    {"LogonType", T::kNumber, kLogonType},
    {"LogonProcessName", T::kText, kLogonProcess},
    {"AuthenticationPackageName", T::kText, kAuthPackage},
    {"WorkstationName", T::kText, kWorkstation},
    {"LmPackageName", T::kText, kLmPackage},
    {"KeyLength", T::kNumber, kKeyLength},
    {"ProcessId", T::kNumber, kProcessId},
    {"ProcessName", T::kText, kProcessName},
    {"CallerProcessId", T::kNumber, kProcessId},
    {"CallerProcessName", T::kText, kProcessName},
    {"ClientProcessId", T::kNumber, kProcessId},
    {"IpAddress", T::kEndpoint, kAddress},
    {"IpPort", T::kNumber, kPort},
    {"ServiceName", T::kText, kObject},
    {"ServiceFileName", T::kText, kObjectPath},
    {"TaskName", T::kText, kObject},
    {"ObjectName", T::kText, kObject},
    {"ObjectType", T::kText, kObjectType},
    {"HandleId", T::kNumber, kHandleId},
    {"AccessMask", T::kNumber, kAccessMask},
};

constexpr FieldRule kOwner[] = {
    // events about one logon session
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
    {"FailureReason", T::kText, kMessage},
};
// Server 2008 names the target's GUID LogonGuid too; the first one is the caller's.
constexpr FieldRule kExplicitFields[] = {
    {"LogonGuid", T::kGuid, kIgnore},
    {"LogonGuid", T::kGuid, kLogonGuid},
    {"TargetLogonGuid", T::kGuid, kLogonGuid},
    {"TargetServerName", T::kText, kServerName},
};
constexpr FieldRule kPrivilegeFields[] = {{"PrivilegeList", T::kText, kPrivileges}};
constexpr FieldRule kTokenRightsFields[] = {
    {"TargetLogonId", T::kNumber, kTargetLogonId},
    {"EnabledPrivilegeList", T::kText, kPrivileges},
    {"DisabledPrivilegeList", T::kText, kDisabledPrivileges},
};
constexpr FieldRule kGroupFields[] = {
    {"TargetLogonId", T::kNumber, kTargetLogonId},
    {"TargetLogonGuid", T::kGuid, kLogonGuid},  // of the LSA's own log
    {"GroupMembership", T::kText, kGroups},
    {"SidList", T::kText, kGroups},
};
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
    // LogonID with a capital D
    {"AccountName", T::kText, kTargetName},  {"AccountDomain", T::kText, kTargetDomain},
    {"LogonID", T::kNumber, kTargetLogonId}, {"SessionName", T::kText, kSessionName},
    {"ClientName", T::kText, kWorkstation},  {"ClientAddress", T::kEndpoint, kAddress},
};
constexpr FieldRule kShareFields[] = {
    {"ShareName", T::kText, kObject},
    {"ShareLocalPath", T::kText, kIgnore},
    {"RelativeTargetName", T::kText, kObjectPath},
    {"AccessMask", T::kNumber, kAccessMask},
};
// Here the mask is a list of message numbers.
constexpr FieldRule kOperationFields[] = {{"AccessMask", T::kText, kMessage}};
constexpr FieldRule kDuplicateFields[] = {
    {"SourceHandleId", T::kNumber, kHandleId},
    {"SourceProcessId", T::kNumber, kProcessId},
};
// The service runs as ServiceAccount; the subject installed it.
constexpr FieldRule kServiceFields[] = {{"ServiceAccount", T::kText, kTargetQualified}};
constexpr FieldRule kTaskFields[] = {
    {"TaskContent", T::kTaskDefinition, kCommandLine},
    {"TaskContentNew", T::kTaskDefinition, kCommandLine},
};
// What the LSA loads when it starts, and what somebody adds to it later.
constexpr FieldRule kLsaPackageFields[] = {
    {"AuthenticationPackageName", T::kText, kObject},
    {"LogonProcessName", T::kText, kObject},
    {"NotificationPackageName", T::kText, kObject},
    {"SecurityPackageName", T::kText, kObject},
};
constexpr FieldRule kClockFields[] = {
    {"PreviousTime", T::kTime, kPreviousTime},
    {"NewTime", T::kTime, kNewTime},
};
constexpr FieldRule kSpecialGroupFields[] = {
    {"LogonGuid", T::kGuid, kIgnore},  // the caller's
    {"TargetLogonGuid", T::kGuid, kLogonGuid},
    {"TargetLogonId", T::kNumber, kTargetLogonId},
    {"SidList", T::kText, kGroups},
};
constexpr FieldRule kFilteredFields[] = {{"SidList", T::kText, kGroups}};
constexpr FieldRule kTicketFields[] = {
    {"LogonGuid", T::kGuid, kLogonGuid},    {"Status", T::kNumber, kStatus},
    {"FailureCode", T::kNumber, kStatus},   {"DeviceName", T::kText, kWorkstation},
    {"AccountName", T::kText, kTargetName}, {"TicketOptions", T::kNumber, kFlags},
    {"PreAuthType", T::kNumber, kReason},   {"TicketEncryptionType", T::kNumber, kTicketEncryption},
};
constexpr FieldRule kMappingFields[] = {
    {"MappingBy", T::kText, kAuthPackage},
    {"ClientUserName", T::kText, kTargetName},
    {"MappedName", T::kText, kObject},
};
// 4777 calls the package ClientUserName.
constexpr FieldRule kNotValidatedFields[] = {
    {"ClientUserName", T::kText, kAuthPackage},
    {"Workstation", T::kText, kWorkstation},
    {"Status", T::kNumber, kStatus},
};
constexpr FieldRule kAccountFields[] = {
    {"OldUacValue", T::kNumber, kOldFlags},
    {"NewUacValue", T::kNumber, kFlags},
    {"UserAccountControl", T::kText, kMessage},
};
// The name is a directory's path, where it is told at all.
constexpr FieldRule kMemberFields[] = {
    {"MemberName", T::kText, kObjectPath},
    {"MemberSid", T::kText, kObject},
};
constexpr FieldRule kDirectoryFields[] = {{"Properties", T::kText, kMessage}};
// What 4740 calls the domain is the machine that the attempts came from.
constexpr FieldRule kLockoutFields[] = {{"TargetDomainName", T::kText, kWorkstation}};
constexpr FieldRule kConnectionFields[] = {
    {"ProcessID", T::kNumber, kProcessId},      {"Application", T::kText, kProcessName},
    {"Direction", T::kText, kDirection},        {"SourceAddress", T::kEndpoint, kAddress},
    {"SourcePort", T::kNumber, kPort},          {"DestAddress", T::kEndpoint, kDestination},
    {"DestPort", T::kNumber, kDestinationPort}, {"Protocol", T::kNumber, kProtocol},
};
constexpr FieldRule kValidationFields[] = {
    {"PackageName", T::kText, kAuthPackage},
    {"Workstation", T::kText, kWorkstation},
    {"Status", T::kNumber, kStatus},
};
constexpr FieldRule kLostFields[] = {{"Reason", T::kNumber, kReason}};
constexpr FieldRule kNotWrittenFields[] = {
    {"Code", T::kNumber, kStatus},
    {"EventID", T::kNumber, kReason},
    {"PublisherID", T::kText, kObject},
};
constexpr FieldRule kArchivedFields[] = {
    {"Channel", T::kText, kObject},
    {"BackupPath", T::kText, kObjectPath},
};

constexpr CatalogueEntry kAuditing[] = {
    {4608, K::kSecurityStarted, "boot_start", {}},
    {4609, K::kSecurityStopping, "boot_end", {}},
    // Version 0 holds the clock as text in the language and zone of the machine.
    {4610, K::kActivity, "activity", kLsaPackageFields},
    {4611, K::kActivity, "activity", kLsaPackageFields},
    {4614, K::kActivity, "activity", kLsaPackageFields},
    {4616, K::kClockChanged, "clock_change", {}, {0, 0}},
    {4616, K::kClockChanged, "clock_change", kClockFields, {1}},
    {4618, K::kActivity, "activity", kOwner},
    {4622, K::kActivity, "activity", kLsaPackageFields},
    {4624, K::kLogon, "logon_start", kLogonFields},
    {4625, K::kLogonFailed, "attempt_failed", kFailureFields},
    {4626, K::kLogonClaims, "logon_detail", kOwner},
    {4627, K::kLogonGroups, "logon_detail", kGroupFields},
    {4634, K::kLogoff, "logon_end", kOwner},
    {4647, K::kLogoffInitiated, "logon_end", kOwner},
    {4648, K::kExplicitCredentials, "credentials_used", kExplicitFields},
    {4672, K::kSpecialPrivileges, "logon_detail", kPrivilegeFields},
    {4662, K::kActivity, "activity", kDirectoryFields},
    {4674, K::kActivity, "activity", kOperationFields},
    {4675, K::kSidsFiltered, "logon_detail", kFilteredFields},
    {4688, K::kProcessStart, "activity", kProcessStartFields},
    {4689, K::kProcessEnd, "activity", kProcessEndFields},
    {4690, K::kActivity, "activity", kDuplicateFields},
    {4696, K::kActivity, "activity", kOwner},
    {4697, K::kActivity, "activity", kServiceFields},
    {4698, K::kActivity, "activity", kTaskFields},
    {4702, K::kActivity, "activity", kTaskFields},
    {4703, K::kTokenAdjusted, "logon_detail", kTokenRightsFields},
    {4720, K::kActivity, "activity", kAccountFields},
    {4728, K::kActivity, "activity", kMemberFields},
    {4729, K::kActivity, "activity", kMemberFields},
    {4732, K::kActivity, "activity", kMemberFields},
    {4733, K::kActivity, "activity", kMemberFields},
    {4738, K::kActivity, "activity", kAccountFields},
    {4740, K::kAccountLockedOut, "attempt_failed", kLockoutFields},
    {4741, K::kActivity, "activity", kAccountFields},
    {4742, K::kActivity, "activity", kAccountFields},
    {4756, K::kActivity, "activity", kMemberFields},
    {4757, K::kActivity, "activity", kMemberFields},
    {4768, K::kTicketGrantingRequested, "authentication", kTicketFields},
    {4769, K::kTicketRequested, "authentication", kTicketFields},
    {4770, K::kTicketRenewed, "authentication", kTicketFields},
    {4771, K::kPreAuthenticationFailed, "attempt_failed", kTicketFields},
    {4772, K::kTicketGrantingFailed, "attempt_failed", kTicketFields},
    {4773, K::kTicketFailed, "attempt_failed", kTicketFields},
    {4774, K::kAccountMapped, "authentication", kMappingFields},
    {4775, K::kAccountMappingFailed, "attempt_failed", kMappingFields},
    {4776, K::kCredentialsValidated, "authentication", kValidationFields},
    {4777, K::kValidationFailed, "attempt_failed", kNotValidatedFields},
    {4778, K::kSessionReconnected, "session_connect", kReconnectFields},
    {4779, K::kSessionDisconnected, "session_disconnect", kReconnectFields},
    {4800, K::kLocked, "session_mark", kOwner},
    {4801, K::kUnlocked, "session_mark", kOwner},
    {4802, K::kScreensaverOn, "session_mark", kOwner},
    {4803, K::kScreensaverOff, "session_mark", kOwner},
    {4820, K::kTicketGrantingDenied, "attempt_failed", kTicketFields},
    {4821, K::kTicketDenied, "attempt_failed", kTicketFields},
    {4822, K::kNtlmDenied, "attempt_failed", kTicketFields},
    {4823, K::kNtlmDenied, "attempt_failed", kTicketFields},
    {4824, K::kPreAuthenticationDenied, "attempt_failed", kTicketFields},
    {4825, K::kRemoteAccessDenied, "attempt_failed", kReconnectFields},
    {4826, K::kActivity, "boot_start", {}},
    {4902, K::kAuditPolicyLoaded, "boot_start", {}},
    {4964, K::kSpecialGroups, "logon_detail", kSpecialGroupFields},
    {5140, K::kShareAccess, "activity", kShareFields},
    {5145, K::kShareFileAccess, "activity", kShareFields},
    {5156, K::kNetworkConnection, "connection", kConnectionFields},
};

constexpr CatalogueEntry kEventlog[] = {
    {1100, K::kEventLogStopping, "boot_end", {}},
    {1101, K::kAuditsLost, "boot_end", kLostFields},  // the stop was unclean
    {1102, K::kLogCleared, "log_cleared", {}},
    {1104, K::kLogFull, "log_gap", {}},
    {1105, K::kLogArchived, "log_gap", kArchivedFields},
    {1108, K::kEventNotWritten, "log_gap", kNotWrittenFields},
};
constexpr CatalogueEntry kLsa[] = {
    {300, K::kLogonGroups, "logon_detail", kGroupFields},
    {301, K::kLogonClaims, "logon_detail", kGroupFields},
};

constexpr LogFamily kFamilies[] = {
    {"Microsoft-Windows-Security-Auditing", "Security", kAuditing, kShared, true},
    {"Microsoft-Windows-Eventlog", "Security", kEventlog, kShared},
    {"LsaSrv", "Microsoft-Windows-LSA/Operational", kLsa, kShared},
};

}  // namespace

std::span<const LogFamily> SecurityFamilies() { return kFamilies; }

}  // namespace logonloom
