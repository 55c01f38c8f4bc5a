// The file header, as far as it can be believed.
#pragma once

#include <cstdint>

#include "logonloom/record.h"

namespace logonloom::evtx {

struct FileLayout {
  bool has_magic = false;
  bool dirty = false;             // the log was not closed
  std::uint64_t first_chunk = 0;  // offset; chunks follow each 64 KiB, to the end of the file
};

// The count of chunks in the header is wrong in real files and not asked. Without a header the
// chunks give away where they begin. Throws std::system_error if reading fails.
FileLayout ReadFileLayout(EvidenceSource& source);

}  // namespace logonloom::evtx
