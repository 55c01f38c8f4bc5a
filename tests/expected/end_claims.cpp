#include "end_claims.h"

#include <cstdlib>

#include "base/time.h"

namespace logonloom {
namespace {

constexpr double kSure = 0.9;
constexpr Ticks kOneAct = Seconds(3);       // that several records tell
constexpr Ticks kOneLogoff = Seconds(60);   // 4647, 23, 7002, 4634: profiles unload

using Time = std::optional<FileTime>;

bool Far(const Time& a, const Time& b, Ticks span) {
  return a && b && std::abs((*a - *b).count) > span.count;
}
bool Before(const Time& a, const Time& b) { return a && b && *a + kOneAct < *b; }

bool IsOpen(EndReason reason) {
  return reason == EndReason::kUnknown || reason == EndReason::kStillOpenAtEndOfLog;
}

bool IsWindowOfBoot(const SessionEnd& end) {
  return end.basis == EndBasis::kBootEnd && end.confidence < kSure;
}

// That the next use came, not how the one before had ended.
bool IsWindowOfNextUse(const SessionEnd& end) {
  return end.basis == EndBasis::kNextUse && !end.time && end.confidence < kSure;
}

bool BothLeave(EndReason a, EndReason b) {
  const auto leaves = [](EndReason reason) {
    return reason == EndReason::kDisconnect || reason == EndReason::kSuperseded;
  };
  return leaves(a) && leaves(b);
}

}  // namespace

std::vector<std::string> EndContradictions(const SessionEnd& whole, const SessionEnd& reduced) {
  std::vector<std::string> found;
  const bool known = whole.time && whole.confidence >= kSure;
  const Time lowest = known ? whole.time : whole.lower, highest = known ? whole.time : whole.upper;
  const bool logoffs =
      whole.reason == EndReason::kLogoff && reduced.reason == EndReason::kLogoff;
  const Ticks span = logoffs ? kOneLogoff : kOneAct;
  if (known && Far(reduced.time, whole.time, span)) found.push_back("end_time");
  if (!known && reduced.confidence >= kSure && Before(reduced.time, lowest))
    found.push_back("end_time_ahead_of_last_sign");
  if (!known && Before(highest, reduced.time)) found.push_back("end_time_behind_upper_bound");
  if (Before(reduced.upper, lowest)) found.push_back("upper_bound");
  if (Before(highest, reduced.lower)) found.push_back("lower_bound");
  if (reduced.reason == whole.reason || IsOpen(reduced.reason) || IsOpen(whole.reason) ||
      IsWindowOfBoot(reduced) || IsWindowOfNextUse(reduced) || BothLeave(reduced.reason, whole.reason))
    return found;
  found.push_back("end_reason_" + std::string(Word(whole.reason)) + "_as_" +
                  std::string(Word(reduced.reason)));
  return found;
}

}  // namespace logonloom
