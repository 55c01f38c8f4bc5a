#include "platform/interruption.h"

#include <unistd.h>

#include <csignal>
#include <cstring>
#include <string>

namespace logonloom {
namespace {

// What a signal's handler may touch. Empty: nothing to remove.
char doomed_paths[RemovalOnInterrupt::kMostFiles][4096];

void RemoveAndDie(int signal) {
  for (const auto& path : doomed_paths)
    if (path[0] != '\0') unlink(path);
  std::signal(signal, SIG_DFL);
  raise(signal);
}

}  // namespace

void ReportBrokenOutputAsError() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

RemovalOnInterrupt::RemovalOnInterrupt(const Files& files) {
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string text = files[i].string();
    if (text.size() < sizeof doomed_paths[i])
      std::memcpy(doomed_paths[i], text.c_str(), text.size() + 1);
  }
  std::signal(SIGINT, RemoveAndDie);
  std::signal(SIGTERM, RemoveAndDie);
}

RemovalOnInterrupt::~RemovalOnInterrupt() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
  for (auto& path : doomed_paths) path[0] = '\0';
}

}  // namespace logonloom
