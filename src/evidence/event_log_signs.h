// What a file is, by its content.
#pragma once

#include <cstdint>
#include <filesystem>

#include "logonloom/record.h"

namespace logonloom {

// What events are kept in: Windows' binary log, or the text that another program made of it.
// kBytes is what is only carved, whatever it is.
enum class EvidenceForm : std::uint8_t { kNeither, kEvtx, kXml, kJsonLines, kBytes };

// A log by its file header, else by any chunk on the 64 KiB grid behind it; an export by how it
// begins. Looks at the first kSearchedForSigns bytes.
EvidenceForm FormOf(EvidenceSource& source);
// .evtx, and .evt: logs of Windows XP and Server 2003 are not read, but must not be passed by.
bool IsLogByName(const std::filesystem::path& path);
// Why a file that is called a log, or named in the call, is not read.
const char* WhyNoLog(EvidenceSource& source);

// How much of a file FormOf may look at.
inline constexpr std::uint64_t kSearchedForSigns = 4096 + 64 * 65536;

}  // namespace logonloom
