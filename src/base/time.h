// FileTime to and from text, UTC only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "logonloom/types.h"

namespace logonloom {

// ISO 8601 with seven decimals, «2021-02-12T12:34:30.0502110Z». Text order is time order for the
// years 1601 to 9999; times outside are clamped to them.
std::string FormatTime(FileTime time);
// The time that FormatTime shows.
FileTime Clamped(FileTime time);

// Reads «2021-02-12T12:34:30[.fraction]Z» (also a blank instead of T, or +00:00 instead of Z).
// Digits behind the seventh are cut. nullopt for anything else, among it times without zone.
std::optional<FileTime> ParseTime(std::string_view text);

// From seconds since 1970-01-01 (Unix time).
FileTime FromUnixSeconds(std::int64_t seconds);

// From a civil UTC date; nullopt if a part is out of range. month and day from 1.
std::optional<FileTime> FromCivil(int year, int month, int day, int hour, int minute, int second,
                                  std::int64_t fraction_ticks);

}  // namespace logonloom
