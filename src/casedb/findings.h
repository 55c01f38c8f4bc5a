// What one evidence file gave, kept in the case so that the file need not be read again.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "casedb/case_contents.h"
#include "logonloom/event.h"

namespace logonloom {

// Everything about a file but its events, as reading gave it.
struct FindingsHead {
  std::uint64_t size_bytes = 0;
  std::string sha256, reader;
  std::string failure;  // why reading ended early, a sentence's end
  std::string damage;   // why there is no SHA-256, a sentence's end
  ReadTally tally;
  std::uint64_t records = 0, filtered = 0;
  std::optional<FileTime> first_time, last_time;
  std::map<std::uint64_t, std::uint64_t> unread;  // offset → bytes that the medium did not give
  std::map<std::string, std::uint64_t> told;      // diagnostics by code, all of them
  std::vector<Diagnostic> diagnostics;            // their file_index is not kept
  std::vector<ChannelExtent> extents;
};

// Findings of another version cannot be used: the file has to be read again. It changes by itself
// when an Event gets a member or a kind; raise kFindingsVersion when the same bytes would give
// other events than before, or events are packed in another way.
inline constexpr int kFindingsVersion = 6;
std::string FindingsVersion();

// The path is not kept with it, since a file may be found in another place.
std::string Pack(const FindingsHead& head);
// `file_index`: of the file in this run. Throws PackedError (base/packed_bytes.h).
FindingsHead UnpackHead(std::string_view packed, std::int32_t file_index, StringPool& pool);

// A chunk of a log as it stood at `offset` of its file. Unpacking throws PackedError.
std::string PackChunk(std::uint64_t offset, std::string_view chunk);
std::pair<std::uint64_t, std::string> UnpackChunk(std::string_view packed);

}  // namespace logonloom
