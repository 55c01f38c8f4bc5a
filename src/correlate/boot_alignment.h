// Which of the boots known so far a channel's start signs tell of.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "correlate/boot_marks.h"

namespace logonloom {

// A boot while the channels' signs of it are gathered.
struct BootDraft {
  std::optional<FileTime> start;
  BootBasis basis = BootBasis::kUnknown;
  FileTime low, high;  // the start lies between
  std::optional<FileTime> key;
  std::size_t number = 0;  // place in the machine's order of boots, once that is settled
};

// For each mark its boot among `order`, nullptr if none of them is it. Both keep their order, and
// all together lie as near as they can: a log that begins later than another, or lacks a boot, does
// not move the others by one.
std::vector<BootDraft*> AlignMarks(std::span<BootDraft* const> order,
                                   std::span<const BootMark> marks);

}  // namespace logonloom
