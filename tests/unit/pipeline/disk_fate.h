// A disk that is full, and a machine that is switched off, at a chosen moment. The functions of the
// C library that change a disk are replaced in this program, for SQLite and libstdc++ too.
#pragma once

namespace logonloom {

enum class Fate { kFull, kKilled, kKilledHalfWay };

// As long as it lives, the next `good` calls that read evidence or change the disk are as always.
// Then: kFull, each call that changes the disk fails with ENOSPC; kKilled, the process dies ahead
// of the call; kKilledHalfWay, when half of what was to be written is.
class DiskFate {
 public:
  DiskFate(Fate fate, int good);
  ~DiskFate();
  DiskFate(const DiskFate&) = delete;
  DiskFate& operator=(const DiskFate&) = delete;
  // Whether the moment has come.
  bool fulfilled() const;
};

// Of a call that reads evidence. May kill the process.
void CountRead();

}  // namespace logonloom
