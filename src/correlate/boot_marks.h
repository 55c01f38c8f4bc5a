// The places in one channel where a boot begins.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "correlate/seen_records.h"
#include "logonloom/sessions.h"

namespace logonloom {

// A boot's first record in one channel, or, where the records behind it only differ from those ahead,
// the first record that is known to lie behind the boundary.
struct BootMark {
  std::size_t position = 0;       // of that record among the channel's events
  bool late = false;              // the boot may have begun some records ahead of it
  std::optional<FileTime> start;  // as the record states it
  BootBasis basis = BootBasis::kUnknown;
  FileTime low, high;           // the boot's start lies between
  std::optional<FileTime> ahead;  // what the record before it shows, if later: the clock went back
  std::optional<FileTime> key;  // boot key of the records behind the mark
  std::vector<std::size_t>
      of_boot_before;  // positions behind the mark that belong to the boot before
};

// Of a record that says itself when the boot began.
BootMark StrongMark(std::size_t position, FileTime start, BootBasis basis);

// `events`: all of one channel of one machine, in canonical order.
// `spaces`: the id space of each; `keys`: its boot key.
std::vector<BootMark> FindBootMarks(std::span<const Event> events,
                                    std::span<const std::uint32_t> spaces,
                                    std::span<const std::optional<FileTime>> keys,
                                    const SeenRecords& seen);

// A boot's first record in one channel, if it lies from `first` to `last` of `events` and the start
// is told by none of them: Security and System record each start, so that one is missing just ahead.
std::size_t FirstBehindGap(std::span<const Event> events, const SeenRecords& seen,
                           std::size_t first, std::size_t last);

}  // namespace logonloom
