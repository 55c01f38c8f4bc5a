// What a file is, by its content.
#pragma once

#include <filesystem>

#include "logonloom/record.h"

namespace logonloom {

// By the file header, else by any chunk on the 64 KiB grid behind it.
bool IsEventLog(EvidenceSource& source);
bool IsLogByName(const std::filesystem::path& path);

// How much of a file IsEventLog may look at.
inline constexpr std::uint64_t kSearchedForSigns = 4096 + 64 * 65536;

}  // namespace logonloom
