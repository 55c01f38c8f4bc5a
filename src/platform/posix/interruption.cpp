#include "platform/interruption.h"

#include <unistd.h>

#include <csignal>
#include <cstring>
#include <string>

namespace logonloom {
namespace {

// What a signal's handler may touch. Empty: nothing to remove.
char doomed_path[4096];

void RemoveAndDie(int signal) {
  if (doomed_path[0] != '\0') unlink(doomed_path);
  std::signal(signal, SIG_DFL);
  raise(signal);
}

}  // namespace

void ReportBrokenOutputAsError() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

RemovalOnInterrupt::RemovalOnInterrupt(const std::filesystem::path& path) {
  const std::string text = path.string();
  if (text.size() < sizeof doomed_path) std::memcpy(doomed_path, text.c_str(), text.size() + 1);
  std::signal(SIGINT, RemoveAndDie);
  std::signal(SIGTERM, RemoveAndDie);
}

RemovalOnInterrupt::~RemovalOnInterrupt() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
  doomed_path[0] = '\0';
}

}  // namespace logonloom
