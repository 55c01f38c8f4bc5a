#include "platform/write_stream.h"

#include <filesystem>

namespace logonloom {

std::FILE* OpenForWriting(const std::string& path) {
  return _wfopen(std::filesystem::path(path).c_str(), L"wb");
}

}  // namespace logonloom
