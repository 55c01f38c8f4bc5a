#include "platform/write_stream.h"

namespace logonloom {

std::FILE* OpenForWriting(const std::string& path) { return std::fopen(path.c_str(), "wb"); }

}  // namespace logonloom
