#include "correlate/host_facts.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace logonloom {
namespace {

struct Release {
  std::uint32_t build;  // its first
  std::string_view name;
};

// Workstation and server of one build cannot be told apart by it. Source: Microsoft's release
// information.
constexpr Release kReleases[] = {
    {2600, "Windows XP"},
    {3790, "Windows Server 2003"},
    {6000, "Windows Vista"},
    {6001, "Windows Vista or Server 2008"},
    {7600, "Windows 7 or Server 2008 R2"},
    {9200, "Windows 8 or Server 2012"},
    {9600, "Windows 8.1 or Server 2012 R2"},
    {10240, "Windows 10"},
    {14393, "Windows 10 1607 or Server 2016"},
    {15063, "Windows 10"},
    {17763, "Windows 10 1809 or Server 2019"},
    {18362, "Windows 10"},
    {20348, "Windows Server 2022"},
    {22000, "Windows 11"},
    {26100, "Windows 11 24H2 or Server 2025"},
    {26200, "Windows 11"},
};

std::string Named(std::string_view build_text) {
  std::uint32_t build = 0;
  std::from_chars(build_text.data(), build_text.data() + build_text.size(), build);
  std::string_view name;
  for (const Release& release : kReleases)
    if (release.build <= build) name = release.name;
  if (name.empty()) return {};
  return std::string(name) + " (build " + std::to_string(build) + ")";
}

// 4624 got new fields with Windows 8 and with Windows 10.
std::string_view ByLogonVersion(std::uint32_t version) {
  if (version == 0) return "Windows Vista to 7 or Server 2008 to 2008 R2";
  if (version == 1) return "Windows 8 to 8.1, early Windows 10 or Server 2012 to 2012 R2";
  return "Windows 10 or Server 2016, or later";
}

}  // namespace

void FillHostFacts(const History& history, Host& host) {
  for (const Index i : history.OfKind(EventKind::kVersionTold))
    host.os_hint = Named(history.event(i).object_path.view());
  const auto logons = history.OfKind(EventKind::kLogon);
  if (host.os_hint.empty() && !logons.empty()) {
    std::uint32_t version = 0;
    for (const Index i : logons) version = std::max(version, history.event(i).version);
    host.os_hint = ByLogonVersion(version);
  }
  host.machine_sid = history.directory.MachineSid();
}

}  // namespace logonloom
