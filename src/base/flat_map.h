// A hash map for what is asked for each event: no node for each entry, and a walk that is the same in
// every run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>

#include "base/word_hash.h"
#include "logonloom/bulk_list.h"

namespace logonloom {

// Entries stay in the order in which they came; none is taken out. At most 2^32 - 1 of them.
// References to values live until the next entry is added. `Hash` need not spread: the map does.
template <typename Key, typename Value, typename Hash = std::hash<Key>>
class FlatMap {
 public:
  using Entry = std::pair<Key, Value>;

  // nullptr if it is not there.
  const Value* Find(const Key& key) const {
    if (entries_.empty()) return nullptr;
    const std::uint32_t number = slots_[SlotOf(key)];
    return number == 0 ? nullptr : &entries_[number - 1].second;
  }
  Value* Find(const Key& key) {
    return const_cast<Value*>(std::as_const(*this).Find(key));
  }
  // The value of `key`, made by default if it is new, and whether it is.
  std::pair<Value&, bool> Add(const Key& key) {
    if (entries_.size() * 2 >= slots_.size()) Grow();
    std::uint32_t& number = slots_[SlotOf(key)];
    if (number != 0) return {entries_[number - 1].second, false};
    entries_.emplace_back(key, Value());
    number = static_cast<std::uint32_t>(entries_.size());
    return {entries_.back().second, true};
  }
  Value& operator[](const Key& key) { return Add(key).first; }

  std::size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  auto begin() { return entries_.begin(); }
  auto end() { return entries_.end(); }
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }

 private:
  std::size_t SlotOf(const Key& key) const {
    std::size_t slot = static_cast<std::size_t>(HashNumber(Hash()(key), 0)) & (slots_.size() - 1);
    while (slots_[slot] != 0 && !(entries_[slots_[slot] - 1].first == key))
      slot = (slot + 1) & (slots_.size() - 1);
    return slot;
  }
  void Grow() {
    constexpr std::size_t kLeast = 16;
    slots_.assign(slots_.empty() ? kLeast : slots_.size() * 2, 0);
    for (std::size_t i = 0; i < entries_.size(); ++i)
      slots_[SlotOf(entries_[i].first)] = static_cast<std::uint32_t>(i + 1);
  }

  BulkList<Entry> entries_;
  BulkTable<std::uint32_t> slots_;  // number of the entry from 1, 0: free; a power of two of them
};

}  // namespace logonloom
