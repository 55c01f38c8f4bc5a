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
    {"param1", T::kText, kProcessName},     {"#0", T::kText, kProcessName},
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
constexpr FieldRule kLastBoot[] = {{"LastShutdownGood", T::kYesNo, kLastShutdownGood}};
constexpr FieldRule kBootType[] = {{"BootType", T::kNumber, kReason}};
constexpr FieldRule kPowerState[] = {{"TargetState", T::kNumber, kReason}};
constexpr FieldRule kPowerAction[] = {{"ShutdownActionType", T::kNumber, kReason}};
constexpr FieldRule kProfileSession[] = {{"Session", T::kNumber, kTsSessionId}};

constexpr CatalogueEntry kKernelGeneral[] = {
    {1, K::kKernelClockChanged, "clock_change", kKernelClock},
    {12, K::kKernelStarted, "boot_start", kKernelStart},
    {13, K::kKernelStopping, "boot_end", kKernelStop},
};
constexpr CatalogueEntry kKernelBoot[] = {
    {20, K::kLastShutdownTold, "boot_end", kLastBoot},
    {27, K::kBootTypeTold, "boot_start", kBootType},
};
constexpr CatalogueEntry kKernelPower[] = {
    {41, K::kUncleanReboot, "boot_end", {}},
    {42, K::kSuspending, "suspend", kPowerState},
    {107, K::kResumed, "suspend", kPowerState},
    {109, K::kPowerTransition, "boot_end", kPowerAction},
};
constexpr CatalogueEntry kEventLog[] = {
    {6005, K::kEventLogStarted, "boot_start", {}},
    {6006, K::kEventLogStopped, "boot_end", {}},
    {6008, K::kUnexpectedShutdown, "boot_end", kLastAliveFields},
    {6009, K::kActivity, "boot_start", {}},
    {6011, K::kActivity, "host_renamed", {}},
};
constexpr CatalogueEntry kUser32[] = {{1074, K::kShutdownRequested, "boot_end", kShutdownFields}};
constexpr CatalogueEntry kEventlogService[] = {
    {104, K::kLogCleared, "log_cleared", kClearedFields}};
constexpr CatalogueEntry kWinlogon[] = {
    {7001, K::kWinlogonLogon, "session_start", kWinlogonFields},
    {7002, K::kWinlogonLogoff, "session_end", kWinlogonFields},
};
constexpr CatalogueEntry kServices[] = {{7045, K::kActivity, "activity", kServiceFields}};
constexpr CatalogueEntry kProfiles[] = {
    {1, K::kProfileLogon, "session_start", kProfileSession},
    {2, K::kProfileLogon, "session_start", kProfileSession},
    {3, K::kProfileLogoff, "session_end", kProfileSession},
    {4, K::kProfileLogoff, "session_end", kProfileSession},
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
    {"Service Control Manager", "System", kServices},
    {"Microsoft-Windows-User Profiles Service", "", kProfiles},
};

}  // namespace

std::span<const LogFamily> SystemFamilies() { return kFamilies; }

}  // namespace logonloom
