// Whether a case may be written where the user wants it.
#pragma once

#include <filesystem>

namespace logonloom {

enum class ExistingCase { kKeep, kAdd, kReplace };

// Asked before anything is read: hours of reading must not end at a forbidden place. A file that is
// no case (a piece of evidence, say) is never replaced. Throws IngestError of kind kUsage.
void CheckCaseTarget(const std::filesystem::path& target, ExistingCase existing);

}  // namespace logonloom
