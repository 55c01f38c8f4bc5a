// Where the System log tells that a boot begins: by 6005 and its row, and by Kernel-General 12.
#pragma once

#include <span>
#include <vector>

#include "correlate/boot_marks.h"

namespace logonloom {

// `events`: as those of FindBootMarks, of System.
std::vector<BootMark> SystemMarks(std::span<const Event> events, const SeenRecords& seen);

}  // namespace logonloom
