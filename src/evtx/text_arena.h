// Texts that live until the next Clear, at addresses that do not move.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace logonloom::evtx {

// Not thread-safe. Keeps its first block for the next round.
class TextArena {
 public:
  explicit TextArena(std::size_t block_size = 1u << 18) : block_size_(block_size) {}

  // Room for `most` bytes; Commit says how many of them became text.
  char* Reserve(std::size_t most) {
    if (most > static_cast<std::size_t>(end_ - next_)) Grow(most);
    return next_;
  }
  std::string_view Commit(std::size_t size) {
    const std::string_view text(next_, size);
    next_ += size;
    return text;
  }
  std::string_view Copy(std::string_view text) {
    if (text.empty()) return {};
    std::memcpy(Reserve(text.size()), text.data(), text.size());
    return Commit(text.size());
  }
  std::size_t footprint() const { return reserved_; }
  void Clear() {
    if (blocks_.empty()) return;
    blocks_.resize(1);
    reserved_ = first_size_;
    next_ = blocks_.front().get();
    end_ = next_ + first_size_;
  }

 private:
  void Grow(std::size_t most) {
    const std::size_t size = most > block_size_ ? most : block_size_;
    if (blocks_.empty()) first_size_ = size;
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(size));
    reserved_ += size;
    next_ = blocks_.back().get();
    end_ = next_ + size;
  }

  std::size_t block_size_;
  std::size_t first_size_ = 0, reserved_ = 0;
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  char* end_ = nullptr;
};

}  // namespace logonloom::evtx
