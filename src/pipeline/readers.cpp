#include "pipeline/readers.h"

#include <utility>

#include "evtx/evtx_reader.h"
#include "evtx_check/libevtx_reader.h"
#include "logonloom/ingest.h"

namespace logonloom {
namespace {

constexpr std::string_view kLibevtx = "libevtx";

}  // namespace

const std::vector<std::string>& ReaderNames() {
  static const std::vector<std::string> names = {std::string(kDefaultReader),
                                                 std::string(kLibevtx)};
  return names;
}

bool WantsTemplates(const ReaderChoice& choice) {
  return choice.name == kDefaultReader && choice.recover;
}

std::unique_ptr<RecordReader> MakeReader(const ReaderChoice& choice,
                                         std::shared_ptr<const RunTemplates> templates) {
  if (choice.name == kDefaultReader) return MakeEvtxReader({choice.recover, std::move(templates)});
  if (choice.name == kLibevtx) return MakeLibevtxReader();
  throw IngestError(IngestError::Kind::kUsage,
                    "There is no reader «" + choice.name + "». Choose evtx or libevtx.");
}

}  // namespace logonloom
