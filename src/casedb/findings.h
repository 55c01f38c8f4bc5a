// What one evidence file gave, kept in the case so that the file need not be read again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "casedb/case_contents.h"
#include "logonloom/event.h"

namespace logonloom {

// Everything about a file but its events, before it was correlated with others.
struct FindingsHead {
  EvidenceFile file;  // path, records_stored and records_duplicate are not kept: see Pack
  std::vector<ChannelExtent> extents;
  std::vector<Diagnostic> diagnostics;  // their file_index is not kept
};

// Findings of another version cannot be used: the file has to be read again. It changes by itself
// when an Event gets a member or a kind; raise kFindingsVersion when the same bytes would give
// other events than before.
inline constexpr int kFindingsVersion = 1;
std::string FindingsVersion();

// The path is the case's, since files may be found in another place; what is stored and what is a
// duplicate is known only with all other files.
std::string Pack(const FindingsHead& head);
// `file_index`: of the file in this run. Throws PackedError (packed_bytes.h).
FindingsHead UnpackHead(std::string_view packed, std::int32_t file_index, StringPool& pool);

}  // namespace logonloom
