// A whole log through our own reader, with and without recovery.
#include "evtx_reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  logonloom::ReadAnything(bytes, true);
  logonloom::ReadAnything(bytes, false);
  return 0;
}
