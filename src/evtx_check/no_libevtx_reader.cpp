// A build without libevtx.
#include "evtx_check/libevtx_reader.h"

namespace logonloom {

std::unique_ptr<RecordReader> MakeLibevtxReader() { return nullptr; }

}  // namespace logonloom
