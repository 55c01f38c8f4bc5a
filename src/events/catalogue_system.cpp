// System channel: the life of the machine, logons as Winlogon sees them, service installs; and the
// service that loads users' profiles. Field names and types: the providers' event manifests.
#include "events/catalogue.h"

namespace logonloom {
namespace {

using enum Slot;
using K = EventKind;
using T = FieldType;

constexpr FieldRule kKernelStart[] = {{"StartTime", T::kTime, kNewTime}};
constexpr FieldRule kKernelStop[] = {{"StopTime", T::kTime, kNewTime}};
constexpr FieldRule kLastAliveFields[] = {{"Binary", T::kBinary, kLastAlive}};
constexpr FieldRule kShutdownFields[] = {
    // nameless before Windows 10
    {"param1", T::kText, kCaller},          {"#0", T::kText, kCaller},
    {"param7", T::kText, kTargetQualified}, {"#6", T::kText, kTargetQualified},
    {"param5", T::kText, kObject},          {"#4", T::kText, kObject},
};
constexpr FieldRule kWinlogonFields[] = {
    {"TSId", T::kNumber, kTsSessionId},
    {"UserSid", T::kSid, kTargetSid},
};
constexpr FieldRule kClearedFields[] = {
    {"SubjectUserName", T::kText, kSubjectName},
    {"SubjectDomainName", T::kText, kSubjectDomain},
    {"Channel", T::kText, kObject},
    {"BackupPath", T::kText, kObjectPath},
};
constexpr FieldRule kServiceFields[] = {
    {"ServiceName", T::kText, kObject},
    {"ImagePath", T::kText, kObjectPath},
    {"AccountName", T::kText, kTargetName},
};
constexpr FieldRule kKernelClock[] = {
    {"OldTime", T::kTime, kPreviousTime},  {"NewTime", T::kTime, kNewTime},
    {"Reason", T::kNumber, kReason},       {"ProcessName", T::kText, kProcessName},
    {"ProcessID", T::kNumber, kProcessId},
};
constexpr FieldRule kLastBoot[] = {
    {"LastShutdownGood", T::kYesNo, kLastShutdownGood},
    {"LastBootId", T::kNumber, kBootId},
};
constexpr FieldRule kBootType[] = {{"BootType", T::kNumber, kReason}};
constexpr FieldRule kPowerState[] = {{"TargetState", T::kNumber, kReason}};
constexpr FieldRule kPowerAction[] = {{"ShutdownActionType", T::kNumber, kReason}};
constexpr FieldRule kBugcheck[] = {{"BugcheckCode", T::kNumber, kStatus}};
constexpr FieldRule kStandby[] = {
    {"Reason", T::kNumber, kReason},
    {"BootId", T::kNumber, kBootId},
};
constexpr FieldRule kExplanation[] = {
    {"param1", T::kText, kObject},          {"#0", T::kText, kObject},
    {"param5", T::kText, kMessage},         {"#4", T::kText, kMessage},
    {"param6", T::kText, kTargetQualified}, {"#5", T::kText, kTargetQualified},
};
constexpr FieldRule kVersion[] = {{"#0", T::kText, kObject}, {"#1", T::kText, kObjectPath}};
constexpr FieldRule kRename[] = {{"#0", T::kText, kObject}, {"#1", T::kText, kServerName}};
constexpr FieldRule kUptime[] = {{"#4", T::kNumber, kDuration}};
constexpr FieldRule kAuthentication[] = {{"Win32Status", T::kNumber, kStatus}};
constexpr FieldRule kNotification[] = {
    {"Event", T::kNumber, kReason},
    {"SubscriberName", T::kText, kObject},
};
constexpr FieldRule kTaskFields[] = {
    {"TaskName", T::kText, kObject},
    {"UserName", T::kText, kTargetQualified},
    {"UserContext", T::kText, kTargetQualified},
    {"ActionName", T::kText, kProcessName},
    {"Path", T::kText, kProcessName},
    {"ProcessID", T::kNumber, kProcessId},
    {"ResultCode", T::kNumber, kStatus},
};
constexpr FieldRule kProfileHive[] = {
    {"File", T::kText, kObjectPath},
    {"Key", T::kSidKey, kTargetSid},
};
constexpr FieldRule kProfileType[] = {
    {"LocalPath", T::kText, kObjectPath},
    {"ProfileType", T::kText, kObject},
};
constexpr FieldRule kProfileSession[] = {{"Session", T::kNumber, kTsSessionId}};

constexpr CatalogueEntry kKernelGeneral[] = {
    {1, K::kKernelClockChanged, "clock_change", kKernelClock},
    {12, K::kKernelStarted, "boot_start", kKernelStart},
    {13, K::kKernelStopping, "boot_end", kKernelStop},
    {24, K::kTimeZoneTold, "clock_change", {}},
};
constexpr CatalogueEntry kKernelBoot[] = {
    {20, K::kLastShutdownTold, "boot_end", kLastBoot},
    {27, K::kBootTypeTold, "boot_start", kBootType},
};
constexpr CatalogueEntry kKernelPower[] = {
    {41, K::kUncleanReboot, "boot_end", kBugcheck},
    {42, K::kSuspending, "suspend", kPowerState},
    {107, K::kResumed, "suspend", kPowerState},
    {109, K::kPowerTransition, "boot_end", kPowerAction},
    {506, K::kStandbyEntered, "suspend", kStandby},
    {507, K::kStandbyLeft, "suspend", kStandby},
    {566, K::kPowerSessionChanged, "suspend", kStandby},
};
constexpr CatalogueEntry kEventLog[] = {
    {6005, K::kEventLogStarted, "boot_start", {}},
    {6006, K::kEventLogStopped, "boot_end", {}},
    {6008, K::kUnexpectedShutdown, "boot_end", kLastAliveFields},
    {6009, K::kVersionTold, "boot_start", kVersion},
    {6011, K::kHostRenamed, "host_renamed", kRename},
    {6013, K::kUptimeTold, "boot_start", kUptime},
};
constexpr CatalogueEntry kUser32[] = {
    {1074, K::kShutdownRequested, "boot_end", kShutdownFields},
    {1076, K::kShutdownExplained, "boot_end", kExplanation},
};
constexpr CatalogueEntry kEventlogService[] = {
    {104, K::kLogCleared, "log_cleared", kClearedFields},
    {105, K::kLogArchived, "log_gap", kClearedFields},
};
constexpr CatalogueEntry kWinlogon[] = {
    {7001, K::kWinlogonLogon, "session_start", kWinlogonFields},
    {7002, K::kWinlogonLogoff, "session_end", kWinlogonFields},
};
constexpr CatalogueEntry kWinlogonSteps[] = {
    {1, K::kWinlogonAuthenticating, "attempt", {}},
    {2, K::kWinlogonAuthenticated, "authentication", kAuthentication},
    {811, K::kWinlogonNotifying, "session_mark", kNotification},
    {812, K::kWinlogonNotified, "session_mark", kNotification},
};
constexpr CatalogueEntry kTasks[] = {
    {100, K::kTaskRan, "activity", kTaskFields},
    {102, K::kTaskRan, "activity", kTaskFields},
    {106, K::kTaskChanged, "activity", kTaskFields},
    {119, K::kTaskTriggered, "session_mark", kTaskFields},
    {120, K::kTaskTriggered, "session_mark", kTaskFields},
    {121, K::kTaskTriggered, "session_mark", kTaskFields},
    {122, K::kTaskTriggered, "session_mark", kTaskFields},
    {123, K::kTaskTriggered, "session_mark", kTaskFields},
    {124, K::kTaskTriggered, "session_mark", kTaskFields},
    {125, K::kTaskTriggered, "session_mark", kTaskFields},
    {129, K::kTaskRan, "activity", kTaskFields},
    {140, K::kTaskChanged, "activity", kTaskFields},
    {141, K::kTaskChanged, "activity", kTaskFields},
    {142, K::kTaskChanged, "activity", kTaskFields},
    {200, K::kTaskRan, "activity", kTaskFields},
    {201, K::kTaskRan, "activity", kTaskFields},
};
constexpr CatalogueEntry kServices[] = {{7045, K::kActivity, "activity", kServiceFields}};
constexpr CatalogueEntry kProfiles[] = {
    {1, K::kProfileLogon, "session_start", kProfileSession},
    {2, K::kProfileLogon, "session_start", kProfileSession},
    {3, K::kProfileLogoff, "session_end", kProfileSession},
    {4, K::kProfileLogoff, "session_end", kProfileSession},
    {5, K::kProfileLoaded, "profile_load", kProfileHive},
    {67, K::kProfileTypeTold, "profile_load", kProfileType},
    {1531, K::kProfileServiceStarted, "boot_start", {}},
    {1532, K::kProfileServiceStopped, "boot_end", {}},
};

constexpr LogFamily kFamilies[] = {
    {"Microsoft-Windows-Kernel-General", "System", kKernelGeneral},
    {"Microsoft-Windows-Kernel-Boot", "System", kKernelBoot},
    {"Microsoft-Windows-Kernel-Power", "System", kKernelPower},
    {"EventLog", "System", kEventLog},
    {"User32", "System", kUser32},
    {"Microsoft-Windows-Eventlog", "System", kEventlogService},
    {"Microsoft-Windows-Winlogon", "System", kWinlogon},
    {"Microsoft-Windows-Winlogon", "Microsoft-Windows-Winlogon/Operational", kWinlogonSteps},
    {"Microsoft-Windows-TaskScheduler", "", kTasks},
    {"Service Control Manager", "System", kServices},
    {"Microsoft-Windows-User Profiles Service", "", kProfiles},
};

}  // namespace

std::span<const LogFamily> SystemFamilies() { return kFamilies; }

}  // namespace logonloom
