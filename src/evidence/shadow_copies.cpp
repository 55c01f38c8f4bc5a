#include "evidence/shadow_copies.h"

#include <libbfio.h>
#include <libvshadow.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <system_error>
#include <vector>

#include "base/time.h"
#include "evidence/image_contents.h"
#include "evidence/shadow_chains.h"
#include "model/identifiers.h"

namespace logonloom {
namespace {

// The volume as libvshadow reads it: a file with a position.
struct VolumeFile {
  EvidenceSource& volume;
  std::int64_t position = 0;
  bool open = false;
};

VolumeFile& FileOf(std::intptr_t* handle) { return *reinterpret_cast<VolumeFile*>(handle); }

int FreeBytes(std::intptr_t** handle, libbfio_error_t**) {
  *handle = nullptr;  // it is the owner's
  return 1;
}
int CloneBytes(std::intptr_t**, std::intptr_t*, libbfio_error_t**) { return -1; }
int OpenBytes(std::intptr_t* handle, int, libbfio_error_t**) {
  FileOf(handle).open = true;
  FileOf(handle).position = 0;
  return 1;
}
int CloseBytes(std::intptr_t* handle, libbfio_error_t**) {
  FileOf(handle).open = false;
  return 0;
}
ssize_t ReadBytes(std::intptr_t* handle, std::uint8_t* buffer, std::size_t size,
                  libbfio_error_t**) {
  VolumeFile& file = FileOf(handle);
  try {
    const std::size_t count = file.volume.ReadAt(static_cast<std::uint64_t>(file.position),
                                                 std::as_writable_bytes(std::span(buffer, size)));
    file.position += static_cast<std::int64_t>(count);
    return static_cast<ssize_t>(count);
  } catch (const std::system_error&) {
    return -1;
  }
}
ssize_t WriteBytes(std::intptr_t*, const std::uint8_t*, std::size_t, libbfio_error_t**) {
  return -1;
}
off64_t SeekBytes(std::intptr_t* handle, off64_t offset, int whence, libbfio_error_t**) {
  VolumeFile& file = FileOf(handle);
  const auto size = static_cast<std::int64_t>(file.volume.size());
  const std::int64_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? file.position : size;
  if (offset < -base || offset > INT64_MAX - base) return -1;
  return file.position = base + offset;
}
int AreBytesThere(std::intptr_t*, libbfio_error_t**) { return 1; }
int AreBytesOpen(std::intptr_t* handle, libbfio_error_t**) { return FileOf(handle).open ? 1 : 0; }
int SizeOfBytes(std::intptr_t* handle, size64_t* size, libbfio_error_t**) {
  *size = FileOf(handle).volume.size();
  return 1;
}

// What the library says of its failure: the first of its lines, which names the cause.
class Failure {
 public:
  Failure() = default;
  ~Failure() { libvshadow_error_free(&error_); }
  Failure(const Failure&) = delete;
  Failure& operator=(const Failure&) = delete;
  libvshadow_error_t** place() { return &error_; }

  [[noreturn]] void Throw(const std::string& what) const {
    std::array<char, 8192> text{};
    if (error_ != nullptr) libvshadow_error_backtrace_sprint(error_, text.data(), text.size() - 1);
    std::string cause = text.data();
    cause = cause.substr(0, std::min(cause.find('\n'), cause.size()));
    while (cause.ends_with('.')) cause.pop_back();
    throw ImageError(what + " (" + (cause.empty() ? "unknown reason" : cause) + ").");
  }

 private:
  libvshadow_error_t* error_ = nullptr;
};

struct HandleCloser {
  void operator()(libbfio_handle_t* handle) const { libbfio_handle_free(&handle, nullptr); }
};
struct VolumeCloser {
  void operator()(libvshadow_volume_t* volume) const { libvshadow_volume_free(&volume, nullptr); }
};
struct StoreCloser {
  void operator()(libvshadow_store_t* store) const { libvshadow_store_free(&store, nullptr); }
};

struct Copy {
  std::unique_ptr<libvshadow_store_t, StoreCloser> store;
  std::string step, problem;
};

std::string ProblemOf(const std::vector<ListedShadowCopy>& listed, const std::string& identifier) {
  for (const ListedShadowCopy& copy : listed)
    if (copy.identifier == identifier && !copy.problem.empty()) return copy.problem;
  return {};
}

}  // namespace

struct ShadowCopies::Impl {
  explicit Impl(EvidenceSource& volume) : file{volume, 0, false} {
    const std::vector<ListedShadowCopy> listed = ListShadowCopies(volume);
    OpenVolume();
    Failure failure;
    int number = 0;
    if (libvshadow_volume_get_number_of_stores(vss.get(), &number, failure.place()) != 1)
      failure.Throw("The shadow copies cannot be counted");
    for (int i = 0; i < number; ++i) AddCopy(i, listed);
    SpreadProblems();
  }

  void OpenVolume() {
    Failure failure;
    libbfio_handle_t* opened = nullptr;
    libbfio_handle_initialize(&opened, reinterpret_cast<std::intptr_t*>(&file), FreeBytes,
                              CloneBytes, OpenBytes, CloseBytes, ReadBytes, WriteBytes, SeekBytes,
                              AreBytesThere, AreBytesOpen, SizeOfBytes,
                              LIBBFIO_FLAG_IO_HANDLE_NON_MANAGED, nullptr);
    handle.reset(opened);
    libvshadow_volume_t* made = nullptr;
    if (libvshadow_volume_initialize(&made, failure.place()) != 1)
      failure.Throw("The shadow copies cannot be opened");
    vss.reset(made);
    const int reading = libvshadow_get_access_flags_read();
    if (libvshadow_volume_open_file_io_handle(vss.get(), handle.get(), reading, failure.place()) !=
        1)
      failure.Throw("The shadow copies cannot be opened");
  }

  void AddCopy(int index, const std::vector<ListedShadowCopy>& listed) {
    Copy copy;
    std::string identifier(16, '\0');
    libvshadow_volume_get_store_identifier(
        vss.get(), index, reinterpret_cast<std::uint8_t*>(identifier.data()), 16, nullptr);
    copy.problem = ProblemOf(listed, identifier);
    copy.step = "vss" + std::to_string(index + 1);
    libvshadow_store_t* store = nullptr;
    std::uint64_t created = 0;
    if (libvshadow_volume_get_store(vss.get(), index, &store, nullptr) != 1) {
      copy.problem = "The shadow copy is damaged: its store cannot be opened.";
    } else {
      copy.store.reset(store);
      if (libvshadow_store_get_creation_time(store, &created, nullptr) == 1)
        copy.step +=
            " " + FormatTime({static_cast<std::int64_t>(created)}).substr(0, 19) + "Z";
      if (libvshadow_store_has_in_volume_data(store, nullptr) == 0)
        copy.problem =
            "The blocks of the shadow copy lie on another volume, which is not followed.";
    }
    copy.step += " " + FormatGuid(identifier).value_or("");
    copies.push_back(std::move(copy));
  }

  // A copy shows what was overwritten until the next one was made, and beneath that what the next
  // one shows.
  void SpreadProblems() {
    std::string damaged;
    for (auto copy = copies.rbegin(); copy != copies.rend(); ++copy) {
      if (!damaged.empty() && copy->problem.empty())
        copy->problem =
            "The shadow copy is built upon a later one that cannot be read, " + damaged + ".";
      if (damaged.empty() && !copy->problem.empty()) damaged = copy->step;
    }
  }

  VolumeFile file;
  std::unique_ptr<libbfio_handle_t, HandleCloser> handle;
  std::unique_ptr<libvshadow_volume_t, VolumeCloser> vss;
  std::vector<Copy> copies;
};

ShadowCopies::ShadowCopies(EvidenceSource& volume) : impl_(std::make_unique<Impl>(volume)) {}

ShadowCopies::~ShadowCopies() = default;

std::size_t ShadowCopies::count() const { return impl_->copies.size(); }

std::string ShadowCopies::StepOf(std::size_t copy) const { return impl_->copies.at(copy).step; }

std::uint64_t ShadowCopies::SizeOf(std::size_t copy) {
  const Copy& wanted = impl_->copies.at(copy);
  if (!wanted.problem.empty()) throw ImageError(wanted.problem);
  Failure failure;
  size64_t size = 0;
  if (libvshadow_store_get_size(wanted.store.get(), &size, failure.place()) != 1)
    failure.Throw("The shadow copy cannot be opened");
  return std::min<std::uint64_t>(size, impl_->file.volume.size());
}

std::size_t ShadowCopies::Read(std::size_t copy, std::uint64_t offset, std::span<char> buffer) {
  Failure failure;
  const ssize_t count = libvshadow_store_read_buffer_at_offset(
      impl_->copies.at(copy).store.get(), buffer.data(), buffer.size(),
      static_cast<off64_t>(offset), failure.place());
  if (count < 0) failure.Throw("The shadow copy cannot be read there");
  return static_cast<std::size_t>(count);
}

}  // namespace logonloom
