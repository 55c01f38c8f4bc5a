// Threads that help, if the system grants them.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
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

// Calls take(i, make(i)) for each number below `count`: makes on up to `threads` threads, takes one at
// a time in the order of the numbers, so that few wait to be taken. Rethrows likewise.
template <typename Make, typename Take>
void MakeInOrder(unsigned threads, std::size_t count, const Make& make, const Take& take) {
  std::mutex mutex;
  std::map<std::size_t, decltype(make(count))> made;
  std::size_t next = 0;
  ForEachOnThreads(threads, count, [&](std::size_t i) {
    auto part = make(i);
    const std::lock_guard lock(mutex);
    made.emplace(i, std::move(part));
    for (auto first = made.begin(); first != made.end() && first->first == next; ++next) {
      take(next, std::move(first->second));
      first = made.erase(first);
    }
  });
}

}  // namespace logonloom
