// Long results on a terminal go through less, where the system has it.
#pragma once

namespace logonloom {

// While it lives, standard output goes to less, if it is wanted, standard output is a terminal and
// less is installed. Waits for it to be closed.
class Pager {
 public:
  Pager(bool wanted, bool colour);
  ~Pager();
  Pager(const Pager&) = delete;
  Pager& operator=(const Pager&) = delete;
  static bool Active();  // whether one is alive: its reader may leave when he has seen enough

 private:
  void Start(bool colour);
  int child_ = -1;
  int terminal_ = -1;
};

}  // namespace logonloom
