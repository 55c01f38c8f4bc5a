// A small volume of no file system that was overwritten several times, each state kept in a shadow
// copy.
#pragma once

#include "support/shadow_copy_writer.h"

namespace logonloom::support {

struct ShadowedVolume {
  static constexpr std::size_t kBlocks = 24, kRoomBlocks = 60;

  // Of a state, what a copy of it shows: neither the first block, in which the header of all copies
  // lies, nor the room that they take.
  static std::string Content(const std::string& state) {
    return state.substr(kShadowBlock, (kBlocks - 1) * kShadowBlock);
  }

  std::string bytes;
  std::vector<ShadowState> states;
  ShadowPlaces places;
};

inline ShadowedVolume MakeShadowedVolume() {
  constexpr FileTime kCreated = {133'540'000'000'000'000};
  ShadowedVolume made;
  made.bytes = std::string(ShadowedVolume::kBlocks * kShadowBlock, '\0') +
               ShadowRoom(ShadowedVolume::kRoomBlocks * kShadowBlock);
  for (char state = 'a'; state < 'd'; ++state) {
    made.states.push_back({made.bytes, kCreated + Seconds(3600.0 * (state - 'a'))});
    // Some blocks are overwritten once, some again and again.
    for (std::size_t block = 1; block < ShadowedVolume::kBlocks;
         block += static_cast<std::size_t>(state - 'a') + 2)
      made.bytes.replace(block * kShadowBlock + 100, 1000, 1000, state);
  }
  made.places = AddShadowCopies(made.bytes, made.states);
  return made;
}

}  // namespace logonloom::support
