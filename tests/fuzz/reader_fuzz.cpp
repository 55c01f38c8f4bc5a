// A whole log: bytes → records → events. The ledger has to hold for any bytes.
#include <cstdint>
#include <cstdlib>

#include "events/normaliser.h"
#include "evtx_check/libevtx_reader.h"
#include "support/memory_source.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace logonloom;
  StringPool pool;
  const auto normaliser = MakeNormaliser(pool);
  NormalisingSink sink(*normaliser);
  MemorySource source(std::as_bytes(std::span(data, size)));
  const ReadTally tally = MakeLibevtxReader()->Read(source, sink);
  if (tally.records_seen != sink.records + tally.records_rejected) std::abort();
  if (tally.records_rejected > sink.diagnostics) std::abort();
  return 0;
}
