#include "events/slots.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <span>

#include "base/bytes.h"
#include "base/ip_address.h"
#include "base/text.h"
#include "base/time.h"
#include "events/socket_address.h"
#include "events/task_command.h"
#include "events/value_text.h"
#include "model/identifiers.h"

namespace logonloom {
namespace {

constexpr std::uint64_t kLastPort = 65535;
constexpr std::string_view kNobody = "S-1-0-0";

bool IsAbsent(std::string_view text) { return text.empty() || text == "-"; }

bool IsAbsent(const Value& value) {
  switch (value.type) {
    case ValueType::kNull:
      return true;
    case ValueType::kText:
      return IsAbsent(Trim(value.bytes));
    case ValueType::kGuid:
    case ValueType::kSid:
    case ValueType::kBinary:
      return value.bytes.empty();
    default:
      return false;
  }
}

// «DOMAIN\name»; a name without domain stays as it is.
void FillQualified(Account& account, std::string_view text, StringPool& pool) {
  const std::size_t slash = text.find('\\');
  if (slash != std::string_view::npos) {
    account.domain = pool.Intern(text.substr(0, slash));
    text.remove_prefix(slash + 1);
  }
  account.name = pool.Intern(text);
}

// 4672 and the like list privileges on lines of their own.
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

// «%{S-1-5-32-544}» of each line of a list of groups → the SID.
std::string SidList(std::string_view text) {
  std::string list = OneSpaced(text);
  std::erase_if(list, [](char c) { return c == '%' || c == '{' || c == '}'; });
  return list;
}

}  // namespace

Symbol* SymbolSlot(Event& e, Slot slot) {
  switch (slot) {
    case Slot::kSubjectSid:
      return &e.subject.sid;
    case Slot::kTargetSid:
      return &e.target.sid;
    case Slot::kPrivileges:
      return &e.privileges;
    case Slot::kDisabledPrivileges:
      return &e.disabled_privileges;
    case Slot::kGroups:
      return &e.groups;
    case Slot::kSubjectName:
      return &e.subject.name;
    case Slot::kSubjectDomain:
      return &e.subject.domain;
    case Slot::kTargetName:
      return &e.target.name;
    case Slot::kTargetDomain:
      return &e.target.domain;
    case Slot::kOutboundName:
      return &e.outbound.name;
    case Slot::kOutboundDomain:
      return &e.outbound.domain;
    case Slot::kRestrictedAdmin:
      return &e.restricted_admin;
    case Slot::kImpersonationLevel:
      return &e.impersonation_level;
    case Slot::kLogonProcess:
      return &e.logon_process;
    case Slot::kAuthPackage:
      return &e.auth_package;
    case Slot::kLmPackage:
      return &e.lm_package;
    case Slot::kWorkstation:
      return &e.workstation;
    case Slot::kAddress:
      return &e.address;
    case Slot::kSessionName:
      return &e.session_name;
    case Slot::kServerName:
      return &e.server_name;
    case Slot::kProcessName:
      return &e.process_name;
    case Slot::kParentProcessName:
      return &e.parent_process_name;
    case Slot::kCommandLine:
      return &e.command_line;
    case Slot::kTokenElevation:
      return &e.token_elevation;
    case Slot::kIntegrity:
      return &e.integrity;
    case Slot::kObject:
      return &e.object;
    case Slot::kObjectPath:
      return &e.object_path;
    case Slot::kObjectType:
      return &e.object_type;
    case Slot::kMessage:
      return &e.message;
    case Slot::kDirection:
      return &e.direction;
    default:
      return nullptr;
  }
}

namespace {

// The 32 bits of a number; nullopt if they would not hold it.
std::optional<std::uint32_t> Narrow(std::uint64_t number) {
  const auto negative = static_cast<std::int64_t>(number);
  const bool fits = number <= std::numeric_limits<std::uint32_t>::max() ||
                    (negative < 0 && negative >= std::numeric_limits<std::int32_t>::min());
  if (!fits) return std::nullopt;
  return static_cast<std::uint32_t>(number);
}

bool PutNarrow(Event& e, Slot slot, std::uint32_t number) {
  switch (slot) {
    case Slot::kLogonType:
      e.logon_type = number;
      e.has_logon_type = true;
      return true;
    case Slot::kKeyLength:
      e.key_length = number;
      return true;
    case Slot::kStatus:
      e.status = number;
      return true;
    case Slot::kSubStatus:
      e.sub_status = number;
      return true;
    case Slot::kTicketEncryption:
      e.ticket_encryption = number;
      return true;
    case Slot::kPort:
      if (number > kLastPort) return false;
      e.port = static_cast<std::uint16_t>(number);
      return true;
    case Slot::kTsSessionId:
      e.ts_session_id = number;
      return true;
    case Slot::kOtherSessionId:
      e.other_session_id = number;
      return true;
    case Slot::kReason:
      e.reason = number;
      return true;
    case Slot::kExitStatus:
      e.exit_status = number;
      return true;
    case Slot::kFlags:
      e.flags = number;
      return true;
    case Slot::kAccessMask:
      e.access_mask = number;
      return true;
    case Slot::kOldFlags:
      e.old_flags = number;
      return true;
    case Slot::kDestinationPort:
      if (number > kLastPort) return false;
      e.destination_port = static_cast<std::uint16_t>(number);
      return true;
    case Slot::kProtocol:
      e.protocol = number;
      return true;
    case Slot::kBootId:
      e.boot_id = number;
      return true;
    case Slot::kDuration:
      e.duration_s = number;
      return true;
    default:
      return false;
  }
}

bool FillNumber(Event& e, Slot slot, const Value& value) {
  const auto number = ValueNumber(value);
  if (!number) return false;
  switch (slot) {
    case Slot::kSubjectLogonId:
      e.subject_logon_id = *number;
      return true;
    case Slot::kTargetLogonId:
      e.target_logon_id = *number;
      return true;
    case Slot::kLinkedLogonId:
      e.linked_logon_id = *number;
      return true;
    case Slot::kProcessId:
      e.process_id = *number;
      return true;
    case Slot::kParentProcessId:
      e.parent_process_id = *number;
      return true;
    case Slot::kHandleId:
      e.handle_id = *number;
      return true;
    default:
      break;
  }
  const auto narrow = Narrow(*number);
  return narrow && PutNarrow(e, slot, *narrow);
}

bool FillTime(Event& e, Slot slot, const Value& value) {
  const auto time = ValueTime(value);
  if (!time) return false;
  (slot == Slot::kPreviousTime ? e.previous_time : e.new_time) = *time;
  return true;
}

bool FillYesNo(Event& e, Slot slot, std::string_view text) {
  const bool yes = text == "%%1842" || EqualsIgnoreCase(text, "true");
  const bool no = text == "%%1843" || EqualsIgnoreCase(text, "false");
  if (!yes && !no) return false;
  if (slot == Slot::kElevated) e.elevated = yes;
  if (slot == Slot::kVirtualAccount) e.virtual_account = yes;
  if (slot == Slot::kLastShutdownGood) e.last_shutdown_good = yes;
  return true;
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
  if (!bytes) return false;
  constexpr std::size_t kUtcOffset = 16;             // local time stands at 0
  if (bytes->size() < kUtcOffset + 16) return true;  // short forms of older systems have none
  e.new_time = SystemTimeAt(std::as_bytes(std::span(bytes->data(), bytes->size())), kUtcOffset);
  return e.new_time.has_value();
}

void Put(Event& e, Slot slot, Symbol symbol) {
  Symbol* const place = SymbolSlot(e, slot);
  if (place != nullptr && !symbol.empty()) *place = symbol;
}

struct Endpoint {
  std::string_view host;
  std::uint16_t port = 0;
};

// «a.b.c.d:port», «[a::b]:port» and, as RdpCoreTS writes UDP, «[a.b.c.d]:port»; the brackets may
// stand without a port. nullopt for anything else.
std::optional<Endpoint> SplitEndpoint(std::string_view text) {
  const bool bracketed = text.front() == '[';
  const std::size_t end = bracketed ? text.find(']') : text.find(':');
  if (end == std::string_view::npos) return std::nullopt;
  const Endpoint host{text.substr(bracketed, end - bracketed)};
  if (!ParseIpAddress(host.host)) return std::nullopt;
  text.remove_prefix(end + bracketed);
  if (text.empty()) return host;
  const auto port = text.front() == ':' ? ParseUnsigned(text.substr(1)) : std::nullopt;
  if (!port || *port > kLastPort) return std::nullopt;
  return Endpoint{host.host, static_cast<std::uint16_t>(*port)};
}

}  // namespace

bool SlotFiller::FillText(Event& e, Slot slot, std::string_view text) {
  if (slot == Slot::kTargetAny && IsSidText(text)) {
    e.target.sid = pool_.Intern(text);
  } else if (slot == Slot::kSubjectQualified) {
    FillQualified(e.subject, text, pool_);
  } else if (slot == Slot::kTargetQualified || slot == Slot::kTargetAny) {
    FillQualified(e.target, text, pool_);
  } else if (slot == Slot::kCaller) {
    FillCaller(e, text);
  } else if (slot == Slot::kShell) {
    FillShell(e, text);
  } else {
    Put(e, slot, SymbolOfText(slot, text));
  }
  return true;
}

Symbol SlotFiller::SymbolOfText(Slot slot, std::string_view text) {
  switch (slot) {
    case Slot::kPrivileges:
    case Slot::kDisabledPrivileges:
      return pool_.Intern(OneSpaced(text));
    case Slot::kGroups:
      return pool_.Intern(SidList(text));
    default:
      return pool_.Intern(text);
  }
}

std::optional<Symbol> SlotFiller::SymbolOfSid(const Value& value) {
  Symbol text;
  if (value.type == ValueType::kSid) {
    const SidMemo::Sid& sid = sids_.At(value.bytes);
    if (!sid.has_form) return std::nullopt;
    text = sid.text;
  } else {
    const std::string_view plain = PlainText(value, scratch_);
    if (!IsSidText(plain)) return std::nullopt;
    text = pool_.Intern(plain);
  }
  return text.view() == kNobody ? Symbol() : text;
}

std::optional<Symbol> SlotFiller::SymbolOf(Slot slot, FieldType type, const Value& value) {
  if (IsAbsent(value)) return Symbol();
  return type == FieldType::kSid ? SymbolOfSid(value) : SymbolOfText(slot, TextOf(value));
}

std::string_view SlotFiller::TextOf(const Value& value) {
  return value.type == ValueType::kSid ? sids_.At(value.bytes).text.view()
                                       : PlainText(value, scratch_);
}

bool SlotFiller::FillSid(Event& e, Slot slot, const Value& value) {
  const auto sid = SymbolOfSid(value);
  if (sid) Put(e, slot, *sid);
  return sid.has_value();
}

// Keys of other names belong to nobody.
void SlotFiller::FillSidKey(Event& e, Slot slot, std::string_view text) {
  FillSid(e, slot, {ValueType::kText, 0, text.substr(0, text.find("_Classes"))});
}

bool SlotFiller::FillGuid(Event& e, Slot slot, const Value& value) {
  char bytes[kGuidSize];
  std::string_view stored = value.bytes;
  if (value.type != ValueType::kGuid) {
    if (!ReadGuid(PlainText(value, scratch_), bytes)) return false;
    stored = {bytes, kGuidSize};
  }
  constexpr char kNone[kGuidSize] = {};
  if (stored == std::string_view(kNone, kGuidSize)) return true;
  char text[kLongestIdentifier];
  const std::size_t size = WriteGuid(stored, text);
  if (size == 0) return false;
  std::transform(text, text + size, text,
                 [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c; });
  const Symbol guid = pool_.Intern({text, size});
  if (slot == Slot::kLogonGuid) e.logon_guid = guid;
  if (slot == Slot::kProcessGuid) e.process_guid = guid;
  if (slot == Slot::kParentProcessGuid) e.parent_process_guid = guid;
  return true;
}

// What has no port, or is no address («LOCAL» and its translations), stays as it is.
void SlotFiller::FillEndpoint(Event& e, Slot slot, std::string_view text) {
  const auto endpoint = SplitEndpoint(text);
  (slot == Slot::kDestination ? e.destination : e.address) =
      pool_.Intern(endpoint ? endpoint->host : text);
  if (slot == Slot::kDestination) return;  // its port is a field of its own
  if (endpoint && endpoint->port != 0) e.port = endpoint->port;
}

// «C:\Windows\system32\winlogon.exe (WS01)», or where another machine asked for it
// «wininit.exe (10.0.0.5)»
void SlotFiller::FillCaller(Event& e, std::string_view text) {
  e.process_name = pool_.Intern(text);
  const std::size_t open = text.rfind(" (");
  if (open == std::string_view::npos || !text.ends_with(')')) return;
  const std::string_view machine = text.substr(open + 2, text.size() - open - 3);
  if (ParseIpAddress(machine)) e.address = pool_.Intern(machine);
}

// «http://…/Microsoft.PowerShell (EXAMPLE\alice clientIP: 10.0.0.5)»
void SlotFiller::FillShell(Event& e, std::string_view text) {
  constexpr std::string_view kClient = " clientIP: ";
  const std::size_t open = text.find(" ("), client = text.find(kClient);
  e.object = pool_.Intern(text.substr(0, open));
  if (open == std::string_view::npos || client == std::string_view::npos || client < open) return;
  FillQualified(e.target, text.substr(open + 2, client - open - 2), pool_);
  std::string_view address = text.substr(client + kClient.size());
  FillEndpoint(e, Slot::kAddress, address.substr(0, address.rfind(')')));
}

bool SlotFiller::FillSocketAddress(Event& e, const Value& value) {
  const auto raw = ValueBytes(value);
  if (!raw) return false;
  const auto endpoint = SocketAddressAt(std::as_bytes(std::span(raw->data(), raw->size())));
  if (!endpoint) return false;
  e.address = pool_.Intern(endpoint->host);
  e.port = endpoint->port;
  return true;
}

bool SlotFiller::Fill(Event& event, Slot slot, FieldType type, const Value& value) {
  if (slot == Slot::kIgnore || IsAbsent(value)) return true;
  switch (type) {
    case FieldType::kText:
      return FillText(event, slot, TextOf(value));
    case FieldType::kNumber:
      return FillNumber(event, slot, value);
    case FieldType::kSid:
      return FillSid(event, slot, value);
    case FieldType::kGuid:
      return FillGuid(event, slot, value);
    case FieldType::kTime:
      return FillTime(event, slot, value);
    case FieldType::kYesNo:
      return FillYesNo(event, slot, TextOf(value));
    case FieldType::kEndpoint:
      FillEndpoint(event, slot, TextOf(value));
      return true;
    case FieldType::kSocketAddress:
      return FillSocketAddress(event, value);
    case FieldType::kTaskDefinition:
      return FillText(event, slot, TaskCommand(std::string(TextOf(value))));
    case FieldType::kSidKey:
      FillSidKey(event, slot, TextOf(value));
      return true;
    case FieldType::kBinary:
      return FillLastAlive(event, value);
  }
  return false;
}

}  // namespace logonloom
