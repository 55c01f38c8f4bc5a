#include "report/session_words.h"

#include <fmt/format.h>

#include "base/time.h"

namespace logonloom {

std::string ShowTime(const std::string& time, const TimeZone& zone) {
  const auto parsed = ParseTime(time);
  if (parsed) return zone.Show(*parsed);
  return time.empty() ? "?" : time;
}

std::string UserOf(const RowCopy& session) {
  std::string user = session["user_name"].empty() ? session["user_sid"] : session["user_name"];
  if (!session["user_domain"].empty()) user = session["user_domain"] + "\\" + user;
  return user.empty() ? "?" : user;
}

std::string StartOf(const RowCopy& session, const TimeZone& zone) {
  if (!session["start_time"].empty()) return ShowTime(session["start_time"], zone);
  if (session["attempt_time"].empty()) return "?";
  return ShowTime(session["attempt_time"], zone) + " (try)";
}

std::string EndOf(const RowCopy& session, const TimeZone& zone) {
  if (!session["end_time"].empty()) return ShowTime(session["end_time"], zone);
  return session["end_lower"].empty() ? "?" : "> " + ShowTime(session["end_lower"], zone);
}

std::string SourceOf(const RowCopy& session) {
  std::string from = session["source_ip"];
  if (!from.empty() && !session["source_port"].empty()) {
    if (from.find(':') != std::string::npos) from = "[" + from + "]";
    from += ":" + session["source_port"];
  }
  if (session.Is("is_local", "1") && from.empty()) from = "local";
  const std::string host = session["source_host"];
  if (!host.empty()) from += from.empty() ? host : " (" + host + ")";
  return from;
}

std::string DurationOf(const RowCopy& session) {
  const auto seconds = session.Real("duration_seconds");
  if (!seconds || *seconds < 0) return {};
  const auto whole = static_cast<std::int64_t>(*seconds);
  constexpr std::int64_t kMinute = 60, kHour = 3600, kDay = 86'400;
  if (whole >= kDay) return fmt::format("{} d {} h", whole / kDay, whole % kDay / kHour);
  if (whole >= kHour) return fmt::format("{} h {} min", whole / kHour, whole % kHour / kMinute);
  if (whole >= kMinute) return fmt::format("{} min {} s", whole / kMinute, whole % kMinute);
  return fmt::format("{:.3g} s", *seconds);
}

std::string WordMeaning(const CaseReader& reader, const std::string& list,
                        const std::string& word) {
  const Rows rows(reader, "enum_values", Condition("name = ? AND value = ?", {list, word}));
  return rows.empty() ? "" : rows[0]["meaning"];
}

}  // namespace logonloom
