// Security events from 4900: policies, shares, connections, keys. Source: the provider's event
// manifest of Windows 7 to 10.
#include "events/field_orders.h"

namespace logonloom {
namespace {

constexpr FieldOrder kOrders[] = {
    {4902, {0, 0}, "PuaCount PuaPolicyId"},
    {4904, {0, 0}, "Subject* AuditSourceName EventSourceId ProcessId ProcessName"},
    {4905, {0, 0}, "Subject* AuditSourceName EventSourceId ProcessId ProcessName"},
    {4907,
     {0, 0},
     "Subject* ObjectServer ObjectType ObjectName HandleId OldSd NewSd ProcessId ProcessName"},
    {4911,
     {0, 0},
     "Subject* ObjectServer ObjectType ObjectName HandleId OldSd NewSd ProcessId ProcessName"},
    {4912,
     {0, 0},
     "Subject* TargetUserSid CategoryId SubcategoryId SubcategoryGuid AuditPolicyChanges"},
    {4913,
     {0, 0},
     "Subject* ObjectServer ObjectType ObjectName HandleId OldSd NewSd ProcessId ProcessName"},
    {4964, {0, 0}, "Subject* LogonGuid Target* TargetLogonGuid SidList"},
    {4985, {0, 0}, "Subject* TransactionId NewState ResourceManager ProcessId ProcessName"},
    {5039, {0, 0}, "Subject* ObjectPath ObjectVirtualPath ProcessId ProcessName"},
    {5051, {0, 0}, "Subject* FileName VirtualFileName ProcessId ProcessName"},
    {5056, {0, 0}, "Subject* Module ReturnCode"},
    {5057, {0, 0}, "Subject* ProviderName AlgorithmName Reason ReturnCode"},
    {5058,
     {0, 0},
     "Subject* ProviderName AlgorithmName KeyName KeyType KeyFilePath Operation ReturnCode"},
    {5058,
     {1, 1},
     "Subject* ClientProcessId ClientCreationTime ProviderName AlgorithmName KeyName KeyType "
     "KeyFilePath Operation ReturnCode"},
    {5059, {0, 0}, "Subject* ProviderName AlgorithmName KeyName KeyType Operation ReturnCode"},
    {5059,
     {1, 1},
     "Subject* ClientProcessId ClientCreationTime ProviderName AlgorithmName KeyName KeyType "
     "Operation ReturnCode"},
    {5060, {0, 0}, "Subject* ProviderName AlgorithmName KeyName KeyType Reason ReturnCode"},
    {5061, {0, 0}, "Subject* ProviderName AlgorithmName KeyName KeyType Operation ReturnCode"},
    {5063, {0, 0}, "Subject* ProviderName ModuleName Operation ReturnCode"},
    {5064, {0, 0}, "Subject* Scope ContextName Operation ReturnCode"},
    {5065, {0, 0}, "Subject* Scope ContextName OldValue NewValue ReturnCode"},
    {5066,
     {0, 0},
     "Subject* Scope ContextName InterfaceId FunctionName Position Operation ReturnCode"},
    {5067,
     {0, 0},
     "Subject* Scope ContextName InterfaceId FunctionName OldValue NewValue ReturnCode"},
    {5068,
     {0, 0},
     "Subject* Scope ContextName InterfaceId FunctionName ProviderName Position Operation "
     "ReturnCode"},
    {5069,
     {0, 0},
     "Subject* Scope ContextName InterfaceId FunctionName PropertyName Operation Value "
     "ReturnCode"},
    {5070,
     {0, 0},
     "Subject* Scope ContextName InterfaceId FunctionName PropertyName OldValue NewValue "
     "ReturnCode"},
    {5071, {0, 0}, "Subject* SecurityDescriptor"},
    {5122, {0, 0}, "CAConfigurationId NewValue Subject*"},
    {5123, {0, 0}, "PropertyName NewValue Subject*"},
    {5124, {0, 0}, "NewSecuritySettings Subject*"},
    {5125, {0, 0}, "Subject*"},
    {5125, {1, 1}, "SerialNumber CAName Status Subject*"},
    {5136,
     {0, 0},
     "OpCorrelationID AppCorrelationID Subject* DSName DSType ObjectDN ObjectGUID ObjectClass "
     "AttributeLDAPDisplayName AttributeSyntaxOID AttributeValue OperationType"},
    {5137,
     {0, 0},
     "OpCorrelationID AppCorrelationID Subject* DSName DSType ObjectDN ObjectGUID ObjectClass"},
    {5138,
     {0, 0},
     "OpCorrelationID AppCorrelationID Subject* DSName DSType OldObjectDN NewObjectDN "
     "ObjectGUID ObjectClass"},
    {5139,
     {0, 0},
     "OpCorrelationID AppCorrelationID Subject* DSName DSType OldObjectDN NewObjectDN "
     "ObjectGUID ObjectClass"},
    {5140, {0, 0}, "Subject* IpAddress IpPort ShareName"},
    {5140,
     {1, 1},
     "Subject* ObjectType IpAddress IpPort ShareName ShareLocalPath AccessMask AccessList"},
    {5141,
     {0, 0},
     "OpCorrelationID AppCorrelationID Subject* DSName DSType ObjectDN ObjectGUID ObjectClass "
     "TreeDelete"},
    {5142, {0, 0}, "Subject* ShareName ShareLocalPath"},
    {5143,
     {0, 0},
     "Subject* ObjectType ShareName ShareLocalPath OldRemark NewRemark OldMaxUsers NewMaxUsers "
     "OldShareFlags NewShareFlags OldSD NewSD"},
    {5144, {0, 0}, "Subject* ShareName ShareLocalPath"},
    {5145,
     {0, 0},
     "Subject* ObjectType IpAddress IpPort ShareName ShareLocalPath RelativeTargetName "
     "AccessMask AccessList AccessReason"},
    {5156,
     {0, 0},
     "ProcessID Application Direction SourceAddress SourcePort DestAddress DestPort Protocol "
     "FilterRTID LayerName LayerRTID"},
    {5156,
     {1, 1},
     "ProcessID Application Direction SourceAddress SourcePort DestAddress DestPort Protocol "
     "FilterRTID LayerName LayerRTID RemoteUserID RemoteMachineID"},
    {5157,
     {0, 0},
     "ProcessID Application Direction SourceAddress SourcePort DestAddress DestPort Protocol "
     "FilterRTID LayerName LayerRTID"},
    {5157,
     {1, 1},
     "ProcessID Application Direction SourceAddress SourcePort DestAddress DestPort Protocol "
     "FilterRTID LayerName LayerRTID RemoteUserID RemoteMachineID"},
    {5158,
     {0, 0},
     "ProcessId Application SourceAddress SourcePort Protocol FilterRTID LayerName LayerRTID"},
    {5168, {0, 0}, "Subject* SpnName ErrorCode ServerNames ConfiguredNames IpAddresses"},
    {5169,
     {0, 0},
     "OpCorrelationID AppCorrelationID Subject* DSName DSType ObjectDN ObjectGUID ObjectClass "
     "AttributeLDAPDisplayName AttributeSyntaxOID AttributeValue ExpirationTime OperationType"},
    {5170,
     {0, 0},
     "OpCorrelationID AppCorrelationID Subject* DSName DSType ObjectDN ObjectGUID ObjectClass "
     "AttributeLDAPDisplayName AttributeSyntaxOID AttributeValue ExpirationTime OperationType"},
    {5376, {0, 0}, "Subject*"},
    {5376, {1, 1}, "Subject* BackupFileName ProcessCreationTime ClientProcessId"},
    {5377, {0, 0}, "Subject*"},
    {5377, {1, 1}, "Subject* BackupFileName ProcessCreationTime ClientProcessId"},
    {5378, {0, 0}, "Subject* Package UserUPN TargetServer CredType"},
    {5379,
     {0, 0},
     "Subject* TargetName Type CountOfCredentialsReturned ReadOperation ReturnCode "
     "ProcessCreationTime ClientProcessId"},
    {5380,
     {0, 0},
     "Subject* SearchString SchemaFriendlyName Schema CountOfCredentialsReturned "
     "ProcessCreationTime ClientProcessId"},
    {5381, {0, 0}, "Subject* Flags CountOfCredentialsReturned ProcessCreationTime ClientProcessId"},
    {5382,
     {0, 0},
     "Subject* SchemaFriendlyName Schema Resource Identity PackageSid Flags ReturnCode "
     "ProcessCreationTime ClientProcessId"},
    {5632,
     {0, 0},
     "SSID Identity SubjectUserName SubjectDomainName SubjectLogonId PeerMac LocalMac IntfGuid "
     "ReasonCode ReasonText ErrorCode"},
    {5632,
     {1, 1},
     "SSID Identity SubjectUserName SubjectDomainName SubjectLogonId PeerMac LocalMac IntfGuid "
     "ReasonCode ReasonText ErrorCode EAPReasonCode EapRootCauseString EAPErrorCode"},
    {5633,
     {0, 0},
     "InterfaceName Identity SubjectUserName SubjectDomainName SubjectLogonId ReasonCode "
     "ReasonText ErrorCode"},
    {5712,
     {0, 0},
     "Subject* ProcessId ProcessName RemoteIpAddress RemotePort InterfaceUuid ProtocolSequence "
     "AuthenticationService AuthenticationLevel"},
    {5888,
     {0, 0},
     "SubjectUserSid SubjectUserName SubjectUserDomainName SubjectLogonId ObjectCollectionName "
     "ObjectIdentifyingProperties ModifiedObjectProperties"},
    {5889,
     {0, 0},
     "SubjectUserSid SubjectUserName SubjectUserDomainName SubjectLogonId ObjectCollectionName "
     "ObjectIdentifyingProperties ObjectProperties"},
    {5890,
     {0, 0},
     "SubjectUserSid SubjectUserName SubjectUserDomainName SubjectLogonId ObjectCollectionName "
     "ObjectIdentifyingProperties ObjectProperties"},
    {6416, {0, 0}, "Subject* ClassId VendorIds CompatibleIds LocationInformation"},
    {6416,
     {1, 1},
     "Subject* DeviceId DeviceDescription ClassId ClassName VendorIds CompatibleIds "
     "LocationInformation"},
    {6419,
     {0, 0},
     "Subject* DeviceId DeviceDescription ClassId ClassName HardwareIds CompatibleIds "
     "LocationInformation"},
    {6420,
     {0, 0},
     "Subject* DeviceId DeviceDescription ClassId ClassName HardwareIds CompatibleIds "
     "LocationInformation"},
    {6421,
     {0, 0},
     "Subject* DeviceId DeviceDescription ClassId ClassName HardwareIds CompatibleIds "
     "LocationInformation"},
    {6422,
     {0, 0},
     "Subject* DeviceId DeviceDescription ClassId ClassName HardwareIds CompatibleIds "
     "LocationInformation"},
    {6423,
     {0, 0},
     "Subject* DeviceId DeviceDescription ClassId ClassName HardwareIds CompatibleIds "
     "LocationInformation"},
    {6424,
     {0, 0},
     "Subject* DeviceId DeviceDescription ClassId ClassName HardwareIds CompatibleIds "
     "LocationInformation"},
};

}  // namespace

std::span<const FieldOrder> PolicyFieldOrders() { return kOrders; }

}  // namespace logonloom
