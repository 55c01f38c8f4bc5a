// Events of the machine and its services. Source: the providers' event manifests of
// Windows 7 to 10.
#include "events/field_orders.h"

namespace logonloom {
namespace {

constexpr FieldOrder kEventLog[] = {
    {6005, {0, 0}, "Binary"},
    {6006, {0, 0}, "Binary"},
    {6008, {0, 0}, "Data Data Data Data Data Data Data Binary"},
    {6009, {0, 0}, "Data Data Data Data Data"},
    {6011, {0, 0}, "Data Data"},
    {6013, {0, 0}, "Data Data Data Data Data Data Data Binary"},
};
constexpr FieldOrder kEventlogService[] = {
    {104, {0, 0}, "SubjectUserName SubjectDomainName Channel BackupPath"},
    {105, {0, 0}, "Channel BackupPath"},
    {1100, {0, 0}, "ServiceShutdown"},
    {1101, {0, 0}, "Reason"},
    {1102, {0, 0}, "Subject*"},
    {1105, {0, 0}, "Channel BackupPath"},
};
constexpr FieldOrder kLsa[] = {
    {200,
     {0, 0},
     "UserName DomainName LogonId LogoffTime PID Program PrincipalName ServerName PackageName "
     "CallType ErrorCode"},
    {300, {0, 0}, "Target* TargetLogonGuid EventOrginal EventCountTotal SidList"},
    {301,
     {0, 0},
     "Target* TargetLogonGuid LogonType EventIdx EventCountTotal UserClaims DeviceClaims"},
    {302, {0, 0}, "UserSid LogonId AuthorityName AccountName Elapse"},
    {6182, {0, 0}, "TargetLogonId AccountName DomainName"},
};
constexpr FieldOrder kKernelBoot[] = {
    {20, {0, 0}, "LastShutdownGood LastBootGood"},
    {20, {1, 1}, "LastShutdownGood LastBootGood LastBootId BootStatusPolicy"},
    {27, {0, 0}, "BootType"},
    {27, {1, 1}, "BootType LoadOptions"},
};
constexpr FieldOrder kKernelGeneral[] = {
    {1, {0, 0}, "NewTime OldTime"},
    {1, {1, 1}, "NewTime OldTime Reason"},
    {1, {2, 2}, "NewTime OldTime Reason ProcessName ProcessID"},
    {12,
     {0, 0},
     "MajorVersion MinorVersion BuildVersion QfeVersion ServiceVersion BootMode StartTime"},
    {13, {0, 0}, "StopTime"},
    {17,
     {0, 0},
     "ActionName ProcessName AccountName AuthorityName TokenId AuthenticationId TokenType "
     "ImpersonationLevel TokenFlags SidValuesReferenceCount SidValuesCount SidValues "
     "SharedSidValuesReferenceCount SharedSidValuesCount SharedSidValues"},
};
constexpr FieldOrder kKernelPower[] = {
    {41, {1, 1}, "BugcheckCode BugcheckParameter"},
    {41,
     {2, 3},
     "BugcheckCode BugcheckParameter1 BugcheckParameter2 BugcheckParameter3 BugcheckParameter4 "
     "SleepInProgress PowerButtonTimestamp BootAppStatus"},
    {41,
     {4, 4},
     "BugcheckCode BugcheckParameter1 BugcheckParameter2 BugcheckParameter3 BugcheckParameter4 "
     "SleepInProgress PowerButtonTimestamp BootAppStatus Checkpoint ConnectedStandbyInProgress "
     "SystemSleepTransitionsToOn CsEntryScenarioInstanceId"},
    {41,
     {5, 5},
     "BugcheckCode BugcheckParameter1 BugcheckParameter2 BugcheckParameter3 BugcheckParameter4 "
     "SleepInProgress PowerButtonTimestamp BootAppStatus Checkpoint ConnectedStandbyInProgress "
     "SystemSleepTransitionsToOn CsEntryScenarioInstanceId BugcheckInfoFromEFI"},
    {41,
     {6, 6},
     "BugcheckCode BugcheckParameter1 BugcheckParameter2 BugcheckParameter3 BugcheckParameter4 "
     "SleepInProgress PowerButtonTimestamp BootAppStatus Checkpoint ConnectedStandbyInProgress "
     "SystemSleepTransitionsToOn CsEntryScenarioInstanceId BugcheckInfoFromEFI "
     "CheckpointStatus"},
    {41,
     {7, 7},
     "BugcheckCode BugcheckParameter1 BugcheckParameter2 BugcheckParameter3 BugcheckParameter4 "
     "SleepInProgress PowerButtonTimestamp BootAppStatus Checkpoint ConnectedStandbyInProgress "
     "SystemSleepTransitionsToOn CsEntryScenarioInstanceId BugcheckInfoFromEFI "
     "CheckpointStatus CsEntryScenarioInstanceIdV2"},
    {42, {0, 0}, "TargetState EffectiveState"},
    {42, {2, 2}, "TargetState EffectiveState Reason Flags"},
    {42, {3, 3}, "TargetState EffectiveState Reason Flags TransitionsToOn"},
    {107, {0, 0}, "TargetState EffectiveState WakeFromState"},
    {107,
     {1, 1},
     "TargetState EffectiveState WakeFromState ProgrammedWakeTimeAc ProgrammedWakeTimeDc "
     "WakeRequesterTypeAc WakeRequesterTypeDc"},
    {109, {0, 0}, "ShutdownActionType ShutdownEventCode ShutdownReason"},
    {506, {0, 0}, "Reason"},
    {506, {1, 1}, "Reason LidOpenState ExternalMonitorConnectedState ScenarioInstanceId"},
    {506,
     {2, 2},
     "Reason LidOpenState ExternalMonitorConnectedState ScenarioInstanceId "
     "BatteryRemainingCapacityOnEnter BatteryFullChargeCapacityOnEnter"},
    {506,
     {3, 3},
     "Reason LidOpenState ExternalMonitorConnectedState ScenarioInstanceId "
     "BatteryRemainingCapacityOnEnter BatteryFullChargeCapacityOnEnter ScenarioInstanceIdV2 "
     "BootId"},
    {507,
     {0, 0},
     "EnergyDrain ActiveResidencyInUs NonDripsTimeActivatedInUs FirstDripsEntryInUs "
     "DripsResidencyInUs DurationInUs DripsTransitions FullChargeCapacityRatio AudioPlaying "
     "Reason AudioPlaybackInUs NonActivatedCpuInUs PowerStateAc"},
};
constexpr FieldOrder kTasks[] = {
    {100, {0, 0}, "TaskName UserContext InstanceId"},
    {102, {0, 0}, "TaskName UserContext InstanceId"},
    {119, {0, 0}, "TaskName UserName InstanceId"}, {120, {0, 0}, "TaskName UserName InstanceId"},
    {121, {0, 0}, "TaskName UserName InstanceId"}, {122, {0, 0}, "TaskName UserName InstanceId"},
    {123, {0, 0}, "TaskName UserName InstanceId"}, {124, {0, 0}, "TaskName UserName InstanceId"},
    {125, {0, 0}, "TaskName UserName InstanceId"},
};
constexpr FieldOrder kProfiles[] = {
    {1, {0, 0}, "Session"},  {2, {0, 0}, "Session"},
    {3, {0, 0}, "Session"},  {4, {0, 0}, "Session"},
    {5, {0, 0}, "File Key"}, {67, {0, 0}, "LogonType LocalPath ProfileType"},
};
constexpr FieldOrder kWinlogon[] = {
    {2, {0, 0}, "Win32Status"},
    {811, {0, 0}, "Event SubscriberName"},
    {812, {0, 0}, "Event SubscriberName"},
    {7001, {0, 0}, "TSId UserSid"},
    {7002, {0, 0}, "TSId UserSid"},
};
constexpr FieldOrder kServices[] = {
    {7036, {0, 0}, "param1 param2 Binary"},
    {7045, {0, 0}, "ServiceName ImagePath ServiceType StartType AccountName"},
};
constexpr FieldOrder kUser32[] = {
    {1074, {0, 0}, "param1 param2 param3 param4 param5 param6 param7"},
};

constexpr ProviderOrders kProviders[] = {
    {"EventLog", Section::kEventData, kEventLog},
    {"Microsoft-Windows-Eventlog", Section::kUserData, kEventlogService},
    {"LsaSrv", Section::kEventData, kLsa},
    {"Microsoft-Windows-Kernel-Boot", Section::kEventData, kKernelBoot},
    {"Microsoft-Windows-Kernel-General", Section::kEventData, kKernelGeneral},
    {"Microsoft-Windows-Kernel-Power", Section::kEventData, kKernelPower},
    {"Microsoft-Windows-TaskScheduler", Section::kEventData, kTasks},
    {"Microsoft-Windows-User Profiles Service", Section::kEventData, kProfiles},
    {"Microsoft-Windows-Winlogon", Section::kEventData, kWinlogon},
    {"Service Control Manager", Section::kEventData, kServices},
    {"User32", Section::kEventData, kUser32},
};

}  // namespace

std::span<const ProviderOrders> SystemFieldOrders() { return kProviders; }

}  // namespace logonloom
