#include "report/profiles.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/time.h"
#include "report/csv.h"
#include "report/profile_events.h"

namespace logonloom {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kTicksPerMicrosecond = 10, kTicksPerSecond = 10'000'000;

std::int64_t UnixTicks(const std::string& time) {
  const auto parsed = ParseTime(time);
  return parsed ? parsed->ticks - FromUnixSeconds(0).ticks : 0;
}

std::int64_t UnixSeconds(const std::string& time) {
  const std::int64_t ticks = UnixTicks(time);
  return ticks / kTicksPerSecond - (ticks % kTicksPerSecond < 0 ? 1 : 0);
}

// «2024-03-05T21:43:50.4060220Z» → «2024-03-05T21:43:50.406022+00:00», as Python reads it.
std::string PythonTime(const std::string& time) {
  constexpr std::size_t kMicroseconds = 26;
  return time.substr(0, kMicroseconds) + "+00:00";
}

const std::vector<std::string>& TimesketchColumns() {
  static const std::vector<std::string> columns = {
      "user_name",    "user_domain", "user_sid",   "source_ip",   "source_port",
      "source_host",  "kind",        "outcome",    "logon_id",    "logon_type",
      "end_reason",   "confidence",  "session_id", "session_key", "process_name",
      "command_line", "object",      "record_id",  "file"};
  return columns;
}

void TimesketchHeader(CsvWriter& csv) {
  std::vector<std::string> header = {"message", "datetime", "timestamp", "timestamp_desc",
                                     "computer_name"};
  for (const std::string& column : TimesketchColumns()) header.push_back(column);
  csv.Header(header);
}

void TimesketchRow(const ProfileEvent& event, CsvWriter& csv) {
  const std::string datetime = PythonTime(event.time), host = (*event.row)["host"];
  std::vector<std::string> texts;
  for (const std::string& column : TimesketchColumns()) texts.push_back((*event.row)[column]);
  std::vector<Cell> cells = {event.message, datetime, UnixTicks(event.time) / kTicksPerMicrosecond,
                             event.what, host};
  for (const std::string& text : texts) cells.emplace_back(std::string_view(text));
  csv.Row(cells);
}

// Sets what is known, at «a.b.c».
class EcsDocument {
 public:
  explicit EcsDocument(const RowCopy& row) : row_(row) {}
  void Text(const char* path, const std::string& text) {
    if (!text.empty()) json_[Json::json_pointer(path)] = text;
  }
  void Column(const char* path, const char* column) { Text(path, row_[column]); }
  void Number(const char* path, const char* column) {
    const auto integer = row_.Integer(column);
    if (integer) json_[Json::json_pointer(path)] = *integer;
  }
  Json& operator[](const char* path) { return json_[Json::json_pointer(path)]; }
  std::string Line() const {
    return json_.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  }

 private:
  const RowCopy& row_;
  Json json_ = Json::object();
};

void EcsSession(const ProfileEvent& event, EcsDocument& ecs) {
  const RowCopy& row = *event.row;
  const bool failed = row.Is("outcome", "failed");
  ecs["/event/category"] = Json::array({"authentication", "session"});
  ecs["/event/type"] = Json::array({event.end ? "end" : "start"});
  ecs["/event/outcome"] = failed ? "failure" : row["start_time"].empty() ? "unknown" : "success";
  ecs["/event/action"] = failed ? "logon-failed" : event.end ? "logged-out" : "logged-in";
  ecs.Column("/event/start", "start_time");
  ecs.Column("/event/end", "end_time");
  if (const auto seconds = row.Real("duration_seconds"))
    ecs["/event/duration"] = static_cast<std::int64_t>(*seconds * 1e9);
  ecs.Column("/event/reason", "end_reason");
}

std::string EcsLine(const ProfileEvent& event, const std::string& view) {
  EcsDocument ecs(*event.row);
  ecs.Text("/@timestamp", event.time);
  ecs["/ecs/version"] = "8.11.0";
  ecs.Text("/message", event.message);
  ecs["/event/kind"] = "event";
  ecs["/event/module"] = "logonloom";
  ecs["/event/dataset"] = "logonloom." + view;
  if (view == "sessions")
    EcsSession(event, ecs);
  else
    ecs.Text("/event/action", event.what);
  ecs.Column("/host/name", "host");
  ecs.Column("/user/name", "user_name");
  ecs.Column("/user/domain", "user_domain");
  ecs.Column("/user/id", "user_sid");
  ecs.Column("/source/ip", "source_ip");
  ecs.Number("/source/port", "source_port");
  ecs.Column("/source/domain", "source_host");
  ecs.Column("/process/executable", "process_name");
  ecs.Column("/process/command_line", "command_line");
  ecs.Number("/process/pid", "process_id");
  ecs.Column("/winlog/channel", "channel");
  ecs.Column("/winlog/logon/id", "logon_id");
  for (const char* column : {"session_id", "session_key", "kind", "outcome", "end_reason",
                             "failures", "not_seen", "logon_type"})
    ecs.Column((std::string("/logonloom/") + column).c_str(), column);
  if (const auto confidence = event.row->Real("confidence"))
    ecs["/logonloom/confidence"] = *confidence;
  return ecs.Line();
}

// Without the separator of these formats.
std::string Piped(std::string text) {
  for (char& c : text)
    if (c == '|') c = '/';
  return text;
}

std::string TlnLine(const ProfileEvent& event) {
  return fmt::format("{}|EVTX|{}|{}|{}: {}\n", UnixSeconds(event.time), Piped((*event.row)["host"]),
                     Piped((*event.row)["user_name"]), event.what, Piped(event.message));
}

std::string BodyfileLine(const ProfileEvent& event) {
  const std::int64_t time = UnixSeconds(event.time);
  return fmt::format("0|[EVTX {}] {}: {}|0|----------|0|0|0|{}|{}|{}|{}\n",
                     Piped((*event.row)["host"]), event.what, Piped(event.message), time, time,
                     time, time);
}

}  // namespace

ProfileSummary WriteProfile(const CaseReader& reader, Profile profile, const ExportOptions& options,
                            const TextSink& sink) {
  ProfileSummary summary;
  CsvWriter csv(sink, options.raw);
  if (profile == Profile::kTimesketch) TimesketchHeader(csv);
  summary.left_out =
      ForEachEvent(reader, options.view, options.condition, [&](const ProfileEvent& event) {
        ++summary.events;
        switch (profile) {
          case Profile::kTimesketch:
            return TimesketchRow(event, csv);
          case Profile::kEcs:
            return sink(EcsLine(event, options.view));
          case Profile::kTln:
            return sink(TlnLine(event));
          case Profile::kBodyfile:
            return sink(BodyfileLine(event));
        }
      });
  summary.defused_cells = csv.defused();
  return summary;
}

}  // namespace logonloom
