#include "correlate/extent_hosts.h"

#include "base/text.h"

namespace logonloom {

void ExtentHosts::AddLog(const Log& log, Index host) {
  if (!in_file_.try_emplace({log.file, log.computer}, host).second) return;
  const auto [it, added] = of_name_.try_emplace(ToLower(log.computer.view()), host);
  if (!added && it->second != host) it->second = kNone;
}

void ExtentHosts::AddDuplicates(const std::vector<MachineEvents>& machines) {
  for (std::size_t m = 0; m < machines.size(); ++m)
    for (const auto& [event, source] : machines[m].duplicates) {
      const Symbol computer = machines[m].events[static_cast<std::size_t>(event)].computer;
      in_file_.try_emplace({source.file_index, computer}, static_cast<Index>(m));
    }
}

Index ExtentHosts::HostOf(const ChannelExtent& extent) const {
  const auto known = in_file_.find({extent.file_index, extent.computer});
  if (known != in_file_.end()) return known->second;
  const auto named = of_name_.find(ToLower(extent.computer.view()));
  return named == of_name_.end() ? kNone : named->second;
}

}  // namespace logonloom
