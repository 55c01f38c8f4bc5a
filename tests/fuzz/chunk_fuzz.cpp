// The body of one chunk: records, templates, slack.
#include "evtx_reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace logonloom;
  const std::string file = AsChunk({reinterpret_cast<const char*>(data), size});
  ReadAnything(BytesOf(file), true);
  return 0;
}
