// What programs and services did: scripts, WMI, transfers, malware found, firewall, printing.
// Field names: the providers' event manifests; «#n» where events have none.
#include "events/catalogue.h"

namespace logonloom {
namespace {

using enum Slot;
using K = EventKind;
using T = FieldType;

constexpr FieldRule kScriptFields[] = {
    {"ScriptBlockText", T::kText, kMessage},
    {"Path", T::kText, kObject},
    {"Payload", T::kText, kMessage},
};
// The last of the nameless texts tells the program that runs the engine and its command line.
constexpr FieldRule kEngineFields[] = {{"#2", T::kText, kMessage}};
constexpr FieldRule kPipelineFields[] = {
    {"#0", T::kText, kObject},
    {"#1", T::kText, kMessage},
};
constexpr FieldRule kWmiProvider[] = {
    {"ProviderName", T::kText, kObject},
    {"HostProcess", T::kText, kProcessName},
    {"ProcessID", T::kNumber, kProcessId},
    {"ProviderPath", T::kText, kObjectPath},
};
constexpr FieldRule kWmiQuery[] = {
    {"ClientMachine", T::kText, kWorkstation},
    {"User", T::kText, kTargetAny},
    {"ClientProcessId", T::kNumber, kProcessId},
    {"Processid", T::kNumber, kProcessId},
    {"ProcessId", T::kNumber, kProcessId},
    {"Operation", T::kText, kMessage},
    {"ResultCode", T::kNumber, kStatus},
    {"NamespaceName", T::kText, kObject},
    {"Query", T::kText, kMessage},
};
constexpr FieldRule kWmiBinding[] = {
    {"Namespace", T::kText, kObject},
    {"CONSUMER", T::kText, kObjectPath},
    {"PossibleCause", T::kText, kMessage},
};
constexpr FieldRule kJobOld[] = {
    {"#0", T::kText, kObject},
    {"#1", T::kText, kTargetQualified},
};
constexpr FieldRule kJob[] = {
    {"jobTitle", T::kText, kObject},
    {"jobOwner", T::kText, kTargetQualified},
    {"processPath", T::kText, kProcessName},
    {"processId", T::kNumber, kProcessId},
    {"#0", T::kText, kObject},
    {"#2", T::kText, kTargetQualified},
    {"#3", T::kText, kProcessName},
    {"#4", T::kNumber, kProcessId},
};
constexpr FieldRule kJobDone[] = {
    {"User", T::kText, kTargetQualified},
    {"jobTitle", T::kText, kObject},
    {"#0", T::kText, kTargetQualified},
    {"#1", T::kText, kObject},
};
constexpr FieldRule kJobUrl[] = {
    {"name", T::kText, kObject},
    {"url", T::kText, kObjectPath},
    {"#1", T::kText, kObject},
    {"#3", T::kText, kObjectPath},
};
constexpr FieldRule kThreat[] = {
    {"Threat Name", T::kText, kObject},
    {"Path", T::kText, kObjectPath},
    {"Process Name", T::kText, kProcessName},
    {"Detection User", T::kText, kTargetQualified},
};
constexpr FieldRule kRule[] = {
    {"RuleName", T::kText, kObject},
    {"ApplicationPath", T::kText, kObjectPath},
    {"ModifyingUser", T::kSid, kTargetSid},
    {"ModifyingApplication", T::kText, kProcessName},
    {"SettingValueString", T::kText, kMessage},
};
// 307 numbers its parameters: document, user, client and printer behind the job's number.
constexpr FieldRule kPrintJob[] = {
    {"Param2", T::kText, kObject},
    {"Param3", T::kText, kTargetQualified},
    {"Param4", T::kText, kWorkstation},
    {"Param5", T::kText, kObjectPath},
};
constexpr FieldRule kPrinter[] = {
    {"Param1", T::kText, kObject},
    {"Param2", T::kText, kObjectPath},
    {"PluginDllName", T::kText, kObject},
    {"NewDefaultPrinter", T::kText, kObject},
};

constexpr CatalogueEntry kPowerShell[] = {
    {4100, K::kScript, "activity", kScriptFields},
    {4103, K::kScript, "activity", kScriptFields},
    {4104, K::kScript, "activity", kScriptFields},
};
constexpr CatalogueEntry kClassic[] = {
    {400, K::kScript, "activity", kEngineFields},
    {403, K::kScript, "activity", kEngineFields},
    {600, K::kScript, "activity", kEngineFields},
    {800, K::kScript, "activity", kPipelineFields},
};
constexpr CatalogueEntry kWmiActivity[] = {
    {5857, K::kWmi, "activity", kWmiProvider}, {5858, K::kWmi, "activity", kWmiQuery},
    {5859, K::kWmi, "activity", kWmiQuery},    {5860, K::kWmi, "activity", kWmiQuery},
    {5861, K::kWmi, "activity", kWmiBinding},
};
constexpr CatalogueEntry kBits[] = {
    {3, K::kTransfer, "activity", kJobOld, {0, 1}}, {3, K::kTransfer, "activity", kJob, {2}},
    {4, K::kTransfer, "activity", kJobDone},        {5, K::kTransfer, "activity", kJobDone},
    {59, K::kTransfer, "activity", kJobUrl},        {60, K::kTransfer, "activity", kJobUrl},
    {61, K::kTransfer, "activity", kJobUrl},
};
constexpr CatalogueEntry kDefender[] = {
    {1116, K::kThreatFound, "activity", kThreat},
    {1117, K::kThreatFound, "activity", kThreat},
};
constexpr CatalogueEntry kFirewall[] = {
    {2003, K::kFirewallChanged, "activity", kRule}, {2004, K::kFirewallChanged, "activity", kRule},
    {2005, K::kFirewallChanged, "activity", kRule}, {2006, K::kFirewallChanged, "activity", kRule},
    {2033, K::kFirewallChanged, "activity", kRule},
};
constexpr CatalogueEntry kPrint[] = {
    {307, K::kPrinted, "activity", kPrintJob}, {316, K::kPrinted, "activity", kPrinter},
    {354, K::kPrinted, "activity", kPrinter},  {808, K::kPrinted, "activity", kPrinter},
    {823, K::kPrinted, "activity", kPrinter},
};

constexpr LogFamily kFamilies[] = {
    {"Microsoft-Windows-PowerShell", "", kPowerShell},
    {"PowerShellCore", "", kPowerShell},
    {"PowerShell", "", kClassic},
    {"Microsoft-Windows-WMI-Activity", "", kWmiActivity},
    {"Microsoft-Windows-Bits-Client", "", kBits},
    {"Microsoft-Windows-Windows Defender", "", kDefender},
    {"Microsoft-Windows-Windows Firewall With Advanced Security", "", kFirewall},
    {"Microsoft-Windows-PrintService", "", kPrint},
};

}  // namespace

std::span<const LogFamily> ActivityFamilies() { return kFamilies; }

}  // namespace logonloom
