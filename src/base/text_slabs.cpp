#include "base/text_slabs.h"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <new>
#include <utility>

#include "logonloom/bulk_list.h"

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
  void GiveBack(std::uint32_t number) {
    const std::lock_guard lock(mutex_);
    free_.push_back(number);
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
  for (const Slab& slab : slabs_) {
    Symbol::slabs_[slab.number] = nullptr;
    GiveBackBulk(slab.texts, slab.bytes, BulkUse::kInOrder);
    Numbers().GiveBack(slab.number);
  }
}

void TextSlabs::Open(std::size_t bytes) {
  constexpr std::size_t kSlab = std::size_t{Symbol::kUnit} << Symbol::kUnitBits;
  slabs_.reserve(slabs_.size() + 1);
  Slab slab;
  slab.bytes = std::max(bytes, kSlab);  // a text may be longer than a slab
  slab.number = Numbers().Take(Symbol::slabs_.size());
  slab.texts = static_cast<char*>(TakeBulk(slab.bytes, BulkUse::kInOrder));
  slabs_.push_back(slab);
  Symbol::slabs_[slab.number] = slab.texts;
  used_ = 0;
}

Symbol TextSlabs::Append(std::string_view text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  if (size != text.size()) throw std::bad_alloc();
  const std::size_t room = (sizeof size + text.size() + Symbol::kUnit - 1) & ~(Symbol::kUnit - 1u);
  if (slabs_.empty() || room > slabs_.back().bytes - used_) Open(room);
  char* place = slabs_.back().texts + used_;
  std::memcpy(place, &size, sizeof size);
  std::memcpy(place + sizeof size, text.data(), text.size());
  const auto unit = static_cast<std::uint32_t>(used_ / Symbol::kUnit);
  used_ += room;
  return Symbol(slabs_.back().number << Symbol::kUnitBits | unit);
}

}  // namespace logonloom
