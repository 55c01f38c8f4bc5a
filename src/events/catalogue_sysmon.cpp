// Sysmon. Field names: Sysmon's own event schema.
#include "events/catalogue.h"

namespace logonloom {
namespace {

using enum Slot;
using K = EventKind;
using T = FieldType;

constexpr FieldRule kProcess[] = {
    {"ProcessGuid", T::kGuid, kProcessGuid},
    {"ProcessId", T::kNumber, kProcessId},
    {"Image", T::kText, kProcessName},
    {"CommandLine", T::kText, kCommandLine},
    {"User", T::kText, kTargetQualified},
    {"LogonGuid", T::kGuid, kLogonGuid},
    {"LogonId", T::kNumber, kTargetLogonId},
    {"TerminalSessionId", T::kNumber, kTsSessionId},
    {"IntegrityLevel", T::kText, kIntegrity},
    {"ParentProcessId", T::kNumber, kParentProcessId},
    {"ParentImage", T::kText, kParentProcessName},
};

constexpr CatalogueEntry kSysmon[] = {
    {1, K::kProcessStart, "activity", kProcess},
    {5, K::kProcessEnd, "activity", kProcess},
};

constexpr LogFamily kFamilies[] = {{"Microsoft-Windows-Sysmon", "", kSysmon}};

}  // namespace

std::span<const LogFamily> SysmonFamilies() { return kFamilies; }

}  // namespace logonloom
