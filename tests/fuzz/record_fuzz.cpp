// The BinXML of one record whose header is in order, used by two records.
#include "evtx_reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace logonloom;
  const std::string record = AsRecord({reinterpret_cast<const char*>(data), size});
  const std::string file = AsChunk(record.size() < 30'000 ? record + record : record);
  ReadAnything(BytesOf(file), true);
  return 0;
}
