// What happens when the user or the system ends the program.
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>

namespace logonloom {

// A closed pipe and a file that may not grow are errors of the write from now on, not the end of
// the process.
void ReportBrokenOutputAsError();

// While one lives, an interrupt from the keyboard or a request to end also removes the files that
// are there. One at a time.
class RemovalOnInterrupt {
 public:
  static constexpr std::size_t kMostFiles = 2;
  using Files = std::array<std::filesystem::path, kMostFiles>;

  explicit RemovalOnInterrupt(const Files& files);
  ~RemovalOnInterrupt();
  RemovalOnInterrupt(const RemovalOnInterrupt&) = delete;
  RemovalOnInterrupt& operator=(const RemovalOnInterrupt&) = delete;
};

}  // namespace logonloom
