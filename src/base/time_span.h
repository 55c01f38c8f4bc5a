// The earliest and the latest of some times.
#pragma once

#include <optional>

#include "logonloom/types.h"

namespace logonloom {

// Makes the span from `first` to `last` hold `time` too; a time that is not known changes nothing.
inline void Widen(std::optional<FileTime>& first, std::optional<FileTime>& last,
                  std::optional<FileTime> time) {
  if (!time) return;
  if (!first || *time < *first) first = time;
  if (!last || *time > *last) last = time;
}

}  // namespace logonloom
