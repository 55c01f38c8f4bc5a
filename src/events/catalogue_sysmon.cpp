// Sysmon. Field names: Sysmon's own event schema.
#include "events/catalogue.h"

namespace logonloom {
namespace {

using enum Slot;
using K = EventKind;
using T = FieldType;

constexpr FieldRule kShared[] = {
    {"ProcessGuid", T::kGuid, kProcessGuid},       {"SourceProcessGuid", T::kGuid, kProcessGuid},
    {"SourceProcessGUID", T::kGuid, kProcessGuid}, {"ProcessId", T::kNumber, kProcessId},
    {"SourceProcessId", T::kNumber, kProcessId},   {"Image", T::kText, kProcessName},
    {"SourceImage", T::kText, kProcessName},       {"User", T::kText, kTargetQualified},
    {"SourceUser", T::kText, kTargetQualified},
};
constexpr FieldRule kProcess[] = {
    {"CommandLine", T::kText, kCommandLine},
    {"LogonGuid", T::kGuid, kLogonGuid},
    {"LogonId", T::kNumber, kTargetLogonId},
    {"TerminalSessionId", T::kNumber, kTsSessionId},
    {"IntegrityLevel", T::kText, kIntegrity},
    {"ParentProcessGuid", T::kGuid, kParentProcessGuid},
    {"ParentProcessId", T::kNumber, kParentProcessId},
    {"ParentImage", T::kText, kParentProcessName},
};
constexpr FieldRule kConnection[] = {
    {"Initiated", T::kText, kDirection},
    {"SourceIp", T::kEndpoint, kAddress},
    {"SourceHostname", T::kText, kWorkstation},
    {"SourcePort", T::kNumber, kPort},
    {"DestinationIp", T::kEndpoint, kDestination},
    {"DestinationHostname", T::kText, kServerName},
    {"DestinationPort", T::kNumber, kDestinationPort},
};
constexpr FieldRule kObjects[] = {
    {"ImageLoaded", T::kText, kObject},    {"TargetFilename", T::kText, kObject},
    {"TargetObject", T::kText, kObject},   {"PipeName", T::kText, kObject},
    {"TargetImage", T::kText, kObject},    {"Device", T::kText, kObject},
    {"EventType", T::kText, kMessage},     {"GrantedAccess", T::kNumber, kAccessMask},
    {"Session", T::kNumber, kTsSessionId},
};
constexpr FieldRule kLookup[] = {{"QueryName", T::kText, kObject}};
constexpr FieldRule kSubscription[] = {
    {"Name", T::kText, kObject},         {"Query", T::kText, kMessage},
    {"Destination", T::kText, kMessage}, {"Consumer", T::kText, kMessage},
    {"Filter", T::kText, kObject},
};

constexpr CatalogueEntry kSysmon[] = {
    {1, K::kProcessStart, "activity", kProcess},
    {2, K::kProcessAct, "activity", kObjects},
    {3, K::kProcessConnection, "connection", kConnection},
    {5, K::kProcessEnd, "activity", {}},
    {7, K::kProcessAct, "activity", kObjects},
    {8, K::kProcessAct, "activity", kObjects},
    {9, K::kProcessAct, "activity", kObjects},
    {10, K::kProcessAct, "activity", kObjects},
    {11, K::kProcessAct, "activity", kObjects},
    {12, K::kProcessAct, "activity", kObjects},
    {13, K::kProcessAct, "activity", kObjects},
    {14, K::kProcessAct, "activity", kObjects},
    {15, K::kProcessAct, "activity", kObjects},
    {17, K::kProcessAct, "activity", kObjects},
    {18, K::kProcessAct, "activity", kObjects},
    {19, K::kWmi, "activity", kSubscription},
    {20, K::kWmi, "activity", kSubscription},
    {21, K::kWmi, "activity", kSubscription},
    {22, K::kNameLookup, "activity", kLookup},
    {23, K::kProcessAct, "activity", kObjects},
    {24, K::kProcessAct, "activity", kObjects},
    {25, K::kProcessAct, "activity", kObjects},
    {26, K::kProcessAct, "activity", kObjects},
    {27, K::kProcessAct, "activity", kObjects},
    {28, K::kProcessAct, "activity", kObjects},
    {29, K::kProcessAct, "activity", kObjects},
};

constexpr LogFamily kFamilies[] = {{"Microsoft-Windows-Sysmon", "", kSysmon, kShared}};

}  // namespace

std::span<const LogFamily> SysmonFamilies() { return kFamilies; }

}  // namespace logonloom
