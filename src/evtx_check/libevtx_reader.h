// The reader on libevtx and pugixml: slow, but written by others, so that it can contradict ours.
#pragma once

#include <memory>

#include "logonloom/record.h"

namespace logonloom {

// Delivers listed records only; libevtx renders recovered ones with wrong templates at times.
// Records that it cannot or does not render are counted as rejected, each with a diagnostic. Null in
// a build without libevtx.
std::unique_ptr<RecordReader> MakeLibevtxReader();

}  // namespace logonloom
