#include "platform/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

namespace logonloom {

void PrepareOutput() {}

std::vector<std::string> Arguments(int argc, const char* const* argv) { return {argv, argv + argc}; }

bool IsTerminal(std::FILE* stream) { return isatty(fileno(stream)) != 0; }

std::size_t ColumnsOf(std::FILE* stream) {
  winsize size = {};
  if (!IsTerminal(stream) || ioctl(fileno(stream), TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

}  // namespace logonloom
