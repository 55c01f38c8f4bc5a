// Event logs inside archives, and inside the archives that those hold.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "evidence/evidence_finder.h"
#include "evidence/member_cache.h"
#include "logonloom/record.h"

namespace logonloom {

// Adds the logs in the archive at `path`, hashed, and what is wrong with it. Logs that fit are kept
// in `cache`, by their place. Never writes to disk.
void SearchArchive(EvidenceSource& archive, const std::filesystem::path& path, bool named,
                   const std::vector<std::string>& passwords, MemberCache& cache,
                   FoundEvidence& result);

// The bytes of the member at `place`, whose archive on the disk is `path`. Throws ArchiveError
// (archive_walk.h) if it is not there.
SharedBytes LoadMember(EvidenceSource& archive, const std::filesystem::path& path,
                       const std::filesystem::path& place,
                       const std::vector<std::string>& passwords);

}  // namespace logonloom
