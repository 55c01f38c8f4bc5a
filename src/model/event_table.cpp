#include "logonloom/event_table.h"

#include <algorithm>
#include <utility>

#include "platform/spill_space.h"

namespace logonloom {
namespace {

bool IsInOrder(const BulkList<std::uint32_t>& source) {
  for (std::size_t i = 0; i < source.size(); ++i)
    if (source[i] != i) return false;
  return true;
}

// Asks memory for an event that is moved some moves later.
void Fetch(const Event& event) {
  constexpr std::size_t kLine = 64;
  const char* bytes = reinterpret_cast<const char*>(&event);
  for (std::size_t at = 0; at < sizeof event; at += kLine) __builtin_prefetch(bytes + at);
}

// Event source[at] to place `at`, and so on around the circle, from `first` back to it. Without what
// is fetched ahead each move waits for memory.
void MoveAround(Event* events, std::size_t first, BulkList<std::uint32_t>& source) {
  constexpr int kFetched = 8;  // moves
  std::size_t ahead = first;
  const auto fetch_next = [&] {
    if (source[ahead] == first) return;
    ahead = source[ahead];
    Fetch(events[ahead]);
  };
  for (int moves = 0; moves < kFetched; ++moves) fetch_next();
  const Event displaced = events[first];
  std::size_t at = first;
  for (std::size_t from = source[at]; from != first; from = source[at]) {
    fetch_next();
    events[at] = events[from];
    source[at] = static_cast<std::uint32_t>(at);
    at = from;
  }
  events[at] = displaced;
  source[at] = static_cast<std::uint32_t>(at);
}

}  // namespace

EventTable::EventTable(const std::vector<Event>& events) { Append(events); }
EventTable::EventTable(EventTable&& other) noexcept { Take(other); }
EventTable& EventTable::operator=(EventTable&& other) noexcept {
  if (this != &other) Take(other);
  return *this;
}
EventTable::~EventTable() { Release(); }

void EventTable::Release() {
  if (events_ != nullptr) SpillSpace::GiveBack(events_, capacity_ * sizeof(Event));
}

void EventTable::Take(EventTable& other) {
  Release();
  events_ = std::exchange(other.events_, nullptr);
  size_ = std::exchange(other.size_, 0);
  capacity_ = std::exchange(other.capacity_, 0);
}

void EventTable::Append(std::span<const Event> events) {
  if (events.empty()) return;
  constexpr std::size_t kLeast = 64;
  if (events.size() > capacity_ - size_)
    Reserve(std::max({size_ + events.size(), size_ + size_ / 2, kLeast}));
  SpillSpace::Write(events_, size_ * sizeof(Event), events.data(), events.size_bytes());
  size_ += events.size();
}

void EventTable::Reserve(std::size_t capacity) {
  events_ = static_cast<Event*>(
      SpillSpace::Grow(events_, capacity_ * sizeof(Event), capacity * sizeof(Event)));
  capacity_ = capacity;
}

void EventTable::PutInOrder(BulkList<std::uint32_t> source) {
  if (IsInOrder(source)) return Truncate(source.size());
  if (SpillSpace::IsInFile(events_))
    Gather(source);
  else
    Permute(std::move(source));
}

// A file's pages must not be written at random: each would go to the disk again and again.
void EventTable::Gather(const BulkList<std::uint32_t>& source) {
  EventTable ordered;
  if (!source.empty()) ordered.Reserve(source.size());
  for (std::size_t i = 0, end = 0; i < source.size(); i = end) {  // neighbours mostly stay so
    for (end = i + 1; end < source.size() && source[end] == source[end - 1] + 1; ++end) {
    }
    ordered.Append({events_ + source[i], end - i});
  }
  *this = std::move(ordered);
}

// In place, since memory for a second table may not be there.
void EventTable::Permute(BulkList<std::uint32_t> source) {
  const std::size_t kept = source.size();
  std::vector<bool> wanted(size_);
  for (const std::uint32_t from : source) wanted[from] = true;
  for (std::size_t i = 0; i < size_; ++i)  // the others go to the end, to be cut off
    if (!wanted[i]) source.push_back(static_cast<std::uint32_t>(i));
  for (std::size_t i = 0; i < source.size(); ++i)
    if (source[i] != i) MoveAround(events_, i, source);
  Truncate(kept);
}

}  // namespace logonloom
