// The event logs of one machine of a scenario, with record ids as Windows numbers them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/event_spec.h"

namespace logonloom::support {

enum class Channel : std::uint8_t {
  kSecurity,
  kSystem,
  kLocalSessions,      // TerminalServices-LocalSessionManager/Operational
  kRemoteConnections,  // TerminalServices-RemoteConnectionManager/Operational
  kRdpCore,            // RemoteDesktopServices-RdpCoreTS/Operational
};
inline constexpr std::array kChannels = {Channel::kSecurity, Channel::kSystem,
                                         Channel::kLocalSessions, Channel::kRemoteConnections,
                                         Channel::kRdpCore};

std::string_view ChannelName(Channel channel);
// «Security.evtx», «Microsoft-Windows-…%4Operational.evtx».
std::string ChannelFileName(Channel channel);

class WindowsLog {
 public:
  // `seed` varies the first record ids.
  WindowsLog(std::string computer, std::uint64_t seed);

  // Gives the event its channel, computer, time and the next record id of the channel.
  void Emit(Channel channel, FileTime time, EventSpec spec);
  // Drops what was written; record ids go on.
  void Clear(Channel channel) { Of(channel).records.clear(); }
  const std::vector<EventSpec>& records(Channel channel) const {
    return logs_[static_cast<std::size_t>(channel)].records;
  }

 private:
  struct Log {
    std::uint64_t next_id = 1;
    std::vector<EventSpec> records;
  };
  Log& Of(Channel channel) { return logs_[static_cast<std::size_t>(channel)]; }

  std::string computer_;
  std::array<Log, kChannels.size()> logs_;
};

}  // namespace logonloom::support
