#include "evtx/system_properties.h"

#include <optional>

#include "base/text.h"
#include "base/time.h"
#include "model/identifiers.h"
#include "model/value_text.h"

namespace logonloom::evtx {
namespace {

std::optional<std::uint64_t> Number(const Value& value) {
  switch (value.type) {
    case ValueType::kInt:
    case ValueType::kUint:
    case ValueType::kHex:
    case ValueType::kBool:
      return value.number;
    case ValueType::kText:
      return ParseUnsigned(value.bytes);
    default:
      return std::nullopt;
  }
}

std::optional<FileTime> Time(const Value& value) {
  if (value.type == ValueType::kFileTime) return FileTime{static_cast<std::int64_t>(value.number)};
  return value.type == ValueType::kText ? ParseTime(value.bytes) : std::nullopt;
}

// As text; the text forms of GUIDs and SIDs are made in place, once per record and value.
std::string_view Text(const Value& value, TextArena& texts) {
  if (value.type == ValueType::kText) return value.bytes;
  char* const begin = texts.Reserve(kLongestIdentifier);
  if (value.type == ValueType::kGuid) return texts.Commit(WriteGuid(value.bytes, begin));
  if (value.type == ValueType::kSid) return texts.Commit(WriteSid(value.bytes, begin));
  return texts.Copy(ValueText(value));
}

std::string_view UpperText(const Value& value, TextArena& texts) {
  return value.type == ValueType::kText ? texts.Copy(ToUpper(value.bytes)) : Text(value, texts);
}

}  // namespace

std::string_view* TextOf(Property property, SystemProperties& system) {
  switch (property) {
    case Property::kProviderName:
      return &system.provider;
    case Property::kProviderGuid:
      return &system.provider_guid;
    case Property::kActivityId:
      return &system.activity_id;
    case Property::kRelatedActivityId:
      return &system.related_activity_id;
    case Property::kChannel:
      return &system.channel;
    case Property::kComputer:
      return &system.computer;
    case Property::kUserSid:
      return &system.user_sid;
    default:
      return nullptr;
  }
}

void SetProperty(Property property, const Value& value, TextArena& texts,
                 SystemProperties& system) {
  if (value.type == ValueType::kNull) return;
  if (property == Property::kTimeCreated) {
    system.time_created = Time(value);
    return;
  }
  if (const auto number = Number(value); number && SetProperty(property, *number, system)) return;
  switch (property) {
    case Property::kProviderName:
      system.provider = Text(value, texts);
      break;
    case Property::kEventSourceName:
      if (system.provider.empty()) system.provider = Text(value, texts);
      break;
    case Property::kProviderGuid:
      system.provider_guid = Text(value, texts);
      break;
    case Property::kActivityId:
      system.activity_id = UpperText(value, texts);
      break;
    case Property::kRelatedActivityId:
      system.related_activity_id = UpperText(value, texts);
      break;
    case Property::kChannel:
      system.channel = Trim(Text(value, texts));
      break;
    case Property::kComputer:
      system.computer = Trim(Text(value, texts));
      break;
    case Property::kUserSid:
      system.user_sid = Text(value, texts);
      break;
    default:
      break;
  }
}

}  // namespace logonloom::evtx
