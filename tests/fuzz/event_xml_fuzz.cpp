// The text of one event: XML → record → event.
#include <cstdint>

#include "events/normaliser.h"
#include "evtx_check/event_xml.h"
#include "support/memory_source.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace logonloom;
  StringPool pool;
  const auto normaliser = MakeNormaliser(pool);
  NormalisingSink sink(*normaliser);
  EventXmlParser parser;
  Record record;
  if (parser.Read({reinterpret_cast<const char*>(data), size}, record).empty())
    sink.OnRecord(record);
  return 0;
}
