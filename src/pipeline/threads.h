// Threads that help, if the system grants them.
#pragma once

#include <system_error>
#include <thread>
#include <vector>

namespace logonloom {

// Up to `count` threads. Where the system grants fewer, the run is slower, not different.
template <typename Work>
std::vector<std::jthread> StartThreads(unsigned count, const Work& work) {
  std::vector<std::jthread> threads;
  try {
    for (unsigned i = 0; i < count; ++i) threads.emplace_back(work);
  } catch (const std::system_error&) {
    return threads;
  }
  return threads;
}

}  // namespace logonloom
