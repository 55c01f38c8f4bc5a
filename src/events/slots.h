// The places of an Event that fields of records go to, and how a value is read for each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "events/sid_memo.h"
#include "logonloom/event.h"

namespace logonloom {

// One per member of Event that a field can fill; the names are those of the members.
enum class Slot : std::uint8_t {
  kSubjectName,
  kSubjectDomain,
  kSubjectSid,
  kSubjectLogonId,
  kSubjectQualified,  // DOMAIN\name in one field
  kTargetName,
  kTargetDomain,
  kTargetSid,
  kTargetLogonId,
  kTargetQualified,  // DOMAIN\name in one field
  kTargetAny,        // a SID, or DOMAIN\name
  kLinkedLogonId,
  kOutboundName,
  kOutboundDomain,
  kLogonGuid,
  kElevated,
  kVirtualAccount,
  kRestrictedAdmin,
  kImpersonationLevel,
  kLogonType,
  kLogonProcess,
  kAuthPackage,
  kLmPackage,
  kKeyLength,
  kStatus,
  kSubStatus,
  kTicketEncryption,
  kPrivileges,
  kDisabledPrivileges,
  kGroups,
  kWorkstation,
  kAddress,
  kPort,
  kSessionName,
  kTsSessionId,
  kOtherSessionId,
  kReason,
  kServerName,
  kDestination,
  kDestinationPort,
  kDirection,
  kProtocol,
  kProcessId,
  kParentProcessId,
  kProcessName,
  kParentProcessName,
  kCommandLine,
  kTokenElevation,
  kIntegrity,
  kProcessGuid,
  kParentProcessGuid,
  kExitStatus,
  kFlags,
  kObject,
  kObjectPath,
  kObjectType,
  kAccessMask,
  kOldFlags,
  kHandleId,
  kPreviousTime,
  kNewTime,
  kLastShutdownGood,
  kDuration,
  kBootId,
  kMessage,
  kCaller,     // System 1074: kProcessName, and kAddress of «program (address)»
  kShell,      // WinRM 91: kObject, and in newer builds «(DOMAIN\name clientIP: address)»
  kLastAlive,  // 6008's binary: SYSTEMTIME in UTC at byte 16
  kIgnore,     // known, but correlation has no use for it
};

// How a field's value is to be read. Both typed values and their text forms are accepted.
enum class FieldType : std::uint8_t {
  kText,
  kNumber,  // decimal, or hex with 0x, of up to 64 bits; slots of 32 bits take no more than 32
  kSid,
  kGuid,  // with or without braces
  kTime,
  kYesNo,     // %%1842 or true; %%1843 or false
  kEndpoint,  // an address, with or without a port: a.b.c.d:port, [a::b]:port
  kBinary,
  kSocketAddress,  // bytes of a sockaddr_in or sockaddr_in6
  kTaskDefinition,  // a scheduled task's XML: the command line that it runs
  kSidKey,         // the name of a user's registry hive: a SID, with or without _Classes
};

// Where the event keeps what is one text or SID; nullptr for slots of another nature.
Symbol* SymbolSlot(Event& event, Slot slot);

// Puts values of fields into the slots of events. Not thread-safe.
class SlotFiller {
 public:
  // `pool` and `sids` must outlive the filler.
  SlotFiller(StringPool& pool, SidMemo& sids) : pool_(pool), sids_(sids) {}
  // «-», empty, NULL SIDs and all-zero GUIDs leave the slot as it is. Returns false if the value
  // is not of the type; the slot is left as it is then, too.
  bool Fill(Event& event, Slot slot, FieldType type, const Value& value);
  // What Fill puts into a slot that SymbolSlot knows, of a field of text or a SID: empty if it
  // leaves the slot as it is, nullopt if the value is not of the type.
  std::optional<Symbol> SymbolOf(Slot slot, FieldType type, const Value& value);

 private:
  bool FillText(Event& event, Slot slot, std::string_view text);
  std::string_view TextOf(const Value& value);
  Symbol SymbolOfText(Slot slot, std::string_view text);
  std::optional<Symbol> SymbolOfSid(const Value& value);
  bool FillSid(Event& event, Slot slot, const Value& value);
  void FillSidKey(Event& event, Slot slot, std::string_view text);
  bool FillGuid(Event& event, Slot slot, const Value& value);
  void FillEndpoint(Event& event, Slot slot, std::string_view text);
  void FillCaller(Event& event, std::string_view text);
  void FillShell(Event& event, std::string_view text);
  bool FillSocketAddress(Event& event, const Value& value);

  StringPool& pool_;
  SidMemo& sids_;
  std::string scratch_;
};

}  // namespace logonloom
