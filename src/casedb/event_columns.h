// Events as bytes: member by member, so that like stands beside like.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "logonloom/event.h"

namespace logonloom {

// Compressed, all members but the number of the file; texts stand once.
class EventPacker {
 public:
  EventPacker();
  ~EventPacker();
  EventPacker(const EventPacker&) = delete;
  EventPacker& operator=(const EventPacker&) = delete;
  void Add(const Event& event);
  std::string Pack();  // all so far

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};
std::string PackEvents(std::span<const Event> events);
// Appends the events with `file_index`. Throws PackedError (base/packed_bytes.h).
void UnpackEvents(std::string_view packed, std::int32_t file_index, StringPool& pool,
                  std::vector<Event>& events);

// How many members PackEvents knows: part of the version of what is packed.
int PackedMembers();

}  // namespace logonloom
