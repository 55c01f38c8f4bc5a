#include "report/timeline_columns.h"

#include <algorithm>
#include <string_view>

#include "base/text.h"
#include "base/time.h"
#include "base/time_input.h"

namespace logonloom {
namespace {

using Names = std::vector<std::string_view>;

// The first of `names` that the header has, whatever the case and without blanks and «_».
std::optional<std::size_t> Find(const std::vector<std::string>& header, const Names& names) {
  const auto plain = [](std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);  // byte order mark
    std::string name = ToLower(Trim(text));
    std::erase_if(name, [](char c) { return c == ' ' || c == '_' || c == '-'; });
    return name;
  };
  for (const std::string_view name : names)
    for (std::size_t i = 0; i < header.size(); ++i)
      if (plain(header[i]) == name) return i;
  return std::nullopt;
}

std::string Field(const std::vector<std::string>& fields, std::optional<std::size_t> place) {
  return place && *place < fields.size() ? fields[*place] : std::string();
}

std::optional<FileTime> UnixTime(std::uint64_t number, std::size_t digits) {
  constexpr std::uint64_t kLatest = 253'402'300'799;  // the end of the year 9999
  std::int64_t ticks_per_unit = 10'000'000;
  if (digits > 11) ticks_per_unit = 10'000;
  if (digits > 14) ticks_per_unit = 10;
  const auto units_per_second = static_cast<std::uint64_t>(10'000'000 / ticks_per_unit);
  if (number / units_per_second > kLatest) return std::nullopt;
  FileTime time = FromUnixSeconds(0);
  time.ticks += static_cast<std::int64_t>(number) * ticks_per_unit;
  return time;
}

}  // namespace

TimelineColumns DetectColumns(const std::vector<std::string>& header) {
  TimelineColumns columns;
  const auto date = Find(header, {"date"}), clock = Find(header, {"time"});
  const auto own = Find(header, {"timecreated", "lastmodified0x10", "created0x10"});
  columns.time = own ? own
                     : Find(header, {"datetime", "@timestamp", "timestamp", "time", "eventtime",
                                     "timegenerated", "starttime", "date"});
  columns.utc = own.has_value();
  if (date && clock && !own && !Find(header, {"datetime"})) {
    columns.date = date;
    columns.time = clock;
    columns.zone = Find(header, {"timezone"});
  }
  columns.host = Find(
      header, {"computer", "computername", "hostname", "host", "machine", "machinename", "system"});
  columns.user =
      Find(header, {"username", "user", "account", "accountname", "targetusername", "userid"});
  return columns;
}

std::optional<FileTime> RowTime(const std::vector<std::string>& fields,
                                const TimelineColumns& columns,
                                const std::optional<TimeZone>& assumed) {
  std::string text(Trim(Field(fields, columns.time)));
  if (text.empty()) return std::nullopt;
  const bool digits =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits && !columns.date) {
    const auto number = ParseUnsigned(text);
    return number ? UnixTime(*number, text.size()) : std::nullopt;
  }
  if (columns.date) text = std::string(Trim(Field(fields, columns.date))) + " " + text;
  const auto reading = ReadTime(text);
  if (!reading) return std::nullopt;
  if (reading->has_zone || columns.utc) return reading->time;
  const auto named = TimeZone::Find(Trim(Field(fields, columns.zone)));
  if (columns.zone && named) return named->ToUtc(reading->time);
  if (!assumed) return std::nullopt;
  return assumed->ToUtc(reading->time);
}

}  // namespace logonloom
