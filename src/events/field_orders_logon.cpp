// Security events up to 4699: logons, objects, privileges, processes. Source: the provider's event
// manifest of Windows 7 to 10.
#include "events/field_orders.h"

namespace logonloom {
namespace {

constexpr FieldOrder kOrders[] = {
    {4610, {0, 0}, "AuthenticationPackageName"},
    {4611, {0, 0}, "Subject* LogonProcessName"},
    {4614, {0, 0}, "NotificationPackageName"},
    {4615, {0, 0}, "Subject* InvalidCallName ServerPortName ProcessId ProcessName"},
    {4616, {0, 0}, "Subject* PreviousDate PreviousTime NewDate NewTime ProcessId ProcessName"},
    {4616, {1, 1}, "Subject* PreviousTime NewTime ProcessId ProcessName"},
    {4618,
     {0, 0},
     "EventId ComputerName TargetUserSid TargetUserName TargetUserDomain TargetLogonId "
     "EventCount Duration"},
    {4622, {0, 0}, "SecurityPackageName"},
    {4624,
     {0, 0},
     "Subject* Target* LogonType LogonProcessName AuthenticationPackageName WorkstationName "
     "LogonGuid TransmittedServices LmPackageName KeyLength ProcessId ProcessName IpAddress "
     "IpPort"},
    {4624,
     {1, 1},
     "Subject* Target* LogonType LogonProcessName AuthenticationPackageName WorkstationName "
     "LogonGuid TransmittedServices LmPackageName KeyLength ProcessId ProcessName IpAddress "
     "IpPort ImpersonationLevel"},
    {4624,
     {2, 2},
     "Subject* Target* LogonType LogonProcessName AuthenticationPackageName WorkstationName "
     "LogonGuid TransmittedServices LmPackageName KeyLength ProcessId ProcessName IpAddress "
     "IpPort ImpersonationLevel RestrictedAdminMode TargetOutboundUserName "
     "TargetOutboundDomainName VirtualAccount TargetLinkedLogonId ElevatedToken"},
    {4625,
     {0, 0},
     "Subject* TargetUserSid TargetUserName TargetDomainName Status FailureReason SubStatus "
     "LogonType LogonProcessName AuthenticationPackageName WorkstationName TransmittedServices "
     "LmPackageName KeyLength ProcessId ProcessName IpAddress IpPort"},
    {4626, {0, 0}, "Subject* Target* LogonType EventIdx EventCountTotal UserClaims DeviceClaims"},
    {4627, {0, 0}, "Subject* Target* LogonType EventIdx EventCountTotal GroupMembership"},
    {4634, {0, 0}, "Target* LogonType"},
    {4647, {0, 0}, "Target*"},
    {4648,
     {0, 0},
     "Subject* LogonGuid TargetUserName TargetDomainName TargetLogonGuid TargetServerName "
     "TargetInfo ProcessId ProcessName IpAddress IpPort"},
    {4649,
     {0, 0},
     "Subject* TargetUserName TargetDomainName RequestType LogonProcessName "
     "AuthenticationPackage WorkstationName TransmittedServices ProcessId ProcessName"},
    {4656,
     {0, 0},
     "Subject* ObjectServer ObjectType ObjectName HandleId TransactionId AccessList AccessMask "
     "PrivilegeList RestrictedSidCount ProcessId ProcessName"},
    {4656,
     {1, 1},
     "Subject* ObjectServer ObjectType ObjectName HandleId TransactionId AccessList "
     "AccessReason AccessMask PrivilegeList RestrictedSidCount ProcessId ProcessName "
     "ResourceAttributes"},
    {4657,
     {0, 0},
     "Subject* ObjectName ObjectValueName HandleId OperationType OldValueType OldValue "
     "NewValueType NewValue ProcessId ProcessName"},
    {4658, {0, 0}, "Subject* ObjectServer HandleId ProcessId ProcessName"},
    {4659,
     {0, 0},
     "Subject* ObjectServer ObjectType ObjectName HandleId TransactionId AccessList AccessMask "
     "PrivilegeList ProcessId"},
    {4660, {0, 0}, "Subject* ObjectServer HandleId ProcessId ProcessName TransactionId"},
    {4661,
     {0, 0},
     "Subject* ObjectServer ObjectType ObjectName HandleId TransactionId AccessList AccessMask "
     "PrivilegeList Properties RestrictedSidCount ProcessId ProcessName"},
    {4661,
     {1, 1},
     "Subject* ObjectServer ObjectType ObjectName HandleId TransactionId AccessList "
     "AccessReason AccessMask PrivilegeList Properties RestrictedSidCount ProcessId "
     "ProcessName"},
    {4662,
     {0, 0},
     "Subject* ObjectServer ObjectType ObjectName OperationType HandleId AccessList AccessMask "
     "Properties AdditionalInfo AdditionalInfo2"},
    {4663,
     {0, 0},
     "Subject* ObjectServer ObjectType ObjectName HandleId AccessList AccessMask ProcessId "
     "ProcessName"},
    {4663,
     {1, 1},
     "Subject* ObjectServer ObjectType ObjectName HandleId AccessList AccessMask ProcessId "
     "ProcessName ResourceAttributes"},
    {4664, {0, 0}, "Subject* FileName LinkName TransactionId"},
    {4665, {0, 0}, "AppName AppInstance ClientName ClientDomain ClientLogonId Status"},
    {4666,
     {0, 0},
     "AppName AppInstance ObjectName ScopeName ClientName ClientDomain ClientLogonId Role "
     "Group OperationName OperationId"},
    {4667, {0, 0}, "AppName AppInstance ClientName ClientDomain ClientLogonId"},
    {4668, {0, 0}, "AppName AppInstance ClientName ClientDomain ClientLogonId StoreUrl"},
    {4670,
     {0, 0},
     "Subject* ObjectServer ObjectType ObjectName HandleId OldSd NewSd ProcessId ProcessName"},
    {4671, {0, 0}, "CallerUserSid CallerUserName CallerDomainName CallerLogonId Ordinal"},
    {4672, {0, 0}, "Subject* PrivilegeList"},
    {4673, {0, 0}, "Subject* ObjectServer Service PrivilegeList ProcessId ProcessName"},
    {4674,
     {0, 0},
     "Subject* ObjectServer ObjectType ObjectName HandleId AccessMask PrivilegeList ProcessId "
     "ProcessName"},
    {4675,
     {0, 0},
     "TargetUserSid TargetUserName TargetDomainName TdoDirection TdoAttributes TdoType TdoSid "
     "SidList"},
    {4688, {0, 0}, "Subject* NewProcessId NewProcessName TokenElevationType ProcessId"},
    {4688, {1, 1}, "Subject* NewProcessId NewProcessName TokenElevationType ProcessId CommandLine"},
    {4688,
     {2, 2},
     "Subject* NewProcessId NewProcessName TokenElevationType ProcessId CommandLine Target*"},
    {4688,
     {2, 2},
     "Subject* NewProcessId NewProcessName TokenElevationType ProcessId CommandLine Target* "
     "ParentProcessName MandatoryLabel"},
    {4689, {0, 0}, "Subject* Status ProcessId ProcessName"},
    {4690, {0, 0}, "Subject* SourceHandleId SourceProcessId TargetHandleId TargetProcessId"},
    {4691, {0, 0}, "Subject* ObjectType ObjectName AccessList AccessMask ProcessId"},
    {4692, {0, 0}, "Subject* MasterKeyId RecoveryServer RecoveryKeyId FailureReason"},
    {4693, {0, 0}, "Subject* MasterKeyId RecoveryReason RecoveryServer RecoveryKeyId FailureId"},
    {4694,
     {0, 0},
     "Subject* DataDescription MasterKeyId ProtectedDataFlags CryptoAlgorithms FailureReason"},
    {4695,
     {0, 0},
     "Subject* DataDescription MasterKeyId ProtectedDataFlags CryptoAlgorithms FailureReason"},
    {4696, {0, 0}, "Subject* Target* TargetProcessId TargetProcessName ProcessId ProcessName"},
    {4697,
     {0, 0},
     "Subject* ServiceName ServiceFileName ServiceType ServiceStartType ServiceAccount"},
    {4698, {0, 0}, "Subject* TaskName TaskContent"},
    {4698,
     {1, 1},
     "Subject* TaskName TaskContent ClientProcessStartKey ClientProcessId ParentProcessId "
     "RpcCallClientLocality FQDN"},
    {4699, {0, 0}, "Subject* TaskName TaskContent"},
    {4699,
     {1, 1},
     "Subject* TaskName TaskContent ClientProcessStartKey ClientProcessId ParentProcessId "
     "RpcCallClientLocality FQDN"},
};

}  // namespace

std::span<const FieldOrder> LogonFieldOrders() { return kOrders; }

}  // namespace logonloom
