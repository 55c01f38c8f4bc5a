#include "platform/windows/errors.h"

#include <windows.h>

#include <cerrno>
#include <system_error>

namespace logonloom {

void ThrowLastError() {
  const DWORD error = GetLastError();
  switch (error) {
    case ERROR_CRC:
    case ERROR_IO_DEVICE:
    case ERROR_READ_FAULT:
    case ERROR_SECTOR_NOT_FOUND:
      throw std::system_error(EIO, std::generic_category());
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
      throw std::system_error(ENOENT, std::generic_category());
    case ERROR_ACCESS_DENIED:
    case ERROR_SHARING_VIOLATION:
      throw std::system_error(EACCES, std::generic_category());
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
      throw std::system_error(ENOSPC, std::generic_category());
    default:
      throw std::system_error(static_cast<int>(error), std::system_category());
  }
}

}  // namespace logonloom
