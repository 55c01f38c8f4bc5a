#include "platform/spill_space.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <new>
#include <optional>
#include <system_error>
#include <utility>

namespace logonloom {

namespace {

constexpr std::size_t kPage = std::size_t{1} << 16;
// A block of this size keeps its file open, in order to grow where it is; so there are few of them.
constexpr std::size_t kGrowsInPlace = std::size_t{64} << 20;
constexpr int kClosed = -1;
using Room = SpillSpace::Room;

std::size_t WholePages(std::size_t bytes) { return (bytes + kPage - 1) / kPage * kPage; }

// Every byte of a file is claimed ahead: a write to a mapping has nobody to tell that the disk is
// full.
bool Claim(int file, std::size_t bytes) {
  return posix_fallocate(file, 0, static_cast<off_t>(bytes)) == 0;
}

// Bytes of files that the process has in memory, the program itself among them.
std::size_t ResidentOfFiles() {
  static const int statm = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  static const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  char text[128] = {};
  std::size_t of_files = 0;
  if (pread(statm, text, sizeof text - 1, 0) > 0) std::sscanf(text, "%*u %*u %zu", &of_files);
  return of_files * page;
}

// What lies in memory begins at a line of the processor's cache, as what lies in files does: tables
// lay out their rows by lines.
constexpr std::size_t kLine = 64;

// Tables are read at random. In large pages, where the system gives them, each look costs one wait,
// and not one more for where the page lies.
void AskForLargePages(void* block, std::size_t bytes) {
  constexpr std::size_t kPages = 4096, kLarge = std::size_t{4} << 20;
  if (bytes < kLarge) return;
  const auto begin = (reinterpret_cast<std::uintptr_t>(block) + kPages - 1) / kPages * kPages;
  const auto end = (reinterpret_cast<std::uintptr_t>(block) + bytes) / kPages * kPages;
  madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
}

// nullptr where there is none.
void* TakeMemory(std::size_t bytes) {
  void* block = std::aligned_alloc(kLine, (bytes + kLine - 1) / kLine * kLine);
  if (block != nullptr) AskForLargePages(block, bytes);
  return block;
}

// realloc moves large blocks without a copy, and these stay at a line then. nullptr where there is none.
void* GrowMemory(void* block, std::size_t from, std::size_t to) {
  void* grown = std::realloc(block, to);
  if (grown == nullptr) return nullptr;
  AskForLargePages(grown, to);
  if (reinterpret_cast<std::uintptr_t>(grown) % kLine == 0) return grown;
  void* placed = TakeMemory(to);
  if (placed == nullptr) return grown;
  std::memcpy(placed, grown, from);
  std::free(grown);
  return placed;
}

// The blocks that lie in files. The rest are malloc's. The lock is never held while the system makes or
// takes away a file, which may take a second: nobody could ease memory meanwhile.
class Blocks {
 public:
  void Use(const std::filesystem::path& folder, std::size_t in_memory) {
    const std::lock_guard lock(mutex_);
    folder_ = folder;
    most_in_memory_ = in_memory;
  }

  void* Take(std::size_t bytes, Room room) {
    if (!CountIfItFits(bytes, room)) {
      if (void* block = TakeFromFile(WholePages(bytes))) return block;
      Count(bytes, room);
    }
    if (void* block = TakeMemory(bytes)) return block;
    Discount(bytes, room);
    throw std::bad_alloc();
  }

  void* Grow(void* block, std::size_t from, std::size_t to) {
    if (const auto place = PlaceOf(block)) {
      if (void* grown = GrowInFile(block, *place, WholePages(to))) return grown;
    } else if (block != nullptr && CountIfItFits(to - from, Room::kInOrder)) {
      if (void* grown = GrowMemory(block, from, to)) return grown;
      Discount(to - from, Room::kInOrder);
      throw std::bad_alloc();
    }
    void* other = Take(to, Room::kInOrder);
    if (from != 0) std::memcpy(other, block, from);
    if (block != nullptr) GiveBack(block, from, Room::kInOrder);
    return other;
  }

  void GiveBack(void* block, std::size_t bytes, Room room) noexcept {
    const auto place = TakeOut(block);
    if (!place) {
      std::free(block);
      return Discount(bytes, room);
    }
    munmap(block, place->bytes);
    if (place->file != kClosed) close(place->file);
  }

  void Write(void* block, std::size_t at, const void* bytes, std::size_t count) {
    const auto place = PlaceOf(block);
    const int file = place ? place->file : kClosed;
    std::size_t written = 0;
    while (file != kClosed && written < count) {
      const ssize_t more = pwrite(file, static_cast<const char*>(bytes) + written, count - written,
                                  static_cast<off_t>(at + written));
      if (more <= 0) break;  // the mapping takes what the file does not
      written += static_cast<std::size_t>(more);
    }
    std::memcpy(static_cast<char*>(block) + at + written,
                static_cast<const char*>(bytes) + written, count - written);
  }

  bool IsInFile(const void* block) { return PlaceOf(block).has_value(); }

  // A shared mapping loses nothing: its pages are the file's. Blocks mostly lie one behind the other,
  // and there are thousands of them.
  void LetGo() {
    const std::lock_guard lock(mutex_);
    for (auto at = in_file_.begin(); at != in_file_.end();) {
      char* const begin = static_cast<char*>(const_cast<void*>(at->first));
      char* end = begin;
      for (; at != in_file_.end() && at->first == end; ++at) end += at->second.bytes;
      madvise(begin, static_cast<std::size_t>(end - begin), MADV_DONTNEED);
    }
  }

  bool any_in_file() const { return any_in_file_; }

  void Ease() {
    if (any_in_file_ && ResidentOfFiles() > SpillSpace::kResident) LetGo();
  }

 private:
  struct InFile {
    std::size_t bytes;
    int file;
  };

  bool CountIfItFits(std::size_t more, Room room) {
    const std::lock_guard lock(mutex_);
    std::size_t& in_memory = in_memory_[static_cast<std::size_t>(room)];
    if (!folder_.empty() && in_memory + more > most_in_memory_) return false;
    in_memory += more;
    return true;
  }
  void Count(std::size_t more, Room room) {
    const std::lock_guard lock(mutex_);
    in_memory_[static_cast<std::size_t>(room)] += more;
  }
  void Discount(std::size_t less, Room room) noexcept {
    const std::lock_guard lock(mutex_);
    in_memory_[static_cast<std::size_t>(room)] -= less;
  }

  std::optional<InFile> PlaceOf(const void* block) {
    const std::lock_guard lock(mutex_);
    const auto at = in_file_.find(block);
    return at == in_file_.end() ? std::nullopt : std::optional(at->second);
  }
  std::optional<InFile> TakeOut(const void* block) noexcept {
    const std::lock_guard lock(mutex_);
    const auto at = in_file_.find(block);
    if (at == in_file_.end()) return std::nullopt;
    const InFile place = at->second;
    in_file_.erase(at);
    return place;
  }
  std::filesystem::path Folder() {
    const std::lock_guard lock(mutex_);
    return folder_;
  }

  void* TakeFromFile(std::size_t bytes) {
    Ease();
    int file = open(Folder().c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0) return nullptr;
    void* block = MAP_FAILED;
    if (Claim(file, bytes))
      block = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (block == MAP_FAILED || bytes < kGrowsInPlace) close(std::exchange(file, kClosed));
    if (block == MAP_FAILED) return nullptr;
    madvise(block, bytes, MADV_DONTFORK);  // what another process writes there would be ours
    const std::lock_guard lock(mutex_);
    in_file_[block] = {bytes, file};
    any_in_file_ = true;
    return block;
  }

  // Whoever eases memory meanwhile must not take the place that it leaves for its own.
  void* GrowInFile(void* block, InFile place, std::size_t to) {
    if (to <= place.bytes) return block;
    if (place.file == kClosed || !Claim(place.file, to)) return nullptr;
    const std::lock_guard lock(mutex_);
    void* grown = mremap(block, place.bytes, to, MREMAP_MAYMOVE);
    if (grown == MAP_FAILED) return nullptr;
    in_file_.erase(block);
    in_file_[grown] = {to, place.file};
    return grown;
  }

  std::mutex mutex_;
  std::filesystem::path folder_;
  std::size_t most_in_memory_ = 0;
  std::array<std::size_t, 2> in_memory_ = {};  // by room
  std::map<const void*, InFile> in_file_;
  std::atomic<bool> any_in_file_ = false;  // ever
};

Blocks& All() {
  static Blocks& blocks = *new Blocks;  // whoever ends last gives back to it
  return blocks;
}

}  // namespace

void SpillSpace::Use(const std::filesystem::path& folder, std::size_t in_memory) {
  All().Use(folder, in_memory);
}
void* SpillSpace::Take(std::size_t bytes, Room room) { return All().Take(bytes, room); }
void* SpillSpace::Grow(void* block, std::size_t from, std::size_t to) {
  return All().Grow(block, from, to);
}
void SpillSpace::GiveBack(void* block, std::size_t bytes, Room room) noexcept {
  All().GiveBack(block, bytes, room);
}
void SpillSpace::Write(void* block, std::size_t at, const void* bytes, std::size_t count) {
  All().Write(block, at, bytes, count);
}
bool SpillSpace::IsInFile(const void* block) { return All().IsInFile(block); }
void SpillSpace::LetGo() { All().LetGo(); }
void SpillSpace::Ease() { All().Ease(); }

// The system takes back what nobody uses only when memory runs short; a limit on the process may be
// lower than that. Where the system grants no thread, those who go through much of it ease it.
SpillKeeper::SpillKeeper() {
  const auto keep = [](const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
      // A pass over all events comes through hundreds of megabytes in the longer one.
      const std::chrono::milliseconds pause(All().any_in_file() ? 2 : 20);
      wake.wait_for(lock, stop, pause, [] { return false; });
      SpillSpace::Ease();
    }
  };
  try {
    thread_ = std::jthread(keep);
  } catch (const std::system_error&) {
    return;
  }
}

}  // namespace logonloom
