#include "cli/console.h"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "platform/pager.h"
#include "platform/terminal.h"
#include "platform/write_stream.h"
#include "report/json_lines.h"
#include "report/visible_text.h"

namespace logonloom {

namespace {
bool in_json = false;
}

void SayInJson(bool wanted) { in_json = wanted; }

void Say(std::string_view message) {
  const std::string text = VisibleText(message);
  // In one write, so that no terminal sees half a character.
  const std::string line =
      in_json ? "{\"program\":\"logonloom\",\"message\":" + JsonText(text) + "}\n"
              : "logonloom: " + text + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

bool StderrIsTerminal() { return IsTerminal(stderr); }

bool StdoutIsTerminal() { return IsTerminal(stdout); }

std::size_t TerminalWidth() { return ColumnsOf(stdout); }

std::size_t StderrWidth() { return ColumnsOf(stderr); }

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
  file_ = OpenForWriting(partial_);
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
