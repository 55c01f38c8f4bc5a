#include "report/session_words.h"

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

}  // namespace logonloom
