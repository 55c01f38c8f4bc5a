// Reads records out of bytes that are no event log. All of them are Recovery::kCarved: nothing says
// which log listed them, if any did.
#pragma once

#include <memory>
#include <string_view>

#include "evtx/carved_regions.h"
#include "evtx/evtx_reader.h"

namespace logonloom {

inline constexpr std::string_view kCarvedReader = "carve";

// Finds the regions of `source` and adds the definitions in them to `templates`. Throws
// std::system_error if reading fails.
CarvedRegions CollectCarved(EvidenceSource& source, RunTemplates& templates);

// `regions` are those of the one source that will be read; without them they are searched. Both may
// be null. A file is one group.
std::unique_ptr<ChunkGroupReader> MakeCarvedReader(std::shared_ptr<const RunTemplates> templates,
                                                   std::shared_ptr<const CarvedRegions> regions);

}  // namespace logonloom
