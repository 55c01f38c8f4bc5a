// Security events 4700 to 4899: tasks, accounts, tickets, desktops. Source: the provider's event
// manifest of Windows 7 to 10.
#include "events/field_orders.h"

namespace logonloom {
namespace {

constexpr FieldOrder kOrders[] = {
    {4700, {0, 0}, "Subject* TaskName TaskContent"},
    {4701, {0, 0}, "Subject* TaskName TaskContent"},
    {4701,
     {1, 1},
     "Subject* TaskName TaskContent ClientProcessStartKey ClientProcessId ParentProcessId "
     "RpcCallClientLocality FQDN"},
    {4702, {0, 0}, "Subject* TaskName TaskContentNew"},
    {4702,
     {1, 1},
     "Subject* TaskName TaskContentNew ClientProcessStartKey ClientProcessId ParentProcessId "
     "RpcCallClientLocality FQDN"},
    {4703,
     {0, 0},
     "Subject* Target* ProcessName ProcessId EnabledPrivilegeList DisabledPrivilegeList"},
    {4704, {0, 0}, "Subject* TargetSid PrivilegeList"},
    {4705, {0, 0}, "Subject* TargetSid PrivilegeList"},
    {4706,
     {0, 0},
     "DomainName DomainSid Subject* TdoType TdoDirection TdoAttributes SidFilteringEnabled"},
    {4707, {0, 0}, "DomainName DomainSid Subject*"},
    {4713, {0, 0}, "Subject* KerberosPolicyChange"},
    {4714, {0, 0}, "Subject* EfsPolicyChange"},
    {4715, {0, 0}, "Subject* OldSd NewSd"},
    {4716,
     {0, 0},
     "Subject* DomainName DomainSid TdoType TdoDirection TdoAttributes SidFilteringEnabled"},
    {4717, {0, 0}, "Subject* TargetSid AccessGranted"},
    {4718, {0, 0}, "Subject* TargetSid AccessRemoved"},
    {4719, {0, 0}, "Subject* CategoryId SubcategoryId SubcategoryGuid AuditPolicyChanges"},
    {4720,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList SamAccountName "
     "DisplayName UserPrincipalName HomeDirectory HomePath ScriptPath ProfilePath "
     "UserWorkstations PasswordLastSet AccountExpires PrimaryGroupId AllowedToDelegateTo "
     "OldUacValue NewUacValue UserAccountControl UserParameters SidHistory LogonHours"},
    {4722, {0, 0}, "TargetUserName TargetDomainName TargetSid Subject*"},
    {4723, {0, 0}, "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4724, {0, 0}, "TargetUserName TargetDomainName TargetSid Subject*"},
    {4725, {0, 0}, "TargetUserName TargetDomainName TargetSid Subject*"},
    {4726, {0, 0}, "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4727,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList SamAccountName "
     "SidHistory"},
    {4728,
     {0, 0},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4728,
     {1, 1},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList "
     "MembershipExpirationTime"},
    {4729,
     {0, 0},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4730, {0, 0}, "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4731,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList SamAccountName "
     "SidHistory"},
    {4732,
     {0, 0},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4732,
     {1, 1},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList "
     "MembershipExpirationTime"},
    {4733,
     {0, 0},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4734, {0, 0}, "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4735,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList SamAccountName "
     "SidHistory"},
    {4737,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList SamAccountName "
     "SidHistory"},
    {4738,
     {0, 0},
     "Dummy TargetUserName TargetDomainName TargetSid Subject* PrivilegeList SamAccountName "
     "DisplayName UserPrincipalName HomeDirectory HomePath ScriptPath ProfilePath "
     "UserWorkstations PasswordLastSet AccountExpires PrimaryGroupId AllowedToDelegateTo "
     "OldUacValue NewUacValue UserAccountControl UserParameters SidHistory LogonHours"},
    {4739,
     {0, 0},
     "DomainPolicyChanged DomainName DomainSid Subject* PrivilegeList MinPasswordAge "
     "MaxPasswordAge ForceLogoff LockoutThreshold LockoutObservationWindow LockoutDuration "
     "PasswordProperties MinPasswordLength PasswordHistoryLength MachineAccountQuota "
     "MixedDomainMode DomainBehaviorVersion OemInformation"},
    {4740, {0, 0}, "TargetUserName TargetDomainName TargetSid Subject*"},
    {4741,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList SamAccountName "
     "DisplayName UserPrincipalName HomeDirectory HomePath ScriptPath ProfilePath "
     "UserWorkstations PasswordLastSet AccountExpires PrimaryGroupId AllowedToDelegateTo "
     "OldUacValue NewUacValue UserAccountControl UserParameters SidHistory LogonHours "
     "DnsHostName ServicePrincipalNames"},
    {4742,
     {0, 0},
     "ComputerAccountChange TargetUserName TargetDomainName TargetSid Subject* PrivilegeList "
     "SamAccountName DisplayName UserPrincipalName HomeDirectory HomePath ScriptPath "
     "ProfilePath UserWorkstations PasswordLastSet AccountExpires PrimaryGroupId "
     "AllowedToDelegateTo OldUacValue NewUacValue UserAccountControl UserParameters SidHistory "
     "LogonHours DnsHostName ServicePrincipalNames"},
    {4743, {0, 0}, "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4744,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList SamAccountName "
     "SidHistory"},
    {4745,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList SamAccountName "
     "SidHistory"},
    {4746,
     {0, 0},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4746,
     {1, 1},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList "
     "MembershipExpirationTime"},
    {4747,
     {0, 0},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4748, {0, 0}, "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4749,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList SamAccountName "
     "SidHistory"},
    {4750,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList SamAccountName "
     "SidHistory"},
    {4751,
     {0, 0},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4751,
     {1, 1},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList "
     "MembershipExpirationTime"},
    {4752,
     {0, 0},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4753, {0, 0}, "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4754,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList SamAccountName "
     "SidHistory"},
    {4755,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList SamAccountName "
     "SidHistory"},
    {4756,
     {0, 0},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4756,
     {1, 1},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList "
     "MembershipExpirationTime"},
    {4757,
     {0, 0},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4758, {0, 0}, "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4759,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList SamAccountName "
     "SidHistory"},
    {4760,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList SamAccountName "
     "SidHistory"},
    {4761,
     {0, 0},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4761,
     {1, 1},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList "
     "MembershipExpirationTime"},
    {4762,
     {0, 0},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4763, {0, 0}, "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4764,
     {0, 0},
     "GroupTypeChange TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4765,
     {0, 0},
     "SourceUserName SourceSid TargetUserName TargetDomainName TargetSid Subject* "
     "PrivilegeList SidList"},
    {4766,
     {0, 0},
     "SourceUserName TargetUserName TargetDomainName TargetSid SubjectUserName "
     "SubjectDomainName SubjectLogonId PrivilegeList"},
    {4767, {0, 0}, "TargetUserName TargetDomainName TargetSid Subject*"},
    {4768,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid ServiceName ServiceSid TicketOptions Status "
     "TicketEncryptionType PreAuthType IpAddress IpPort CertIssuerName CertSerialNumber "
     "CertThumbprint"},
    {4769,
     {0, 0},
     "TargetUserName TargetDomainName ServiceName ServiceSid TicketOptions "
     "TicketEncryptionType IpAddress IpPort Status LogonGuid TransmittedServices"},
    {4770,
     {0, 0},
     "TargetUserName TargetDomainName ServiceName ServiceSid TicketOptions "
     "TicketEncryptionType IpAddress IpPort"},
    {4771,
     {0, 0},
     "TargetUserName TargetSid ServiceName TicketOptions Status PreAuthType IpAddress IpPort "
     "CertIssuerName CertSerialNumber CertThumbprint"},
    {4772,
     {0, 0},
     "TargetUserName TargetDomainName ServiceName TicketOptions FailureCode IpAddress IpPort"},
    {4773,
     {0, 0},
     "TargetUserName TargetDomainName ServiceName TicketOptions FailureCode IpAddress IpPort"},
    {4774, {0, 0}, "MappingBy ClientUserName MappedName"},
    {4775, {0, 0}, "ClientUserName MappingBy"},
    {4776, {0, 0}, "PackageName TargetUserName Workstation Status"},
    {4777, {0, 0}, "ClientUserName TargetUserName Workstation Status"},
    {4778, {0, 0}, "AccountName AccountDomain LogonID SessionName ClientName ClientAddress"},
    {4779, {0, 0}, "AccountName AccountDomain LogonID SessionName ClientName ClientAddress"},
    {4780, {0, 0}, "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4781,
     {0, 0},
     "OldTargetUserName NewTargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4782, {0, 0}, "TargetUserName TargetDomainName Subject*"},
    {4783,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList SamAccountName "
     "SidHistory"},
    {4784,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList SamAccountName "
     "SidHistory"},
    {4785,
     {0, 0},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4785,
     {1, 1},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList "
     "MembershipExpirationTime"},
    {4786,
     {0, 0},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4787,
     {0, 0},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4788,
     {0, 0},
     "MemberName MemberSid TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4789, {0, 0}, "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4790,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList SamAccountName "
     "SidHistory"},
    {4791,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList SamAccountName "
     "SidHistory"},
    {4792, {0, 0}, "TargetUserName TargetDomainName TargetSid Subject* PrivilegeList"},
    {4793, {0, 0}, "Subject* Workstation TargetUserName Status"},
    {4794, {0, 0}, "Subject* Workstation Status"},
    {4797, {0, 0}, "Subject* Workstation TargetUserName TargetDomainName"},
    {4798,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid Subject* CallerProcessId CallerProcessName"},
    {4799,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid Subject* CallerProcessId CallerProcessName"},
    {4800, {0, 0}, "Target* SessionId"},
    {4801, {0, 0}, "Target* SessionId"},
    {4802, {0, 0}, "Target* SessionId"},
    {4803, {0, 0}, "Target* SessionId"},
    {4817, {0, 0}, "Subject* ObjectServer ObjectType ObjectName OldSd NewSd"},
    {4818,
     {0, 0},
     "Subject* ObjectServer ObjectType ObjectName HandleId ProcessId ProcessName AccessReason "
     "StagingReason"},
    {4819, {0, 0}, "Subject* ObjectServer ObjectType AddedCAPs DeletedCAPs ModifiedCAPs AsIsCAPs"},
    {4820,
     {0, 0},
     "TargetUserName TargetDomainName TargetSid DeviceName ServiceName ServiceSid "
     "TicketOptions Status TicketEncryptionType PreAuthType IpAddress IpPort CertIssuerName "
     "CertSerialNumber CertThumbprint SiloName PolicyName TGTLifetime"},
    {4821,
     {0, 0},
     "TargetUserName TargetDomainName DeviceName ServiceName ServiceSid TicketOptions "
     "TicketEncryptionType IpAddress IpPort Status LogonGuid TransitedServices SiloName "
     "PolicyName"},
    {4822, {0, 0}, "AccountName DeviceName Status"},
    {4823, {0, 0}, "AccountName DeviceName Status SiloName PolicyName"},
    {4824,
     {0, 0},
     "TargetUserName TargetSid ServiceName TicketOptions Status PreAuthType IpAddress IpPort "
     "CertIssuerName CertSerialNumber CertThumbprint"},
    {4825, {0, 0}, "AccountName AccountDomain LogonID ClientAddress"},
    {4826,
     {0, 0},
     "Subject* LoadOptions AdvancedOptions ConfigAccessPolicy RemoteEventLogging KernelDebug "
     "VsmLaunchType TestSigning FlightSigning DisableIntegrityChecks HypervisorLoadOptions "
     "HypervisorLaunchType HypervisorDebug"},
    {4830,
     {0, 0},
     "SourceUserName SourceSid TargetUserName TargetDomainName TargetSid Subject* "
     "PrivilegeList SidList"},
    {4865,
     {0, 0},
     "ForestRoot ForestRootSid OperationId EntryType Flags TopLevelName DnsName NetbiosName "
     "DomainSid Subject*"},
    {4866,
     {0, 0},
     "ForestRoot ForestRootSid OperationId EntryType Flags TopLevelName DnsName NetbiosName "
     "DomainSid Subject*"},
    {4867,
     {0, 0},
     "Subject* ForestRoot ForestRootSid OperationId EntryType Flags TopLevelName DnsName "
     "NetbiosName DomainSid"},
    {4868, {0, 0}, "RequestId Subject*"},
    {4869, {0, 0}, "RequestId Subject*"},
    {4870, {0, 0}, "CertificateSerialNumber RevocationReason Subject*"},
    {4871, {0, 0}, "NextUpdate NextPublishForBaseCRL NextPublishForDeltaCRL Subject*"},
    {4873,
     {0, 0},
     "RequestId ExtensionName ExtensionDataType ExtensionPolicyFlags ExtensionData Subject*"},
    {4874, {0, 0}, "RequestId Attributes Subject*"},
    {4875, {0, 0}, "Subject*"},
    {4876, {0, 0}, "BackupType Subject*"},
    {4877, {0, 0}, "Subject*"},
    {4882, {0, 0}, "SecuritySettings Subject*"},
    {4883, {0, 0}, "RequestId Subject*"},
    {4884, {0, 0}, "Certificate RequestId Subject*"},
    {4885, {0, 0}, "AuditFilter Subject*"},
    {4890, {0, 0}, "EnableRestrictedPermissions RestrictedPermissions Subject*"},
    {4891, {0, 0}, "Node Entry Value Subject*"},
    {4892, {0, 0}, "PropertyName PropertyIndex PropertyType PropertyValue Subject*"},
    {4894, {0, 0}, "RequestId Subject*"},
    {4896, {0, 0}, "TableId Filter RowsDeleted Subject*"},
};

}  // namespace

std::span<const FieldOrder> AccountFieldOrders() { return kOrders; }

}  // namespace logonloom
