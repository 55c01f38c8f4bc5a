#include "correlate/event_index.h"

namespace logonloom {

EventIndex::EventIndex(std::span<const Event> events) : by_kind_(events.size()) {
  std::vector<EventKind> kinds;  // close together, as they are read twice
  kinds.reserve(events.size());
  Symbol channel;
  for (const Event& e : events) {
    const auto i = static_cast<Index>(kinds.size());
    if (i == 0 || e.channel != channel) channels_.push_back({i, i});
    channel = e.channel;
    channels_.back().end = i + 1;
    kinds.push_back(e.kind);
    ++begins_[static_cast<std::size_t>(e.kind) + 1];
  }
  for (std::size_t kind = 0; kind < kKinds; ++kind) begins_[kind + 1] += begins_[kind];
  std::array<std::size_t, kKinds + 1> next = begins_;
  for (std::size_t i = 0; i < kinds.size(); ++i)
    by_kind_[next[static_cast<std::size_t>(kinds[i])]++] = static_cast<Index>(i);
}

}  // namespace logonloom
