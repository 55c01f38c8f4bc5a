// How far a run is: a line that is redrawn on a terminal, a line for each stage elsewhere.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "logonloom/ingest.h"
#include "platform/interruption.h"

namespace logonloom {

// «[####....]  12 %  reading 1.2 of 9.8 GB, 310 MB/s, 28 s left, 3 of 40 files, 120,000 records»,
// at most `width` columns. `seconds`: since the stage began.
std::string ProgressLine(const IngestProgress& progress, double seconds, int width);

// While one lives, an interrupt from the keyboard or a request to end also removes the draft of
// the case. One at a time.
class ProgressDisplay {
 public:
  ProgressDisplay(bool quiet, const std::string& case_path);
  ~ProgressDisplay();
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;
  void Show(const IngestProgress& progress);
  void End();

 private:
  using Clock = std::chrono::steady_clock;
  void Draw(const IngestProgress& progress);

  bool quiet_, terminal_, drawn_ = false;
  std::string case_path_, stage_;
  Clock::time_point stage_began_, last_drawn_;
  std::optional<RemovalOnInterrupt> removal_;
};

}  // namespace logonloom
