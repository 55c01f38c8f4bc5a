#include "evtx/substitutions.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/time.h"
#include "evtx/utf16.h"

namespace logonloom::evtx {
namespace {

constexpr std::int64_t kTicksPerMillisecond = 10'000;

std::string_view AsText(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void Set(Value& value, ValueType type, std::uint64_t number, std::string_view bytes) {
  value.type = type;
  value.number = number;
  value.bytes = bytes;
}

void Raw(Bytes bytes, Value& value) { Set(value, ValueType::kBinary, 0, AsText(bytes)); }

template <typename T>
std::uint64_t Load(const std::byte* data) {
  T number;
  std::memcpy(&number, data, sizeof number);
  return static_cast<std::uint64_t>(number);
}

// Little-endian; whatever size the number has counts, not the one that its type should have.
void Unsigned(Bytes bytes, ValueType type, Value& value) {
  switch (bytes.size()) {
    case 1:
      return Set(value, type, Load<std::uint8_t>(bytes.data()), {});
    case 2:
      return Set(value, type, Load<std::uint16_t>(bytes.data()), {});
    case 4:
      return Set(value, type, Load<std::uint32_t>(bytes.data()), {});
    case 8:
      return Set(value, type, Load<std::uint64_t>(bytes.data()), {});
    default:
      return Raw(bytes, value);
  }
}

void Signed(Bytes bytes, Value& value) {
  switch (bytes.size()) {
    case 1:
      return Set(value, ValueType::kInt, Load<std::int8_t>(bytes.data()), {});
    case 2:
      return Set(value, ValueType::kInt, Load<std::int16_t>(bytes.data()), {});
    case 4:
      return Set(value, ValueType::kInt, Load<std::int32_t>(bytes.data()), {});
    case 8:
      return Set(value, ValueType::kInt, Load<std::int64_t>(bytes.data()), {});
    default:
      return Raw(bytes, value);
  }
}

void Real(Bytes bytes, Value& value) {
  if (bytes.size() != sizeof(float) && bytes.size() != sizeof(double)) return Raw(bytes, value);
  Unsigned(bytes, ValueType::kReal, value);
  if (bytes.size() == sizeof(double)) return;
  const auto single = std::bit_cast<float>(static_cast<std::uint32_t>(value.number));
  value.number = std::bit_cast<std::uint64_t>(double{single});
}

void SystemTime(Bytes bytes, Value& value) {
  if (bytes.size() != 16) return Raw(bytes, value);
  const auto part = [bytes](std::size_t index) {
    return int{ReadInt<std::uint16_t>(bytes, 2 * index).value_or(0)};
  };
  // Year, month, day of week, day, hour, minute, second, millisecond.
  const auto time = FromCivil(part(0), part(1), part(3), part(4), part(5), part(6),
                              part(7) * kTicksPerMillisecond);
  if (!time || part(7) > 999) return Raw(bytes, value);
  Set(value, ValueType::kFileTime, static_cast<std::uint64_t>(time->ticks), {});
}

void Sid(Bytes bytes, Value& value) {
  const auto count = ReadInt<std::uint8_t>(bytes, 1);
  if (!count || *count > 15 || bytes.size() != 8 + 4 * std::size_t{*count})
    return Raw(bytes, value);
  Set(value, ValueType::kSid, 0, AsText(bytes));
}

// NULs at the end fill a buffer of fixed size; one inside is part of the text.
Bytes WithoutFinalNuls(Bytes utf16) {
  std::size_t size = utf16.size() & ~std::size_t{1};
  while (size >= 2 && Load<std::uint16_t>(utf16.data() + size - 2) == 0) size -= 2;
  return utf16.first(size);
}

void Clip(Bytes area, std::span<Substitution> values) {
  for (Substitution& value : values) {
    const std::size_t begin = std::min<std::size_t>(value.begin, area.size());
    const std::size_t size = std::min<std::size_t>(value.size, area.size() - begin);
    value.begin = static_cast<std::uint32_t>(begin);
    value.size = static_cast<std::uint16_t>(size);
    value.data = area.data() + begin;
  }
}

void AnsiText(Bytes bytes, TextArena& texts, Value& value) {
  while (!bytes.empty() && bytes.back() == std::byte{0}) bytes = bytes.first(bytes.size() - 1);
  Set(value, ValueType::kText, 0, AnsiToUtf8(bytes, texts));
}

}  // namespace

SubstitutionSummary ReadSubstitutions(Bytes area, std::size_t at, std::span<Substitution> values) {
  const auto descriptors = Slice(area, at, values.size() * kDescriptorSize);
  if (!descriptors) {
    std::fill(values.begin(), values.end(), Substitution{});
    return {area.size(), true, true};
  }
  SubstitutionSummary summary;
  std::size_t value_at = at + descriptors->size();
  const std::byte* descriptor = descriptors->data();
  std::uint8_t most_type = 0;
  for (Substitution& value : values) {
    const std::uint64_t raw = Load<std::uint32_t>(descriptor);
    descriptor += kDescriptorSize;
    value.begin = static_cast<std::uint32_t>(value_at);
    value.size = static_cast<std::uint16_t>(raw);
    value.type = static_cast<std::uint8_t>(raw >> 16);
    most_type = value.type > most_type ? value.type : most_type;
    value.data = area.data() + value_at;
    value_at += value.size;
  }
  summary.all_plain = most_type < kTypeBinXml;
  summary.clipped = value_at > area.size();
  if (summary.clipped) Clip(area, values);
  summary.end = summary.clipped ? area.size() : value_at;
  return summary;
}

void DecodeValue(const Substitution& substitution, TextArena& texts, ValueFlaws& flaws,
                 Value& value) {
  const Bytes bytes = substitution.bytes();
  switch (substitution.type) {
    case kTypeNull:
      return Set(value, ValueType::kNull, 0, {});
    case kTypeString:
      flaws.odd_text |= bytes.size() % 2 != 0;
      return Set(value, ValueType::kText, 0, Utf16ToUtf8(WithoutFinalNuls(bytes), texts));
    case kTypeAnsiString:
      flaws.ansi_text = true;
      return AnsiText(bytes, texts, value);
    case kTypeInt8:
    case kTypeInt16:
    case kTypeInt32:
    case kTypeInt64:
      return Signed(bytes, value);
    case kTypeUint8:
    case kTypeUint16:
    case kTypeUint32:
    case kTypeUint64:
      return Unsigned(bytes, ValueType::kUint, value);
    case kTypeFloat:
    case kTypeDouble:
      return Real(bytes, value);
    case kTypeBool:
      return Unsigned(bytes, ValueType::kBool, value);
    case kTypeGuid:
      if (bytes.size() != 16) return Raw(bytes, value);
      return Set(value, ValueType::kGuid, 0, AsText(bytes));
    case kTypeFileTime:
      return Unsigned(bytes, ValueType::kFileTime, value);
    case kTypeSystemTime:
      return SystemTime(bytes, value);
    case kTypeSid:
      return Sid(bytes, value);
    case kTypeSize:
    case kTypeHex32:
    case kTypeHex64:
      return Unsigned(bytes, ValueType::kHex, value);
    default:
      return Raw(bytes, value);
  }
}

void DecodeStrings(Bytes bytes, TextArena& texts, std::vector<Value>& strings) {
  const std::size_t units = bytes.size() / 2;
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    const Bytes text = bytes.subspan(2 * begin, 2 * (end - begin));
    strings.push_back({ValueType::kText, 0, Utf16ToUtf8(text, texts)});
  };
  for (std::size_t i = 0; i < units; ++i) {
    if (ReadInt<std::uint16_t>(bytes, 2 * i) != 0) continue;
    add(i);
    begin = i + 1;
  }
  if (begin < units) add(units);
}

}  // namespace logonloom::evtx
