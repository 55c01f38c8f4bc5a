// Lays volume shadow copies into the bytes of a volume, as Windows does: a header at 0x1e00, a
// catalogue, and for each copy a store with the 16 KiB blocks as they were before they were
// overwritten. Source: the libvshadow documentation of the format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "logonloom/types.h"

namespace logonloom::support {

inline constexpr std::size_t kShadowBlock = 0x4000;
inline constexpr std::size_t kShadowHeaderPlace = 0x1e00;
inline constexpr std::size_t kNextBlockField = 40;  // u64, in the head of each block

// An earlier state of the volume, which a shadow copy shows.
struct ShadowState {
  std::string volume;
  FileTime created;
};

// Where the blocks of one store lie in the volume, for tests that damage them.
struct ShadowStore {
  std::uint64_t entry = 0;  // of type 3 in the catalogue
  std::uint64_t header = 0, list = 0, ranges = 0, bitmap = 0;
};

struct ShadowPlaces {
  std::uint64_t catalogue = 0;
  std::vector<ShadowStore> stores;  // oldest first
};

// The content of a file that keeps room for shadow copies; it must be there in all states.
std::string ShadowRoom(std::size_t size_bytes);

// The identifier of the copy with this number, counted from 1: 16 bytes.
std::string ShadowIdentifier(std::size_t number);

// `earlier`: oldest first, each as large as `volume`. Throws std::runtime_error if there is not
// enough room.
ShadowPlaces AddShadowCopies(std::string& volume, const std::vector<ShadowState>& earlier);

}  // namespace logonloom::support
