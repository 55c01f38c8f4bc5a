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

  struct Slab {
    std::uint32_t number = 0;
    char* texts = nullptr;
    std::size_t bytes = 0;
  };

  std::vector<Slab> slabs_;
  std::size_t used_ = 0;  // bytes of the last one, which is still being filled
};

}  // namespace logonloom
