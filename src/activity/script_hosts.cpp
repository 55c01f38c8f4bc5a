#include "activity/script_hosts.h"

#include "activity/windows.h"
#include "base/text.h"

namespace logonloom {
namespace {

std::string Key(Index boot, std::string_view command_line) {
  return std::to_string(boot) + '|' + ToLower(Trim(command_line));
}

bool NamesItsHost(const Event& e) {
  return e.kind == EventKind::kScript && e.writer_pid == 0 && !e.message.empty();
}

}  // namespace

std::string_view LineValue(std::string_view text, std::string_view name) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = Trim(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.starts_with(name) && line.substr(name.size()).starts_with('='))
      return Trim(line.substr(name.size() + 1));
  }
  return {};
}

AccountName ScriptAccount(const Event& event) {
  const std::string_view user = LineValue(event.message.view(), "UserId");
  const std::size_t slash = user.find('\\');
  if (slash == std::string_view::npos) return {{}, user, {}};
  return {{}, user.substr(slash + 1), user.substr(0, slash)};
}

ScriptHosts::ScriptHosts(const MachineScene& scene, const ProcessTable& processes)
    : scene_(scene), processes_(processes) {
  std::unordered_map<std::string, std::vector<Index>> wanted;
  for (Index i = scene.begin(); i < scene.end(); ++i)
    if (scene.kind(i) == EventKind::kScript && NamesItsHost(scene.event(i)))
      wanted[Key(scene.place(i).boot, LineValue(scene.event(i).message.view(), "HostApplication"))];
  if (wanted.empty()) return;
  for (Index p = 0; p < processes.size(); ++p) {
    if (processes.at(p).command_line.empty()) continue;
    const auto known = wanted.find(Key(processes.at(p).boot, processes.at(p).command_line));
    if (known != wanted.end()) known->second.push_back(p);
  }
  by_command_line_ = std::move(wanted);
}

Index ScriptHosts::Find(Index event) const {
  const Event& e = scene_.event(event);
  if (!NamesItsHost(e)) return kNone;
  const std::string_view host = LineValue(e.message.view(), "HostApplication");
  const auto known = by_command_line_.find(Key(scene_.place(event).boot, host));
  if (host.empty() || known == by_command_line_.end()) return kNone;
  Index found = kNone;
  for (const Index p : known->second) {
    const Process& process = processes_.at(p);
    const bool begun = !process.start_time || *process.start_time <= e.time + kProcessSlack;
    const bool over = process.end_time && *process.end_time + kProcessSlack < e.time;
    if (!begun || over) continue;
    if (found != kNone) return kNone;
    found = p;
  }
  return found;
}

}  // namespace logonloom
