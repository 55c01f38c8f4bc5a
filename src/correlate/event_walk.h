// A walk through some of a machine's events. They lie too far apart for the processor to guess the
// next one, so each step asks memory for an event that comes some steps later.
#pragma once

#include <cstddef>
#include <span>
#include <utility>

#include "logonloom/sessions.h"

namespace logonloom {

// `List`: of the events' numbers, a vector or a span. The events must outlive it.
template <typename List>
class EventWalk {
 public:
  class Step {
   public:
    Step(const Index* at, const Index* end, const Event* events)
        : at_(at), end_(end), events_(events) {}
    Index operator*() const { return *at_; }
    Step& operator++() {
      ++at_;
      if (end_ - at_ > kAhead) Fetch(events_[at_[kAhead]]);
      return *this;
    }
    friend bool operator==(const Step& a, const Step& b) { return a.at_ == b.at_; }

   private:
    // Of its lines the two that most rules look at.
    static void Fetch(const Event& event) {
      __builtin_prefetch(&event.time);
      __builtin_prefetch(&event.target);
    }

    static constexpr std::ptrdiff_t kAhead = 6;
    const Index* at_;
    const Index* end_;
    const Event* events_;
  };

  EventWalk(List numbers, std::span<const Event> events)
      : numbers_(std::move(numbers)), events_(events.data()) {}
  Step begin() const { return {numbers_.data(), End(), events_}; }
  Step end() const { return {End(), End(), events_}; }
  std::size_t size() const { return numbers_.size(); }
  bool empty() const { return numbers_.empty(); }
  operator List() && { return std::move(numbers_); }

 private:
  const Index* End() const { return numbers_.data() + numbers_.size(); }

  List numbers_;
  const Event* events_;
};

}  // namespace logonloom
