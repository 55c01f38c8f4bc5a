#include "platform/file_claim.h"

#include <windows.h>

#include "platform/windows/errors.h"

namespace logonloom {
namespace {

HANDLE HandleOf(std::intptr_t handle) { return reinterpret_cast<HANDLE>(handle); }

// Shared with the database of this process; the lock below is what keeps others away.
HANDLE Open(const std::filesystem::path& path, DWORD access, DWORD disposition) {
  return CreateFileW(path.c_str(), access, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                     nullptr, disposition, FILE_ATTRIBUTE_NORMAL, nullptr);
}

// A byte far behind the end of any file, so that nobody's reads and writes meet it.
bool Lock(HANDLE handle) {
  OVERLAPPED place = {};
  place.OffsetHigh = 0x7fffffff;
  return LockFileEx(handle, LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &place) !=
         0;
}

bool IsUnderItsName(HANDLE handle, const std::filesystem::path& path) {
  const HANDLE other = Open(path, 0, OPEN_EXISTING);
  if (other == INVALID_HANDLE_VALUE) return false;
  BY_HANDLE_FILE_INFORMATION claimed = {}, named = {};
  const bool same = GetFileInformationByHandle(handle, &claimed) != 0 &&
                    GetFileInformationByHandle(other, &named) != 0 &&
                    claimed.dwVolumeSerialNumber == named.dwVolumeSerialNumber &&
                    claimed.nFileIndexHigh == named.nFileIndexHigh &&
                    claimed.nFileIndexLow == named.nFileIndexLow;
  CloseHandle(other);
  return same;
}

}  // namespace

FileClaim::FileClaim(const std::filesystem::path& path) : path_(path) {
  while (!Take()) {
  }
}

FileClaim::~FileClaim() { CloseHandle(HandleOf(handle_)); }

// False if the file that was claimed is not the one under its name any more.
bool FileClaim::Take() {
  const HANDLE handle = Open(path_, GENERIC_READ | GENERIC_WRITE, OPEN_ALWAYS);
  if (handle == INVALID_HANDLE_VALUE) ThrowLastError();
  if (!Lock(handle)) {
    const bool taken = GetLastError() == ERROR_LOCK_VIOLATION || GetLastError() == ERROR_IO_PENDING;
    CloseHandle(handle);
    if (taken) throw ClaimedByOther();
    ThrowLastError();
  }
  handle_ = reinterpret_cast<std::intptr_t>(handle);
  if (IsUnderItsName(handle, path_)) return true;
  CloseHandle(handle);
  return false;
}

void FileClaim::Clear() {
  if (SetFilePointerEx(HandleOf(handle_), {}, nullptr, FILE_BEGIN) == 0 ||
      SetEndOfFile(HandleOf(handle_)) == 0)
    ThrowLastError();
}

void FileClaim::BeginSync() {}

void FileClaim::Sync() {
  if (FlushFileBuffers(HandleOf(handle_)) == 0) ThrowLastError();
}

void FileClaim::MoveTo(const std::filesystem::path& target) {
  Sync();
  if (MoveFileExW(path_.c_str(), target.c_str(),
                  MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) == 0)
    ThrowLastError();
}

// Windows tells by trying only; the claim does, before anything is read.
bool MayMakeFilesIn(const std::filesystem::path& /*folder*/) { return true; }

}  // namespace logonloom
