// The places of an Event that fields of records go to, and how a value is read for each.
#pragma once

#include <cstdint>
#include <string_view>

#include "logonloom/event.h"

namespace logonloom {

// One per member of Event that a field can fill; the names are those of the members.
enum class Slot : std::uint8_t {
  kSubjectName, kSubjectDomain, kSubjectSid, kSubjectLogonId,
  kTargetName, kTargetDomain, kTargetSid, kTargetLogonId,
  kTargetQualified,  // DOMAIN\name in one field
  kLinkedLogonId, kOutboundName, kOutboundDomain, kLogonGuid, kElevated, kVirtualAccount,
  kRestrictedAdmin, kImpersonationLevel, kLogonType, kLogonProcess, kAuthPackage, kLmPackage,
  kKeyLength, kStatus, kSubStatus, kPrivileges, kWorkstation, kAddress, kPort, kSessionName,
  kTsSessionId, kOtherSessionId, kReason, kServerName, kProcessId, kParentProcessId, kProcessName,
  kParentProcessName, kCommandLine, kTokenElevation, kIntegrity, kProcessGuid, kExitStatus,
  kObject, kObjectPath, kAccessMask, kPreviousTime, kNewTime,
  kLastAlive,        // 6008's binary: SYSTEMTIME in UTC at byte 16
  kIgnore,           // known, but correlation has no use for it
};

// How a field's value is to be read. Both typed values and their text forms are accepted.
enum class FieldType : std::uint8_t {
  kText, kNumber, kSid, kGuid, kTime,
  kYesNo,  // %%1842 yes, %%1843 no
  kBinary,
};

// Puts `value` into its slot. «-», empty, NULL SIDs and all-zero GUIDs leave the slot empty.
// Returns false if the value is not of the type; the slot is left empty then.
bool Fill(Event& event, Slot slot, FieldType type, const Value& value, StringPool& pool);

}  // namespace logonloom
