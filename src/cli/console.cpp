#include "cli/console.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "cli/pager.h"
#include "report/json_lines.h"
#include "report/visible_text.h"

namespace logonloom {

namespace {
bool in_json = false;
}

void SayInJson(bool wanted) { in_json = wanted; }

void Say(std::string_view message) {
  if (in_json) {
    std::fprintf(stderr, "{\"program\":\"logonloom\",\"message\":%s}\n",
                 JsonText(VisibleText(message)).c_str());
    return;
  }
  std::fprintf(stderr, "logonloom: %s\n", VisibleText(message).c_str());
}

bool StderrIsTerminal() { return isatty(fileno(stderr)) != 0; }

bool StdoutIsTerminal() { return isatty(fileno(stdout)) != 0; }

std::size_t TerminalWidth() {
  winsize size{};
  if (!StdoutIsTerminal() || ioctl(fileno(stdout), TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

void DrawProgress(std::string_view line) {
  std::fprintf(stderr, "\r\033[K%.*s", static_cast<int>(line.size()), line.data());
  std::fflush(stderr);
}

void EndProgress() { std::fputs("\r\033[K", stderr); }

DataOutput::DataOutput(const std::string& path) : path_(path) {
  if (path_.empty()) {
    file_ = stdout;
    return;
  }
  partial_ = path_ + ".partial";
  file_ = std::fopen(partial_.c_str(), "wb");
  if (file_ == nullptr) Fail(errno);
}

DataOutput::~DataOutput() {
  if (path_.empty() || finished_) return;
  if (file_ != nullptr) std::fclose(file_);
  std::error_code ignored;
  std::filesystem::remove(partial_, ignored);
}

void DataOutput::Write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) Fail(errno);
}

void DataOutput::Finish() {
  if (std::fflush(file_) != 0) Fail(errno);
  if (path_.empty()) return;
  std::FILE* file = file_;
  file_ = nullptr;
  if (std::fclose(file) != 0) Fail(errno);
  std::error_code error;
  std::filesystem::rename(partial_, path_, error);
  if (error) Fail(error.value());
  finished_ = true;
}

void DataOutput::Fail(int error) const {
  if (path_.empty() && error == EPIPE && Pager::Active()) throw PagerClosed();
  const std::string where = path_.empty() ? "standard output" : path_;
  throw OutputError("Writing to " + where + " failed: " + std::strerror(error) +
                    ". Check free space and permissions.");
}

}  // namespace logonloom
