#include "report/profile_events.h"

#include <fmt/format.h>

#include <algorithm>

#include "casedb/case_writer.h"
#include "report/session_words.h"

namespace logonloom {
namespace {

std::string SessionMessage(const RowCopy& session, const char* verb) {
  std::string words =
      fmt::format("{} {} {} on {}", UserOf(session), verb, session["kind"], session["host"]);
  const std::string from = SourceOf(session);
  if (!from.empty()) words += " from " + from;
  if (!session.Is("failures", "0"))
    words += fmt::format(", failed attempts: {}", session["failures"]);
  return words + fmt::format(" [session {}]", session["session_key"]);
}

const char* BeginVerb(const RowCopy& session) {
  if (session.Is("outcome", "failed")) return "failed to get in by";
  if (session.Is("outcome", "taken_over")) return "took over a desktop by";
  if (session.Is("outcome", "established")) return "got in by";
  return session.Is("outcome", "abandoned") ? "tried" : "authenticated by";
}

void SessionEvents(const RowCopy& session, const std::function<void(const ProfileEvent&)>& visit) {
  const bool in = !session["start_time"].empty();
  ProfileEvent event;
  event.row = &session;
  event.time = session.Raw(in ? "start_time" : "attempt_time");
  event.what = in ? "Session begin" : "Logon attempt";
  event.message = SessionMessage(session, BeginVerb(session));
  if (!event.time.empty()) visit(event);
  if (session["end_time"].empty() || session.Is("outcome", "failed")) return;
  event.time = session.Raw("end_time");
  event.what = "Session end";
  event.end = true;
  event.message = SessionMessage(session, "left") + " ended by " + session["end_reason"];
  visit(event);
}

std::string RowMessage(const RowCopy& row) {
  for (const char* column : {"description", "summary", "message", "command_line"})
    if (!row[column].empty()) return row[column];
  return row["kind"];
}

}  // namespace

std::uint64_t ForEachEvent(const CaseReader& reader, const std::string& view,
                           const Condition& condition,
                           const std::function<void(const ProfileEvent&)>& visit) {
  const std::vector<std::string> columns = reader.Columns(view);
  const bool sessions = view == "sessions";
  const auto named = [&](const char* name) {
    return std::find(columns.begin(), columns.end(), name) != columns.end();
  };
  const char* time = "";
  for (const char* name : {"start_time", "first_time", "time"})
    if (named(name)) time = name;
  if (*time == '\0')
    throw CaseError("The view " + view + " has no times. Choose sessions, timeline or activity.");
  const RowPlaces places(columns);
  std::uint64_t left_out = 0;
  reader.ForEachRow(view, condition, {}, [&](const std::vector<Cell>& cells) {
    const RowCopy row(places, cells);
    std::uint64_t seen = 0;
    const auto count = [&](const ProfileEvent& event) {
      ++seen;
      visit(event);
    };
    if (sessions)
      SessionEvents(row, count);
    else if (!row.Raw(time).empty())
      count(
          {row.Raw(time), row["kind"].empty() ? view : row["kind"], RowMessage(row), false, &row});
    left_out += seen == 0 ? 1 : 0;
  });
  return left_out;
}

}  // namespace logonloom
