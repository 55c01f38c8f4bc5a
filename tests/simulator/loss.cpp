#include "loss.h"

#include <algorithm>
#include <map>

namespace logonloom {
namespace {

bool Contains(const Event& e, std::string_view word) {
  return e.channel.view().find(word) != std::string_view::npos;
}

void DropChannel(std::vector<Event>& events, std::string_view word) {
  std::erase_if(events, [&](const Event& e) { return Contains(e, word); });
}

// Keeps of each log the ids in that part of its span.
void Cut(std::vector<Event>& events, double from, double to) {
  std::map<std::pair<Symbol, Symbol>, std::uint64_t> highest;
  for (const Event& e : events) {
    auto& known = highest[{e.computer, e.channel}];
    known = std::max(known, e.record_id);
  }
  std::erase_if(events, [&](const Event& e) {
    const auto last = static_cast<double>(highest.at({e.computer, e.channel}));
    const auto id = static_cast<double>(e.record_id);
    return id <= last * from || id > last * to;
  });
}

}  // namespace

std::string_view NameOf(Loss loss) {
  switch (loss) {
    case Loss::kNothing:
      return "complete";
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
    case Loss::kRecords:
      return "records";
    case Loss::kHead:
      return "head";
    case Loss::kTail:
      return "tail";
  }
  return {};
}

void Lose(Loss loss, Random& random, std::vector<Event>& events) {
  switch (loss) {
    case Loss::kNothing:
      return;
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
    case Loss::kRecords:
      std::erase_if(events, [&](const Event&) { return random.Chance(0.05); });
      return;
    case Loss::kHead:
      return Cut(events, 1.0 / 3, 1);
    case Loss::kTail:
      return Cut(events, 0, 2.0 / 3);
  }
}

}  // namespace logonloom
