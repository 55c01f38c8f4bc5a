#include "platform/read_only_file.h"

#include <windows.h>

#include <algorithm>

#include "platform/windows/errors.h"

namespace logonloom {
namespace {

constexpr std::size_t kMostAtOnce = 1u << 30;

HANDLE HandleOf(std::intptr_t handle) { return reinterpret_cast<HANDLE>(handle); }

// Others may go on writing, renaming and deleting: evidence may be live.
HANDLE OpenReadOnly(const std::filesystem::path& path) {
  return CreateFileW(path.c_str(), GENERIC_READ,
                     FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING,
                     FILE_ATTRIBUTE_NORMAL, nullptr);
}

}  // namespace

ReadOnlyFile::ReadOnlyFile(const std::filesystem::path& path)
    : path_(path), handle_(reinterpret_cast<std::intptr_t>(OpenReadOnly(path))) {
  if (HandleOf(handle_) == INVALID_HANDLE_VALUE) ThrowLastError();
  LARGE_INTEGER size = {};
  if (GetFileSizeEx(HandleOf(handle_), &size) == 0) {
    CloseHandle(HandleOf(handle_));
    ThrowLastError();
  }
  size_ = static_cast<std::uint64_t>(size.QuadPart);
}

ReadOnlyFile::~ReadOnlyFile() { CloseHandle(HandleOf(handle_)); }

std::size_t ReadOnlyFile::ReadAt(std::uint64_t offset, std::span<std::byte> buffer) const {
  std::size_t done = 0;
  while (done < buffer.size()) {
    OVERLAPPED place = {};
    place.Offset = static_cast<DWORD>((offset + done) & 0xffffffffu);
    place.OffsetHigh = static_cast<DWORD>((offset + done) >> 32);
    const auto wanted = static_cast<DWORD>(std::min(buffer.size() - done, kMostAtOnce));
    DWORD count = 0;
    if (ReadFile(HandleOf(handle_), buffer.data() + done, wanted, &count, &place) == 0) {
      if (GetLastError() == ERROR_HANDLE_EOF) break;
      ThrowLastError();
    }
    if (count == 0) break;
    done += count;
  }
  return done;
}

}  // namespace logonloom
