// What a file gave, piece by piece, each packed.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "logonloom/bulk_list.h"

namespace logonloom {

class PackedPieces {
 public:
  void Add(std::string_view piece) {
    bytes_.insert(bytes_.end(), piece.begin(), piece.end());
    ends_.push_back(bytes_.size());
  }
  // Those of the other behind these.
  void Append(const PackedPieces& other) {
    for (std::size_t i = 0; i < other.size(); ++i) Add(other[i]);
  }

  std::size_t size() const { return ends_.size(); }
  // Valid until the next piece is added.
  std::string_view operator[](std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
    return {bytes_.data() + begin, ends_[i] - begin};
  }

 private:
  BulkList<char> bytes_;
  std::vector<std::size_t> ends_;
};

}  // namespace logonloom
