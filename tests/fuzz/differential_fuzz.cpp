// Both readers on the same bytes: what libevtx delivers as listed, ours delivers or tells of.
#include "evtx_check/libevtx_reader.h"
#include "evtx_reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace logonloom;
  const auto bytes = std::as_bytes(std::span(data, size));
  const TouchingSink ours = ReadAnything(bytes, false);
  TouchingSink theirs;
  MemorySource source(bytes);
  MakeLibevtxReader()->Read(source, theirs);
  for (const std::uint64_t offset : theirs.listed)
    Require(offset == 0 || ours.listed.contains(offset) || ours.told.contains(offset));
  return 0;
}
