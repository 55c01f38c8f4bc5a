#include "events/slots.h"

#include <span>

#include "base/bytes.h"
#include "base/ip_address.h"
#include "base/text.h"
#include "base/time.h"
#include "events/value_text.h"

namespace logonloom {
namespace {

bool IsAbsent(std::string_view text) { return text.empty() || text == "-"; }

// «DOMAIN\name»; a name without domain stays as it is.
void FillQualified(Account& account, std::string_view text, StringPool& pool) {
  const std::size_t slash = text.find('\\');
  if (slash != std::string_view::npos) {
    account.domain = pool.Intern(text.substr(0, slash));
    text.remove_prefix(slash + 1);
  }
  account.name = pool.Intern(text);
}

// 4672 lists privileges on lines of their own.
std::string OneSpaced(std::string_view text) {
  std::string words;
  bool space = false;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank && space && !words.empty()) words += ' ';
    if (!blank) words += c;
    space = blank;
  }
  return words;
}

Symbol* TextSlot(Event& e, Slot slot) {
  switch (slot) {
    case Slot::kSubjectName: return &e.subject.name;
    case Slot::kSubjectDomain: return &e.subject.domain;
    case Slot::kTargetName: return &e.target.name;
    case Slot::kTargetDomain: return &e.target.domain;
    case Slot::kOutboundName: return &e.outbound.name;
    case Slot::kOutboundDomain: return &e.outbound.domain;
    case Slot::kRestrictedAdmin: return &e.restricted_admin;
    case Slot::kImpersonationLevel: return &e.impersonation_level;
    case Slot::kLogonProcess: return &e.logon_process;
    case Slot::kAuthPackage: return &e.auth_package;
    case Slot::kLmPackage: return &e.lm_package;
    case Slot::kWorkstation: return &e.workstation;
    case Slot::kAddress: return &e.address;
    case Slot::kSessionName: return &e.session_name;
    case Slot::kServerName: return &e.server_name;
    case Slot::kProcessName: return &e.process_name;
    case Slot::kParentProcessName: return &e.parent_process_name;
    case Slot::kCommandLine: return &e.command_line;
    case Slot::kTokenElevation: return &e.token_elevation;
    case Slot::kIntegrity: return &e.integrity;
    case Slot::kObject: return &e.object;
    case Slot::kObjectPath: return &e.object_path;
    default: return nullptr;
  }
}

bool FillText(Event& e, Slot slot, std::string_view text, StringPool& pool) {
  if (IsAbsent(text)) return true;
  if (slot == Slot::kTargetQualified) {
    FillQualified(e.target, text, pool);
  } else if (slot == Slot::kPrivileges) {
    e.privileges = pool.Intern(OneSpaced(text));
  } else if (slot == Slot::kAddress) {
    e.address = pool.Intern(text);
    const auto address = ParseIpAddress(text);
    if (address && address->port != 0 && e.port == 0) e.port = address->port;
  } else if (Symbol* symbol = TextSlot(e, slot)) {
    *symbol = pool.Intern(text);
  }
  return true;
}

void PutNumber(Event& e, Slot slot, std::uint64_t number) {
  const auto narrow = static_cast<std::uint32_t>(number);
  switch (slot) {
    case Slot::kSubjectLogonId: e.subject_logon_id = number; break;
    case Slot::kTargetLogonId: e.target_logon_id = number; break;
    case Slot::kLinkedLogonId: e.linked_logon_id = number; break;
    case Slot::kLogonType: e.logon_type = narrow; e.has_logon_type = true; break;
    case Slot::kKeyLength: e.key_length = narrow; break;
    case Slot::kStatus: e.status = narrow; break;
    case Slot::kSubStatus: e.sub_status = narrow; break;
    case Slot::kPort: e.port = narrow; break;
    case Slot::kTsSessionId: e.ts_session_id = narrow; break;
    case Slot::kOtherSessionId: e.other_session_id = narrow; break;
    case Slot::kReason: e.reason = narrow; break;
    case Slot::kProcessId: e.process_id = number; break;
    case Slot::kParentProcessId: e.parent_process_id = number; break;
    case Slot::kExitStatus: e.exit_status = narrow; break;
    case Slot::kAccessMask: e.access_mask = narrow; break;
    default: break;
  }
}

bool FillNumber(Event& e, Slot slot, const Value& value) {
  if (value.type == ValueType::kNull) return true;
  if (value.type == ValueType::kText && IsAbsent(Trim(value.bytes))) return true;
  const auto number = ValueNumber(value);
  if (!number) return false;
  PutNumber(e, slot, *number);
  return true;
}

bool FillSid(Event& e, Slot slot, std::string_view text, StringPool& pool) {
  if (IsAbsent(text) || text == "S-1-0-0") return true;
  if (!text.starts_with("S-1-")) return false;
  if (slot == Slot::kSubjectSid) e.subject.sid = pool.Intern(text);
  if (slot == Slot::kTargetSid) e.target.sid = pool.Intern(text);
  if (slot == Slot::kIntegrity) e.integrity = pool.Intern(text);
  return true;
}

bool FillGuid(Event& e, Slot slot, std::string_view text, StringPool& pool) {
  if (IsAbsent(text)) return true;
  if (text.size() != 38 || text.front() != '{') return false;
  if (text.find_first_not_of("{}-0") == std::string_view::npos) return true;
  if (slot == Slot::kLogonGuid) e.logon_guid = pool.Intern(ToLower(text));
  if (slot == Slot::kProcessGuid) e.process_guid = pool.Intern(ToLower(text));
  return true;
}

bool FillTime(Event& e, Slot slot, const Value& value) {
  if (value.type == ValueType::kNull) return true;
  const auto time = ValueTime(value);
  if (!time) return false;
  (slot == Slot::kPreviousTime ? e.previous_time : e.new_time) = *time;
  return true;
}

bool FillYesNo(Event& e, Slot slot, std::string_view text) {
  std::optional<bool>& flag = slot == Slot::kElevated ? e.elevated : e.virtual_account;
  if (text == "%%1842" || EqualsIgnoreCase(text, "Yes")) flag = true;
  if (text == "%%1843" || EqualsIgnoreCase(text, "No")) flag = false;
  return flag.has_value() || IsAbsent(text);
}

// A SYSTEMTIME: eight 16-bit words, the third being the day of the week.
std::optional<FileTime> SystemTimeAt(Bytes bytes, std::size_t offset) {
  int words[8] = {};
  for (std::size_t i = 0; i < 8; ++i) {
    const auto word = ReadInt<std::uint16_t>(bytes, offset + 2 * i);
    if (!word) return std::nullopt;
    words[i] = *word;
  }
  return FromCivil(words[0], words[1], words[3], words[4], words[5], words[6],
                   std::int64_t{words[7]} * 10'000);
}

bool FillLastAlive(Event& e, const Value& value) {
  const auto bytes = ValueBytes(value);
  if (!bytes) return value.type == ValueType::kNull;
  constexpr std::size_t kUtcOffset = 16;  // local time stands at 0
  if (bytes->size() < kUtcOffset + 16) return true;  // short forms of older systems have none
  e.new_time = SystemTimeAt(std::as_bytes(std::span(bytes->data(), bytes->size())), kUtcOffset);
  return e.new_time.has_value();
}

}  // namespace

bool Fill(Event& event, Slot slot, FieldType type, const Value& value, StringPool& pool) {
  if (slot == Slot::kIgnore) return true;
  switch (type) {
    case FieldType::kText:
      return FillText(event, slot, ValueText(value), pool);
    case FieldType::kNumber:
      return FillNumber(event, slot, value);
    case FieldType::kSid:
      return FillSid(event, slot, ValueText(value), pool);
    case FieldType::kGuid:
      return FillGuid(event, slot, ValueText(value), pool);
    case FieldType::kTime:
      return FillTime(event, slot, value);
    case FieldType::kYesNo:
      return FillYesNo(event, slot, ValueText(value));
    case FieldType::kBinary:
      return FillLastAlive(event, value);
  }
  return false;
}

}  // namespace logonloom
