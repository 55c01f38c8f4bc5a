#include "platform/pager.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "platform/terminal.h"

namespace logonloom {
namespace {

bool active = false;

constexpr const char* kPager = "/usr/bin/less";

// -F ends at once what fits the screen, -X leaves it there, -S cuts rather than wraps. Commands of
// less that write or run something are turned off, since evidence is on its screen.
[[noreturn]] void BecomePager(bool colour) {
  std::signal(SIGPIPE, SIG_DFL);
  setenv("LESSSECURE", "1", 1);
  setenv("LESSCHARSET", "utf-8", 1);
  unsetenv("LESSOPEN");
  unsetenv("LESS");
  execl(kPager, kPager, colour ? "-FXSR" : "-FXS", static_cast<char*>(nullptr));
  _exit(127);
}

}  // namespace

Pager::Pager(bool wanted, bool colour) {
  if (wanted && IsTerminal(stdout) && access(kPager, X_OK) == 0) Start(colour);
}

void Pager::Start(bool colour) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) return;
  std::fflush(stdout);
  child_ = fork();
  if (child_ == 0) {
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    close(ends[1]);
    BecomePager(colour);
  }
  close(ends[0]);
  if (child_ > 0) {
    terminal_ = dup(STDOUT_FILENO);
    dup2(ends[1], STDOUT_FILENO);
    active = true;
    // Nothing is left to be written to the terminal when the pager is closed early.
    std::setvbuf(stdout, nullptr, _IONBF, 0);
  }
  close(ends[1]);
}

Pager::~Pager() {
  if (child_ <= 0) return;
  std::fflush(stdout);
  dup2(terminal_, STDOUT_FILENO);
  close(terminal_);
  int status = 0;
  waitpid(child_, &status, 0);
  active = false;
}

bool Pager::Active() { return active; }

}  // namespace logonloom
