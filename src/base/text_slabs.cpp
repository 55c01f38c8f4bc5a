#include "base/text_slabs.h"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <new>
#include <utility>

namespace logonloom {
namespace {

// The numbers of slabs that no pool has.
class SlabNumbers {
 public:
  std::uint32_t Take(std::size_t most) {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      const std::uint32_t number = free_.back();
      free_.pop_back();
      return number;
    }
    if (next_ >= most) throw std::bad_alloc();
    return next_++;
  }
  void GiveBack(const std::vector<std::uint32_t>& numbers) {
    const std::lock_guard lock(mutex_);
    free_.insert(free_.end(), numbers.begin(), numbers.end());
  }

 private:
  std::mutex mutex_;
  std::vector<std::uint32_t> free_;
  std::uint32_t next_ = 1;
};

SlabNumbers& Numbers() {
  static SlabNumbers numbers;
  return numbers;
}

}  // namespace

decltype(Symbol::slabs_) Symbol::slabs_ = {};

TextSlabs::~TextSlabs() {
  for (const std::uint32_t number : numbers_) delete[] std::exchange(Symbol::slabs_[number], nullptr);
  Numbers().GiveBack(numbers_);
}

void TextSlabs::Open(std::size_t bytes) {
  constexpr std::size_t kSlab = std::size_t{Symbol::kUnit} << Symbol::kUnitBits;
  size_ = std::max(bytes, kSlab);  // a text may be longer than a slab
  numbers_.reserve(numbers_.size() + 1);
  const std::uint32_t number = Numbers().Take(Symbol::slabs_.size());
  numbers_.push_back(number);
  slab_ = new char[size_];
  Symbol::slabs_[number] = slab_;
  used_ = 0;
}

Symbol TextSlabs::Append(std::string_view text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  if (size != text.size()) throw std::bad_alloc();
  const std::size_t room = (sizeof size + text.size() + Symbol::kUnit - 1) & ~(Symbol::kUnit - 1u);
  if (slab_ == nullptr || room > size_ - used_) Open(room);
  char* place = slab_ + used_;
  std::memcpy(place, &size, sizeof size);
  std::memcpy(place + sizeof size, text.data(), text.size());
  const auto unit = static_cast<std::uint32_t>(used_ / Symbol::kUnit);
  used_ += room;
  return Symbol(numbers_.back() << Symbol::kUnitBits | unit);
}

}  // namespace logonloom
