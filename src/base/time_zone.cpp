#include "base/time_zone.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/text.h"
#include "base/time.h"
#include "base/time_input.h"
#include "platform/local_time.h"

namespace logonloom {
namespace {

constexpr std::int64_t kTicksPerSecond = 10'000'000;

// No way out of the database's folder, and no zone in the place of another.
bool IsPlainName(std::string_view name) {
  return !name.empty() && name.front() != '/' && name.find("..") == std::string_view::npos &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '/' || c == '_' || c == '-' || c == '+';
         });
}

}  // namespace

std::optional<TimeZone> TimeZone::Find(std::string_view name) {
  TimeZone zone;
  if (EqualsIgnoreCase(name, "UTC") || EqualsIgnoreCase(name, "Z")) return zone;
  if (const auto at = ReadTime("2000-01-02" + std::string(name)); at && at->has_zone) {
    const FileTime noon = *FromCivil(2000, 1, 2, 0, 0, 0, 0);
    zone.offset_ = static_cast<int>((noon.ticks - at->time.ticks) / kTicksPerSecond);
    return zone;
  }
  if (!IsPlainName(name) || !HasZone(std::string(name))) return std::nullopt;
  zone.name_ = name;
  return zone;
}

int TimeZone::OffsetAt(FileTime utc) const {
  if (name_.empty()) return offset_;
  return ZoneOffsetAt(name_, (utc.ticks - FromUnixSeconds(0).ticks) / kTicksPerSecond);
}

FileTime TimeZone::ToUtc(FileTime wall) const {
  // The larger offset of the two around a change gives the earlier moment.
  const int day = 86'400;
  const int before = OffsetAt(wall - Seconds(day)), after = OffsetAt(wall + Seconds(day));
  for (const int offset : {std::max(before, after), std::min(before, after)}) {
    const FileTime utc = wall - Seconds(offset);
    if (OffsetAt(utc) == offset) return utc;
  }
  return wall - Seconds(before);
}

std::string TimeZone::Show(FileTime utc) const {
  const int offset = OffsetAt(utc);
  std::string text = FormatTime(utc + Seconds(offset)).substr(0, 19);
  text[10] = ' ';
  if (IsUtc()) return text + "Z";
  char suffix[16];
  std::snprintf(suffix, sizeof suffix, "%c%02d:%02d", offset < 0 ? '-' : '+',
                std::abs(offset) / 3600, std::abs(offset) / 60 % 60);
  return text + suffix;
}

}  // namespace logonloom
