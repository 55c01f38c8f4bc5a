// stdout carries data, stderr talk with one prefix. The only place that writes to either.
#pragma once

#include <cstddef>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>

namespace logonloom {

// The reader of our data went away or the disk is full.
class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The reader of the pager (platform/pager.h) has seen enough: the command is done.
struct PagerClosed {};

// One line on stderr: «logonloom: message». Names out of evidence are made visible in it.
void Say(std::string_view message);

// From now on each message is a JSON object on a line of its own, for pipelines.
void SayInJson(bool wanted);
bool StderrIsTerminal();
bool StdoutIsTerminal();
// Columns of the terminal that standard output is; 0 if it is none or does not tell.
std::size_t TerminalWidth();
std::size_t StderrWidth();  // the same of standard error
void DrawProgress(std::string_view line);  // redraws one line on a terminal
void EndProgress();

// Data to stdout or to a file. A file appears under its name only when it is complete.
class DataOutput {
 public:
  // `path` empty: stdout. Throws OutputError.
  explicit DataOutput(const std::string& path);
  ~DataOutput();
  DataOutput(const DataOutput&) = delete;
  DataOutput& operator=(const DataOutput&) = delete;
  void Write(std::string_view text);
  void Finish();

 private:
  [[noreturn]] void Fail(int error) const;
  std::string path_, partial_;
  std::FILE* file_ = nullptr;
  bool finished_ = false;
};

}  // namespace logonloom
