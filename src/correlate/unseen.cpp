#include "correlate/unseen.h"

#include <cstdint>
#include <optional>
#include <string>

#include "base/time.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

std::string Span(Ticks span) {
  const std::int64_t seconds = span.count / Seconds(1).count;
  const auto many = [](std::int64_t count, const char* unit) {
    return std::to_string(count) + " " + unit + (count == 1 ? "" : "s");
  };
  if (seconds < 120) return many(seconds, "second");
  if (seconds < 2 * 3600) return many(seconds / 60, "minute");
  if (seconds < 2 * 86400) return many(seconds / 3600, "hour");
  return many(seconds / 86400, "day");
}

struct SecurityLog {
  FileTime last;
  std::string begins, ends;  // in words
};

std::string Begin(const AccessSession& s, const SecurityLog* security) {
  if (s.start_time || s.outcome == Outcome::kFailed || s.outcome == Outcome::kAbandoned ||
      s.outcome == Outcome::kAuthenticatedOnly)
    return {};
  if (security == nullptr) return "No record of the begin; there is no Security log. ";
  return "No record of the begin; the Security log begins " + security->begins + ". ";
}

std::string End(const AccessSession& s, const SecurityLog* security, const Boot& boot) {
  if (s.end.time) return {};
  switch (s.end.reason) {
    case EndReason::kStillOpenAtEndOfLog:
    case EndReason::kUnknown: {
      if (security == nullptr) return "No record of the end; there is no Security log.";
      std::string text = "No record of the end; the Security log ends " + security->ends;
      if (s.end.lower && *s.end.lower <= security->last)
        text += ", " + Span(security->last - *s.end.lower) + " after the session was last seen";
      if (s.end.reason == EndReason::kUnknown) text += ", and records are missing";
      return text + ".";
    }
    case EndReason::kInferredBoundary:
      if (boot.clean == false) return "No record of the end; the machine stopped without saying so.";
      return "No record of the end; the records of how the machine stopped are missing.";
    case EndReason::kShutdown:
      return "No record of the end; the machine was shut down.";
    case EndReason::kSuperseded:
      return "No record of the end; another connection followed.";
    default:
      return {};
  }
}

// From its first record to its last one: where the clock was set, others may show an earlier time
// than the first, and a later one than the last.
std::optional<SecurityLog> FindSecurityLog(const History& history) {
  for (const ChannelStatistics& log : history.seen.Statistics()) {
    if (log.channel != kSecurityChannel || !log.last_time) continue;
    FileTime first = *log.first_time, last = *log.last_time;
    for (const IndexRange& channel : history.index.channels()) {
      if (history.event(channel.begin).channel.view() != kSecurityChannel) continue;
      const Event &begin = history.event(channel.begin), &end = history.event(channel.end - 1);
      if (begin.record_id == log.first_record_id) first = begin.time;
      if (end.record_id == log.last_record_id) last = end.time;
    }
    return SecurityLog{last, FormatTime(first), FormatTime(last)};
  }
  return std::nullopt;
}

}  // namespace

void TellUnseen(const History& history, AccessTable& access) {
  const std::optional<SecurityLog> security = FindSecurityLog(history);
  const SecurityLog* log = security ? &*security : nullptr;
  for (Index a = 0; a < access.size(); ++a) {
    AccessSession& s = access.at(a);
    std::string unseen = Begin(s, log) + End(s, log, history.boot(s.boot));
    if (unseen.ends_with(' ')) unseen.pop_back();
    s.unseen = unseen;
  }
}

}  // namespace logonloom
