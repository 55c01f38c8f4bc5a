#include "correlate/boot_key.h"

#include <span>

#include "base/bytes.h"
#include "correlate/windows.h"
#include "model/identifiers.h"

namespace logonloom {
namespace {

bool IsBootTime(FileTime boot, FileTime event_time) {
  return boot <= event_time + kBootKeyAhead && boot >= event_time - kBootKeyBehind;
}

// Whether bits 32 to 47 of the time can stand in both places, which no random id has: each of the
// hexadecimal digits told by one look, most ids need no more.
bool MayHoldTime(std::string_view activity_id) {
  constexpr std::size_t kBare = 36;
  if (activity_id.size() > kBare) activity_id.remove_prefix(1);  // the brace
  const auto same = [&](std::size_t a, std::size_t b) {
    return (activity_id[a] | 0x20) == (activity_id[b] | 0x20);
  };
  return activity_id.size() >= kBare && same(9, 30) && same(10, 31) && same(11, 28) &&
         same(12, 29);
}

std::optional<FileTime> TimeIn(std::string_view activity_id) {
  if (!MayHoldTime(activity_id)) return std::nullopt;
  char guid[kGuidSize];
  if (!ReadGuid(activity_id, guid)) return std::nullopt;
  const Bytes bytes = std::as_bytes(std::span(guid));
  const auto data1 = ReadInt<std::uint32_t>(bytes, 0);
  const auto data2 = ReadInt<std::uint16_t>(bytes, 4);
  const auto tail = ReadInt<std::uint64_t>(bytes, 8);
  if (!data1 || !data2 || !tail) return std::nullopt;
  if (*data2 != static_cast<std::uint16_t>(*tail >> 32)) return std::nullopt;
  return FileTime{static_cast<std::int64_t>((*tail & ~0xffffffffULL) | *data1)};
}

std::optional<FileTime> IfOf(std::optional<FileTime> boot, FileTime event_time) {
  return boot && IsBootTime(*boot, event_time) ? boot : std::nullopt;
}

}  // namespace

std::optional<FileTime> BootKey(std::string_view activity_id, FileTime event_time) {
  return IfOf(TimeIn(activity_id), event_time);
}

std::optional<FileTime> BootKeys::Of(Symbol activity_id, FileTime event_time) {
  if (activity_id != last_) {
    last_ = activity_id;
    told_ = TimeIn(activity_id.view());
  }
  return IfOf(told_, event_time);
}

bool IsMadeByEtw(std::string_view activity_id, FileTime event_time) {
  char guid[kGuidSize];
  if (!ReadGuid(activity_id, guid)) return false;
  const auto tail = ReadInt<std::uint64_t>(std::as_bytes(std::span(guid)), 8);
  return tail && IsBootTime({static_cast<std::int64_t>(*tail)}, event_time);
}

}  // namespace logonloom
