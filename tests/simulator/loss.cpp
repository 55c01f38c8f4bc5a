#include "loss.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "machine_log.h"

namespace logonloom {
namespace {

constexpr std::int32_t kArchives = 100, kCopies = 200, kCollector = 300;  // numbers of files

bool Contains(const Event& e, std::string_view word) {
  return e.channel.view().find(word) != std::string_view::npos;
}

void DropChannel(std::vector<Event>& events, std::string_view word) {
  std::erase_if(events, [&](const Event& e) { return Contains(e, word); });
}

// Each log is a file of its own.
std::map<std::int32_t, std::uint64_t> LastIds(const std::vector<Event>& events) {
  std::map<std::int32_t, std::uint64_t> last;
  for (const Event& e : events) {
    std::uint64_t& known = last[e.source.file_index];
    known = std::max(known, e.record_id);
  }
  return last;
}

// A part of each log, from 0 to 1.
struct Part {
  double from = 0, to = 1;
};
template <typename Draw>
std::map<std::int32_t, Part> DrawParts(const std::vector<Event>& events, Draw draw) {
  std::map<std::int32_t, Part> parts;
  for (const auto& [file, last] : LastIds(events)) parts[file] = draw();
  return parts;
}

bool Lies(const Event& e, const Part& part, std::uint64_t last) {
  const auto id = static_cast<double>(e.record_id), end = static_cast<double>(last);
  return id > end * part.from && id <= end * part.to;
}

void Keep(std::vector<Event>& events, const std::map<std::int32_t, Part>& parts) {
  const auto last = LastIds(events);
  std::erase_if(events, [&](const Event& e) {
    return !Lies(e, parts.at(e.source.file_index), last.at(e.source.file_index));
  });
}

void DropParts(std::vector<Event>& events, const std::map<std::int32_t, Part>& parts) {
  const auto last = LastIds(events);
  std::erase_if(events, [&](const Event& e) {
    return Lies(e, parts.at(e.source.file_index), last.at(e.source.file_index));
  });
}

void DropFiles(std::vector<Event>& events, Random& random, double chance) {
  std::set<std::int32_t> dropped;
  for (const auto& [file, last] : LastIds(events))
    if (random.Chance(chance)) dropped.insert(file);
  std::erase_if(events, [&](const Event& e) { return dropped.contains(e.source.file_index); });
}

// 1102 is the first record of the new log; 104 stands in System, and names the log.
void Clear(std::vector<Event>& events) {
  std::vector<Event> clears;
  for (const Event& e : events)
    if (e.kind == EventKind::kLogCleared) clears.push_back(e);
  for (const Event& clear : clears) {
    const std::string_view log = clear.event_id == 1102 ? "Security" : clear.object.view();
    const auto machine = clear.source.file_index / kFilesOfMachine;
    std::erase_if(events, [&](const Event& e) {
      if (e.source.file_index / kFilesOfMachine != machine || e.channel.view() != log) return false;
      return e.channel == clear.channel ? e.record_id < clear.record_id
                                        : e.source.offset < clear.source.offset;
    });
  }
}

bool IsForwarded(const Event& e) {
  static const std::set<std::pair<std::string_view, std::uint32_t>> kAsked = {
      {"Security", 1102}, {"Security", 4608}, {"Security", 4624}, {"Security", 4625},
      {"Security", 4634}, {"Security", 4647}, {"Security", 4648}, {"Security", 4672},
      {"Security", 4778}, {"Security", 4779}, {"Security", 4800}, {"Security", 4801},
      {"System", 6005},   {"System", 6006},   {"System", 6008},   {"System", 104}};
  return kAsked.contains({e.channel.view(), e.event_id}) ||
         (Contains(e, "LocalSessionManager") && e.event_id >= 21 && e.event_id <= 25);
}

void Copy(std::vector<Event>& events, Random& random) {
  const auto live = DrawParts(events, [&] { return Part{random.Real(0, 0.8), 1}; });
  std::map<std::int32_t, Part> archived = live;
  for (auto& [file, part] : archived) part = {0, part.from + random.Real(0, 0.2)};
  const auto last = LastIds(events);
  std::set<std::int32_t> copied;
  for (const auto& [file, id] : last)
    if (random.Chance(0.3)) copied.insert(file);
  std::vector<Event> all;
  for (Event e : events) {
    const std::int32_t file = e.source.file_index;
    if (Lies(e, live.at(file), last.at(file))) all.push_back(e);
    e.source.file_index = file + kArchives;
    if (Lies(e, archived.at(file), last.at(file))) all.push_back(e);
    e.source.file_index = file + kCopies;
    if (copied.contains(file)) all.push_back(e);
    e.source.file_index = kCollector;
    if (IsForwarded(e)) all.push_back(e);
  }
  events = std::move(all);
}

void Mix(std::vector<Event>& events, Random& random) {
  DropFiles(events, random, 0.2);
  Keep(events, DrawParts(events, [&] { return Part{random.Real(0, 0.4), random.Real(0.8, 1)}; }));
  std::erase_if(events, [&](const Event&) { return random.Chance(0.03); });
}

void Forward(std::vector<Event>& events) {
  std::erase_if(events, [](const Event& e) { return !IsForwarded(e); });
  for (Event& e : events) e.source.file_index = kCollector;
}

}  // namespace

std::string_view NameOf(Loss loss) {
  switch (loss) {
    case Loss::kNothing:
      return "complete";
    case Loss::kCopies:
      return "copies";
    case Loss::kNoSystem:
      return "no-system";
    case Loss::kNoLocalSessionManager:
      return "no-local-session-manager";
    case Loss::kNoRemoteConnectionManager:
      return "no-remote-connection-manager";
    case Loss::kNoRdpCoreTs:
      return "no-rdp-core-ts";
    case Loss::kNoTerminalServices:
      return "no-terminal-services";
    case Loss::kNoSecurity:
      return "no-security";
    case Loss::kChannels:
      return "channels";
    case Loss::kRecords:
      return "records";
    case Loss::kRun:
      return "run";
    case Loss::kHead:
      return "head";
    case Loss::kTail:
      return "tail";
    case Loss::kWrapped:
      return "wrapped";
    case Loss::kCleared:
      return "cleared";
    case Loss::kForwarded:
      return "forwarded";
    case Loss::kMixed:
      return "mixed";
  }
  return {};
}

bool IsComplete(Loss loss) { return loss == Loss::kNothing || loss == Loss::kCopies; }

void Lose(Loss loss, Random& random, std::vector<Event>& events) {
  switch (loss) {
    case Loss::kNothing:
      return;
    case Loss::kCopies:
      return Copy(events, random);
    case Loss::kNoSystem:
      return DropChannel(events, "System");
    case Loss::kNoLocalSessionManager:
      return DropChannel(events, "LocalSessionManager");
    case Loss::kNoRemoteConnectionManager:
      return DropChannel(events, "RemoteConnectionManager");
    case Loss::kNoRdpCoreTs:
      return DropChannel(events, "RdpCoreTS");
    case Loss::kNoTerminalServices:
      DropChannel(events, "TerminalServices");
      return DropChannel(events, "RdpCoreTS");
    case Loss::kNoSecurity:
      return DropChannel(events, "Security");
    case Loss::kChannels:
      return DropFiles(events, random, 0.4);
    case Loss::kRecords:
      std::erase_if(events, [&](const Event&) { return random.Chance(0.05); });
      return;
    case Loss::kRun:
      return DropParts(events, DrawParts(events, [&] {
                         const double from = random.Real(0.1, 0.7);
                         return Part{from, from + random.Real(0.05, 0.2)};
                       }));
    case Loss::kHead:
      return Keep(events, DrawParts(events, [] { return Part{1.0 / 3, 1}; }));
    case Loss::kTail:
      return Keep(events, DrawParts(events, [] { return Part{0, 2.0 / 3}; }));
    case Loss::kWrapped:
      return Keep(events, DrawParts(events, [&] { return Part{random.Real(0, 0.8), 1}; }));
    case Loss::kCleared:
      return Clear(events);
    case Loss::kForwarded:
      return Forward(events);
    case Loss::kMixed:
      return Mix(events, random);
  }
}

}  // namespace logonloom
