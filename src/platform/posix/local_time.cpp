#include "platform/local_time.h"

#include <cstdlib>
#include <ctime>
#include <filesystem>

namespace logonloom {
namespace {

constexpr const char* kDatabase = "/usr/share/zoneinfo/";

void Select(const std::string& name) {
  static std::string selected;
  if (selected == name) return;
  selected = name;
  setenv("TZ", (std::string(":") + kDatabase + name).c_str(), 1);
  tzset();
}

}  // namespace

bool KnowsZones() {
  std::error_code ignored;
  return std::filesystem::is_directory(kDatabase, ignored);
}

bool HasZone(const std::string& name) {
  std::error_code ignored;
  return name.front() != '/' && name.find("..") == std::string::npos &&
         std::filesystem::is_regular_file(kDatabase + name, ignored);
}

int ZoneOffsetAt(const std::string& name, std::int64_t unix_seconds) {
  Select(name);
  const std::time_t seconds = unix_seconds;
  std::tm parts{};
  return localtime_r(&seconds, &parts) == nullptr ? 0 : static_cast<int>(parts.tm_gmtoff);
}

}  // namespace logonloom
