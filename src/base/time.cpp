#include "base/time.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace logonloom {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::int64_t kTicksPerSecond = 10'000'000;
constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr sys_days kEpoch = year{1601} / 1 / 1;
constexpr std::int64_t kLastTick =
    ((sys_days{year{10000} / 1 / 1} - kEpoch).count() * kSecondsPerDay) * kTicksPerSecond - 1;

// Takes `digits` decimal digits off the front.
std::optional<int> TakeNumber(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int number = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    number = number * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return number;
}

bool TakeChar(std::string_view& text, std::string_view allowed) {
  if (text.empty() || allowed.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::int64_t> TakeFraction(std::string_view& text) {
  if (!TakeChar(text, ".")) return 0;
  std::int64_t fraction = 0;
  int digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (digits < 7) fraction = fraction * 10 + (text.front() - '0');
    ++digits;
    text.remove_prefix(1);
  }
  if (digits == 0) return std::nullopt;
  for (; digits < 7; ++digits) fraction *= 10;
  return fraction;
}

}  // namespace

FileTime Clamped(FileTime time) { return {std::clamp<std::int64_t>(time.ticks, 0, kLastTick)}; }

std::string FormatTime(FileTime time) {
  const std::int64_t ticks = Clamped(time).ticks;
  const std::int64_t seconds = ticks / kTicksPerSecond;
  const year_month_day date{kEpoch + days{seconds / kSecondsPerDay}};
  const int of_day = static_cast<int>(seconds % kSecondsPerDay);
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%07dZ",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), of_day / 3600, of_day / 60 % 60, of_day % 60,
                static_cast<int>(ticks % kTicksPerSecond));
  return text;
}

std::optional<FileTime> ParseTime(std::string_view text) {
  const auto y = TakeNumber(text, 4);
  if (!y || !TakeChar(text, "-")) return std::nullopt;
  const auto month = TakeNumber(text, 2);
  if (!month || !TakeChar(text, "-")) return std::nullopt;
  const auto day = TakeNumber(text, 2);
  if (!day || !TakeChar(text, "T ")) return std::nullopt;
  const auto hour = TakeNumber(text, 2);
  if (!hour || !TakeChar(text, ":")) return std::nullopt;
  const auto minute = TakeNumber(text, 2);
  if (!minute || !TakeChar(text, ":")) return std::nullopt;
  const auto second = TakeNumber(text, 2);
  if (!second) return std::nullopt;
  const auto fraction = TakeFraction(text);
  if (!fraction || (text != "Z" && text != "+00:00")) return std::nullopt;
  return FromCivil(*y, *month, *day, *hour, *minute, *second, *fraction);
}

FileTime FromUnixSeconds(std::int64_t seconds) {
  constexpr std::int64_t kOffset = -kEpoch.time_since_epoch().count() * kSecondsPerDay;
  constexpr std::int64_t kLimit = 900'000'000'000;  // ticks overflow not far beyond it
  return {(std::clamp(seconds, -kLimit, kLimit) + kOffset) * kTicksPerSecond};
}

std::optional<FileTime> FromCivil(int y, int month, int day, int hour, int minute, int second,
                                  std::int64_t fraction_ticks) {
  // chrono keeps the parts in one or two bytes: what exceeds them would wrap into the range.
  if (y < 1601 || y > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const year_month_day date{year{y}, std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  const bool in_day = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 &&
                      second < 60 && fraction_ticks >= 0 && fraction_ticks < kTicksPerSecond;
  if (!in_day) return std::nullopt;
  const std::int64_t seconds = (sys_days{date} - kEpoch).count() * kSecondsPerDay +
                               std::int64_t{hour} * 3600 + std::int64_t{minute} * 60 + second;
  return FileTime{seconds * kTicksPerSecond + fraction_ticks};
}

}  // namespace logonloom
