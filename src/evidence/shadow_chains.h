// The lists in which a volume keeps its shadow copies: whether they can be followed. libvshadow
// follows them without end where they lead in a circle, so nothing is opened that was not looked
// at here. Source: the libvshadow documentation of the format.
#pragma once

#include <string>
#include <vector>

#include "logonloom/record.h"

namespace logonloom {

struct ListedShadowCopy {
  std::string identifier;  // 16 bytes, as stored
  std::string problem;     // why its lists must not be followed, a sentence; empty if they may
};

// Whether the volume says that it has a catalogue of shadow copies.
bool HasShadowCatalogue(EvidenceSource& volume);

// Those of the catalogue whose blocks lie on this volume. Throws ImageError if the catalogue
// cannot be followed, std::system_error if the volume cannot be read.
std::vector<ListedShadowCopy> ListShadowCopies(EvidenceSource& volume);

}  // namespace logonloom
