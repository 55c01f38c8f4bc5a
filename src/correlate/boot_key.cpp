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

}  // namespace

std::optional<FileTime> BootKey(std::string_view activity_id, FileTime event_time) {
  char guid[kGuidSize];
  if (!ReadGuid(activity_id, guid)) return std::nullopt;
  const Bytes bytes = std::as_bytes(std::span(guid));
  const auto data1 = ReadInt<std::uint32_t>(bytes, 0);
  const auto data2 = ReadInt<std::uint16_t>(bytes, 4);
  const auto tail = ReadInt<std::uint64_t>(bytes, 8);
  if (!data1 || !data2 || !tail) return std::nullopt;
  if (*data2 != static_cast<std::uint16_t>(*tail >> 32)) return std::nullopt;
  const FileTime boot{static_cast<std::int64_t>((*tail & ~0xffffffffULL) | *data1)};
  if (!IsBootTime(boot, event_time)) return std::nullopt;
  return boot;
}

bool IsMadeByEtw(std::string_view activity_id, FileTime event_time) {
  char guid[kGuidSize];
  if (!ReadGuid(activity_id, guid)) return false;
  const auto tail = ReadInt<std::uint64_t>(std::as_bytes(std::span(guid)), 8);
  return tail && IsBootTime({static_cast<std::int64_t>(*tail)}, event_time);
}

}  // namespace logonloom
