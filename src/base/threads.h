// Threads that help, if the system grants them.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
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

// Calls work(i) for each number below `count`, on up to `threads` threads, this one among them.
// Rethrows what the first call that failed threw, when all have ended.
template <typename Work>
void ForEachOnThreads(unsigned threads, std::size_t count, const Work& work) {
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::exception_ptr error;
  const auto take = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        work(i);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!error) error = std::current_exception();
        next = count;
      }
    }
  };
  {
    const auto wanted = std::min<std::size_t>(threads, count);
    const auto helpers = StartThreads(wanted < 2 ? 0 : static_cast<unsigned>(wanted) - 1, take);
    take();
  }
  if (error) std::rethrow_exception(error);
}

}  // namespace logonloom
