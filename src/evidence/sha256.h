// The digest by which evidence is known.
#pragma once

#include <string>

#include "logonloom/record.h"

namespace logonloom {

// SHA-256 of all bytes, 64 lower-case hex digits. Throws std::system_error if reading fails.
std::string Sha256(EvidenceSource& source);

}  // namespace logonloom
