#include "platform/spill_space.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <system_error>
#include <utility>

namespace logonloom {

namespace {

constexpr std::size_t kPage = std::size_t{1} << 16;
// A block of this size keeps its file open, in order to grow where it is; so there are few of them.
constexpr std::size_t kGrowsInPlace = std::size_t{64} << 20;
constexpr int kClosed = -1;

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

void* TakeMemory(std::size_t bytes) {
  void* block = std::aligned_alloc(kLine, (bytes + kLine - 1) / kLine * kLine);
  if (block == nullptr) throw std::bad_alloc();
  AskForLargePages(block, bytes);
  return block;
}

// realloc moves large blocks without a copy, and these stay at a line then.
void* GrowMemory(void* block, std::size_t from, std::size_t to) {
  void* grown = std::realloc(block, to);
  if (grown == nullptr) throw std::bad_alloc();
  AskForLargePages(grown, to);
  if (reinterpret_cast<std::uintptr_t>(grown) % kLine == 0) return grown;
  const std::unique_ptr<void, decltype(&std::free)> misplaced(grown, &std::free);
  return std::memcpy(TakeMemory(to), grown, from);
}

// The blocks that lie in files. The rest are malloc's.
class Blocks {
 public:
  void Use(const std::filesystem::path& folder, std::size_t in_memory) {
    const std::lock_guard lock(mutex_);
    folder_ = folder;
    most_in_memory_ = in_memory;
  }

  void* Take(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    return TakeLocked(bytes);
  }

  void* Grow(void* block, std::size_t from, std::size_t to) {
    const std::lock_guard lock(mutex_);
    if (const auto at = in_file_.find(block); at != in_file_.end()) {
      if (void* grown = GrowInFile(at, to)) return grown;
    } else if (block != nullptr && FitsInMemory(to - from)) {
      void* grown = GrowMemory(block, from, to);
      in_memory_ += to - from;
      return grown;
    }
    void* other = TakeLocked(to);
    if (from != 0) std::memcpy(other, block, from);
    if (block != nullptr) GiveBackLocked(block, from);
    return other;
  }

  void GiveBack(void* block, std::size_t bytes) noexcept {
    const std::lock_guard lock(mutex_);
    GiveBackLocked(block, bytes);
  }

  bool IsInFile(const void* block) {
    const std::lock_guard lock(mutex_);
    return in_file_.contains(block);
  }

  void LetGo() {
    const std::lock_guard lock(mutex_);
    LetGoLocked();
  }

  bool any_in_file() const { return any_in_file_; }

  void Ease() {
    if (!any_in_file_) return;
    const std::lock_guard lock(mutex_);
    EaseLocked();
  }

 private:
  struct InFile {
    std::size_t bytes;
    int file;
  };
  using Place = std::map<const void*, InFile>::iterator;

  // A shared mapping loses nothing: its pages are the file's.
  void LetGoLocked() const {
    for (const auto& [block, place] : in_file_)
      madvise(const_cast<void*>(block), place.bytes, MADV_DONTNEED);
  }

  void EaseLocked() const {
    if (!in_file_.empty() && ResidentOfFiles() > SpillSpace::kResident) LetGoLocked();
  }

  bool FitsInMemory(std::size_t more) const {
    return folder_.empty() || in_memory_ + more <= most_in_memory_;
  }

  void* TakeLocked(std::size_t bytes) {
    if (!FitsInMemory(bytes))
      if (void* block = TakeFromFile(WholePages(bytes))) return block;
    void* block = TakeMemory(bytes);
    in_memory_ += bytes;
    return block;
  }

  void* TakeFromFile(std::size_t bytes) {
    EaseLocked();
    int file = open(folder_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0) return nullptr;
    void* block = MAP_FAILED;
    if (Claim(file, bytes))
      block = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (block == MAP_FAILED || bytes < kGrowsInPlace) close(std::exchange(file, kClosed));
    if (block == MAP_FAILED) return nullptr;
    madvise(block, bytes, MADV_DONTFORK);  // what another process writes there would be ours
    in_file_[block] = {bytes, file};
    any_in_file_ = true;
    return block;
  }

  void* GrowInFile(Place at, std::size_t to) {
    const InFile place = at->second;
    void* const block = const_cast<void*>(at->first);
    to = WholePages(to);
    if (to <= place.bytes) return block;
    if (place.file == kClosed || !Claim(place.file, to)) return nullptr;
    void* grown = mremap(block, place.bytes, to, MREMAP_MAYMOVE);
    if (grown == MAP_FAILED) return nullptr;
    in_file_.erase(at);
    in_file_[grown] = {to, place.file};
    return grown;
  }

  void GiveBackLocked(void* block, std::size_t bytes) noexcept {
    const auto at = in_file_.find(block);
    if (at == in_file_.end()) {
      std::free(block);
      in_memory_ -= bytes;
      return;
    }
    munmap(block, at->second.bytes);
    if (at->second.file != kClosed) close(at->second.file);
    in_file_.erase(at);
  }

  std::mutex mutex_;
  std::filesystem::path folder_;
  std::size_t most_in_memory_ = 0, in_memory_ = 0;
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
void* SpillSpace::Take(std::size_t bytes) { return All().Take(bytes); }
void* SpillSpace::Grow(void* block, std::size_t from, std::size_t to) {
  return All().Grow(block, from, to);
}
void SpillSpace::GiveBack(void* block, std::size_t bytes) noexcept { All().GiveBack(block, bytes); }
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
