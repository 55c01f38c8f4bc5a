// What `carve` reads: files as they are, and the disks whose images they are.
#pragma once

#include <filesystem>
#include <vector>

#include "evidence/evidence_finder.h"
#include "evidence/image_search.h"

namespace logonloom {

// Of E01, VMDK, VHD and VHDX the bytes of the disk; of all others those of the file. Event logs are
// a problem: reading them as logs gives more.
FoundEvidence FindForCarving(const std::vector<std::filesystem::path>& inputs, ImageShelf& shelf);

}  // namespace logonloom
