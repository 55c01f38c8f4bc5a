// System channel: the life of the machine, logons as Winlogon sees them, service installs.
#include "events/catalogue.h"

namespace logonloom {
namespace {

using enum Slot;
using T = FieldType;

constexpr FieldRule kKernelStart[] = {{"StartTime", T::kTime, kNewTime}};
constexpr FieldRule kKernelStop[] = {{"StopTime", T::kTime, kNewTime}};
constexpr FieldRule kLastAliveFields[] = {{"Binary", T::kBinary, kLastAlive}};
constexpr FieldRule kShutdownFields[] = {  // nameless before Windows 10
    {"param1", T::kText, kProcessName}, {"#0", T::kText, kProcessName},
    {"param7", T::kText, kTargetQualified}, {"#6", T::kText, kTargetQualified},
    {"param5", T::kText, kObject}, {"#4", T::kText, kObject},
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

constexpr CatalogueEntry kKernelGeneral[] = {
    {12, EventKind::kKernelStarted, kKernelStart},
    {13, EventKind::kKernelStopping, kKernelStop},
};
constexpr CatalogueEntry kKernelPower[] = {{41, EventKind::kUncleanReboot, {}}};
constexpr CatalogueEntry kEventLog[] = {
    {6005, EventKind::kEventLogStarted, {}},
    {6006, EventKind::kEventLogStopped, {}},
    {6008, EventKind::kUnexpectedShutdown, kLastAliveFields},
    {6009, EventKind::kActivity, {}},
    {6011, EventKind::kActivity, {}},
};
constexpr CatalogueEntry kUser32[] = {{1074, EventKind::kShutdownRequested, kShutdownFields}};
constexpr CatalogueEntry kEventlogService[] = {{104, EventKind::kLogCleared, kClearedFields}};
constexpr CatalogueEntry kWinlogon[] = {
    {7001, EventKind::kWinlogonLogon, kWinlogonFields},
    {7002, EventKind::kWinlogonLogoff, kWinlogonFields},
};
constexpr CatalogueEntry kServices[] = {{7045, EventKind::kActivity, kServiceFields}};

constexpr LogFamily kFamilies[] = {
    {"Microsoft-Windows-Kernel-General", "System", kKernelGeneral, {}, false},
    {"Microsoft-Windows-Kernel-Power", "System", kKernelPower, {}, false},
    {"EventLog", "System", kEventLog, {}, false},
    {"User32", "System", kUser32, {}, false},
    {"Microsoft-Windows-Eventlog", "System", kEventlogService, {}, false},
    {"Microsoft-Windows-Winlogon", "System", kWinlogon, {}, false},
    {"Service Control Manager", "System", kServices, {}, false},
};

}  // namespace

std::span<const LogFamily> SystemFamilies() { return kFamilies; }

}  // namespace logonloom
