// A template definition and its values: the record's header and the instance's are in order.
#include "evtx_reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace logonloom;
  if (size < 2) return 0;
  // The first two bytes say how much of the rest is the definition.
  std::string_view rest(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::size_t wanted = data[0] + std::size_t{256} * data[1];
  const auto length = static_cast<std::uint32_t>(std::min(wanted, rest.size()));
  std::string binxml("\x0f\x01\x01\x00\x0c\x01", 6);
  const auto put = [&binxml](std::uint32_t number) {
    binxml.append(reinterpret_cast<const char*>(&number), sizeof number);
  };
  put(7);
  put(512 + 24 + 14);  // where the definition stands: right here
  put(0);
  put(7);
  binxml += "twelve bytes";
  put(length);
  binxml += rest;
  const std::string file = AsChunk(AsRecord(binxml));
  ReadAnything(BytesOf(file), true);
  return 0;
}
