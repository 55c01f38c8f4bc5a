#include "cli/progress_display.h"

#include <fmt/format.h>

#include <algorithm>

#include "casedb/case_draft.h"
#include "cli/console.h"

namespace logonloom {
namespace {

constexpr int kBarWidth = 20;
constexpr int kPlainWidth = 80;
constexpr std::chrono::milliseconds kPause(100);
constexpr double kSecondsBeforeRate = 0.5;

std::string Size(std::uint64_t bytes) {
  const double number = static_cast<double>(bytes);
  if (bytes >= 1'000'000'000) return fmt::format("{:.1f} GB", number / 1e9);
  if (bytes >= 1'000'000) return fmt::format("{:.0f} MB", number / 1e6);
  return fmt::format("{:.0f} kB", number / 1e3);
}

std::string Span(double seconds) {
  const auto whole = static_cast<std::int64_t>(seconds + 0.5);
  if (whole >= 3600) return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
  if (whole >= 60) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} s", whole);
}

bool CountsBytes(const IngestProgress& p) { return p.stage == "hashing" || p.stage == "reading"; }

}  // namespace

std::string ProgressLine(const IngestProgress& p, double seconds, int width) {
  std::string line;
  if (CountsBytes(p) && p.bytes_total > 0) {
    const double share =
        std::min(1.0, static_cast<double>(p.bytes_done) / static_cast<double>(p.bytes_total));
    const int filled = static_cast<int>(share * kBarWidth);
    line =
        fmt::format("[{:#<{}}{:.<{}}] {:3.0f} %  {} {} of {}", "", filled, "", kBarWidth - filled,
                    share * 100, p.stage, Size(p.bytes_done), Size(p.bytes_total));
    if (seconds >= kSecondsBeforeRate && p.bytes_done > 0) {
      const double rate = static_cast<double>(p.bytes_done) / seconds;
      line += fmt::format(", {}/s, {} left", Size(static_cast<std::uint64_t>(rate)),
                          Span(static_cast<double>(p.bytes_total) * (1 - share) / rate));
    }
    line += fmt::format(", {} of {} files", p.files_done, p.files_total);
  } else {
    line = fmt::format("{} for {}", p.stage, Span(seconds));
  }
  if (p.records > 0) line += fmt::format(", {} records", p.records);
  if (p.sessions > 0) line += fmt::format(", {} sessions", p.sessions);
  if (line.size() >= static_cast<std::size_t>(width))
    line.resize(static_cast<std::size_t>(std::max(width - 1, 0)));
  return line;
}

ProgressDisplay::ProgressDisplay(bool quiet, const std::string& case_path)
    : quiet_(quiet), terminal_(StderrIsTerminal()), case_path_(case_path) {}

ProgressDisplay::~ProgressDisplay() { End(); }

void ProgressDisplay::Show(const IngestProgress& progress) {
  // The first report comes when the place of the case is this run's, not another's.
  if (!removal_)
    removal_.emplace(RemovalOnInterrupt::Files{CaseDraft::PathOf(case_path_), CaseDraft::SideOf(case_path_)});
  if (quiet_) return;
  if (progress.stage != stage_) {
    stage_ = progress.stage;
    stage_began_ = Clock::now();
    if (!terminal_ && stage_ != "searching")
      Say(fmt::format("{} ({} files, {} records so far)", progress.stage, progress.files_total,
                      progress.records));
    if (terminal_) Draw(progress);
  } else if (terminal_ && Clock::now() - last_drawn_ >= kPause) {
    Draw(progress);
  }
}

void ProgressDisplay::Draw(const IngestProgress& progress) {
  last_drawn_ = Clock::now();
  const std::chrono::duration<double> seconds = last_drawn_ - stage_began_;
  const auto width = static_cast<int>(StderrWidth());
  DrawProgress(ProgressLine(progress, seconds.count(), width > 0 ? width : kPlainWidth));
  drawn_ = true;
}

void ProgressDisplay::End() {
  if (drawn_) EndProgress();
  drawn_ = false;
}

}  // namespace logonloom
