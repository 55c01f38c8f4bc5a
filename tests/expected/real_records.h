// What the files of the corpus hold, in memory: correlation without a case.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "logonloom/sessions.h"

namespace logonloom {

// One record that Windows lists, whether or not it gave an event.
struct RealRecord {
  std::int32_t file = -1;
  Symbol computer, channel;
  std::uint64_t id = 0;
  std::uint32_t event_id = 0;
  FileTime time;
  std::int32_t event = -1;  // its event
};

struct RealRecords {
  std::shared_ptr<StringPool> pool;
  std::vector<RealRecord> records;  // in the order of files, then as they lie there
  std::vector<Event> events;
};

// All logs below the folder.
RealRecords ReadRecords(const std::string& folder);

// As if the logs held those records alone.
Correlation CorrelateThese(const RealRecords& all, const std::vector<std::size_t>& kept);

}  // namespace logonloom
