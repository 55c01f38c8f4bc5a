#include "correlate/sysmon_logon_guid.h"

#include <span>

#include "base/bytes.h"
#include "model/identifiers.h"

namespace logonloom {
namespace {

constexpr std::uint64_t kOlderLayout = 0x20000000;  // in the first half, over the LUID's high word
constexpr std::int64_t kUnixEpoch = 116444736000000000;
constexpr std::int64_t kTicksPerSecond = 10000000;

Luid LogonIdOf(std::uint64_t tail) {
  const std::uint64_t low_half = tail & 0xffffffff;
  if ((low_half & 0xf0000000) == kOlderLayout && tail >> 32 != 0)
    return (low_half & ~kOlderLayout) << 32 | tail >> 32;
  return tail;
}

}  // namespace

std::optional<SysmonLogonGuid> ParseSysmonLogonGuid(std::string_view text) {
  char guid[kGuidSize];
  if (!ReadGuid(text, guid)) return std::nullopt;
  const Bytes bytes = std::as_bytes(std::span(guid));
  const auto machine = ReadInt<std::uint32_t>(bytes, 0);
  const auto seconds = ReadInt<std::uint32_t>(bytes, 4);
  const auto tail = ReadInt<std::uint64_t>(bytes, 8);
  if (!machine || !seconds || !tail || *seconds == 0 || *tail == 0) return std::nullopt;
  SysmonLogonGuid result;
  result.machine = *machine;
  result.time = FileTime{kUnixEpoch + std::int64_t{*seconds} * kTicksPerSecond};
  result.logon_id = LogonIdOf(*tail);
  return result;
}

}  // namespace logonloom
