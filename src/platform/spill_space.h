// Memory for what grows with the evidence. Once there is much of it, it lies in files, so that the
// system may write what is not in use to the disk instead of running out of memory.
#pragma once

#include <cstddef>
#include <filesystem>
#include <thread>

namespace logonloom {

// One for the process. Any thread.
class SpillSpace {
 public:
  // Blocks that are gone through in order suffer little from lying in files, others much: those in
  // memory are counted apart.
  enum class Room : bool { kInOrder, kAtRandom };

  // From here on, blocks that would take those of their kind in memory beyond `in_memory` bytes lie in
  // files in `folder`, while its disk has room. The files have no name: nothing of them is left when the
  // program ends, however it ends. An empty folder, as at first: all lies in memory.
  static void Use(const std::filesystem::path& folder, std::size_t in_memory = kInMemory);

  // Throws std::bad_alloc.
  static void* Take(std::size_t bytes, Room room = Room::kInOrder);
  // What is there stays, at another address perhaps. A null block is an empty one. Of blocks that are
  // gone through in order.
  static void* Grow(void* block, std::size_t from, std::size_t to);
  // `room` as it was taken.
  static void GiveBack(void* block, std::size_t bytes, Room room = Room::kInOrder) noexcept;

  // As memcpy to `at` bytes behind the begin of the block, for what is filled once and read later: no
  // page of a block that grows in its file enters the memory of the process.
  static void Write(void* block, std::size_t at, const void* bytes, std::size_t count);

  static bool IsInFile(const void* block);
  // What lies in files leaves the memory of the process until it is touched again.
  static void LetGo();
  // The same if it takes more than kResident bytes.
  static void Ease();

  static constexpr std::size_t kInMemory = std::size_t{96} << 20;
  static constexpr std::size_t kResident = std::size_t{96} << 20;
};

// While it lives, somebody sees to it that blocks in files take little memory (Ease).
class SpillKeeper {
 public:
  SpillKeeper();

 private:
  std::jthread thread_;
};

}  // namespace logonloom
