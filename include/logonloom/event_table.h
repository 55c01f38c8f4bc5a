// All events of a run: the one table that grows with the evidence.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "logonloom/bulk_list.h"
#include "logonloom/event.h"

namespace logonloom {

// Events one after the other, moved as a whole and never copied, in memory as that of a BulkList.
class EventTable {
 public:
  EventTable() = default;
  EventTable(const std::vector<Event>& events);  // not explicit: the events of a test, say
  EventTable(EventTable&& other) noexcept;
  EventTable& operator=(EventTable&& other) noexcept;
  ~EventTable();

  // Throws std::bad_alloc.
  void Append(std::span<const Event> events);
  void Append(const Event& event) { Append({&event, 1}); }
  // Event source[i] moves to place i; events that `source` does not name are gone. No place may be
  // named twice.
  void PutInOrder(BulkList<std::uint32_t> source);
  // The events behind the first `count` are gone.
  void Truncate(std::size_t count) { size_ = count < size_ ? count : size_; }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Event* data() { return events_; }
  const Event* data() const { return events_; }
  Event& operator[](std::size_t i) { return events_[i]; }
  const Event& operator[](std::size_t i) const { return events_[i]; }
  Event* begin() { return events_; }
  Event* end() { return events_ + size_; }
  const Event* begin() const { return events_; }
  const Event* end() const { return events_ + size_; }

 private:
  static_assert(std::is_trivially_copyable_v<Event>);
  void Release();
  void Take(EventTable& other);
  void Reserve(std::size_t capacity);
  void Gather(const BulkList<std::uint32_t>& source);
  void Permute(BulkList<std::uint32_t> source);

  Event* events_ = nullptr;
  std::size_t size_ = 0, capacity_ = 0;
};

}  // namespace logonloom
