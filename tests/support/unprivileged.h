// For tests of what may not be read or written: root may do everything.
#pragma once

#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace logonloom::support {

// As long as it lives, a test that runs as root has nobody's rights. Others keep theirs.
class Unprivileged {
 public:
  Unprivileged() : was_root_(geteuid() == 0) {
    // The real user too: access(2) asks for that one.
    if (was_root_ && setresuid(kNobody, kNobody, 0) != 0)
      throw std::system_error(errno, std::generic_category(), "setresuid");
  }
  ~Unprivileged() {
    if (was_root_ && setresuid(0, 0, 0) != 0) _exit(1);
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;

 private:
  static constexpr uid_t kNobody = 65534;
  bool was_root_;
};

}  // namespace logonloom::support
