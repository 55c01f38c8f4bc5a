// Neighbours in one of a correlation's vectors.
#pragma once

#include "logonloom/sessions.h"

namespace logonloom {

// From `begin` on, up to `end`, which is the first that is not in it.
struct IndexRange {
  Index begin = 0, end = 0;
  Index size() const { return end - begin; }
};

}  // namespace logonloom
