// Where the texts of one pool lie: appended to slabs that are never moved.
#pragma once

#include <string_view>
#include <vector>

#include "logonloom/types.h"

namespace logonloom {

class TextSlabs {
 public:
  TextSlabs() = default;
  ~TextSlabs();
  TextSlabs(const TextSlabs&) = delete;
  TextSlabs& operator=(const TextSlabs&) = delete;
  // `text` must not be empty. Throws std::bad_alloc where 32 GiB of all pools are full.
  Symbol Append(std::string_view text);

 private:
  void Open(std::size_t bytes);

  std::vector<std::uint32_t> numbers_;  // of the slabs that are this pool's
  char* slab_ = nullptr;                // the last one, still being filled
  std::size_t used_ = 0, size_ = 0;     // bytes of it
};

}  // namespace logonloom
