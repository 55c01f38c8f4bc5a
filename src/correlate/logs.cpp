#include "correlate/logs.h"

#include <algorithm>

#include "base/flat_map.h"

namespace logonloom {
namespace {

struct LogName {
  Symbol computer, channel;
  std::int32_t file = -1;
  friend bool operator==(const LogName&, const LogName&) = default;
};

struct LogNameHash {
  std::size_t operator()(const LogName& name) const noexcept {
    const std::hash<Symbol> hash;
    return HashNumber(std::uint64_t{hash(name.computer)} << 32 | hash(name.channel),
                      static_cast<std::uint32_t>(name.file));
  }
};

void Widen(Log& log, const Event& e) {
  log.first_id = std::min(log.first_id, e.record_id);
  log.last_id = std::max(log.last_id, e.record_id);
  log.first_time = std::min(log.first_time, e.time);
  log.last_time = std::max(log.last_time, e.time);
  ++log.count;
}

}  // namespace

Logs FindLogs(std::span<const Event> events) {
  Logs logs;
  logs.of.reserve(events.size());
  FlatMap<LogName, std::uint32_t, LogNameHash> numbers;
  LogName last;
  std::uint32_t number = 0;
  for (const Event& e : events) {
    const LogName name{e.computer, e.channel, e.source.file_index};
    if (logs.all.empty() || !(name == last)) {  // events of one log mostly come in runs
      const auto [known, added] = numbers.Add(name);
      if (added) {
        known = static_cast<std::uint32_t>(logs.all.size());
        logs.all.push_back({name.computer, name.channel, name.file, e.record_id, e.record_id, e.time,
                            e.time, 0});
      }
      number = known;
      last = name;
    }
    Widen(logs.all[number], e);
    logs.of.push_back(number);
  }
  return logs;
}

}  // namespace logonloom
