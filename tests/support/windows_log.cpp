#include "support/windows_log.h"

#include <utility>

#include "base/text.h"

namespace logonloom::support {

std::string_view ChannelName(Channel channel) {
  switch (channel) {
    case Channel::kSecurity:
      return "Security";
    case Channel::kSystem:
      return "System";
    case Channel::kLocalSessions:
      return "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational";
    case Channel::kRemoteConnections:
      return "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational";
    case Channel::kRdpCore:
      return "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational";
  }
  return {};
}

std::string ChannelFileName(Channel channel) {
  std::string name(ChannelName(channel));
  if (const auto slash = name.find('/'); slash != std::string::npos) name.replace(slash, 1, "%4");
  return name + ".evtx";
}

WindowsLog::WindowsLog(std::string computer, std::uint64_t seed) : computer_(std::move(computer)) {
  for (const Channel channel : kChannels) {
    seed = Hash64(ChannelName(channel), seed);
    Of(channel).next_id = 1000 + seed % 9000;
  }
}

void WindowsLog::Emit(Channel channel, FileTime time, EventSpec spec) {
  Log& log = Of(channel);
  spec.channel = ChannelName(channel);
  spec.computer = computer_;
  spec.time = time;
  spec.record_id = log.next_id++;
  log.records.push_back(std::move(spec));
}

}  // namespace logonloom::support
