// What other programs exported gives the sessions of the logs that it was exported from.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "all_rows.h"
#include "base/text.h"
#include "base/time.h"
#include "casedb/case_reader.h"
#include "logonloom/ingest.h"
#include "model/value_text.h"
#include "pipeline/dump.h"
#include "support/demo_case.h"
#include "support/scenario.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using support::TempFolder;

enum class Nameless : std::uint8_t { kInOneList, kCounted };

Json DataOf(const Record& record, Section section, Nameless nameless) {
  Json data = Json::object();
  int count = 0;
  for (const Field& field : record.fields) {
    if (field.section != section) continue;
    if (field.name.empty() && nameless == Nameless::kInOneList) {
      data["Data"]["#text"].push_back(ValueText(field.value));
      continue;
    }
    Json* at = &data;
    if (section == Section::kUserData)
      for (std::string_view path = field.path; path.find('/') != std::string_view::npos;
           path.remove_prefix(path.find('/') + 1))
        at = &(*at)[std::string(path.substr(0, path.find('/')))];
    const std::string text = ValueText(field.value);
    (*at)[field.name.empty() ? "param" + std::to_string(++count) : std::string(field.name)] =
        field.value.type == ValueType::kNull ? Json() : Json(text);
  }
  return data;
}

std::string AsEvtxDump(const Record& record) {
  const SystemProperties& s = record.system;
  Json system;
  system["Provider"]["#attributes"] = {{"Name", s.provider}, {"Guid", s.provider_guid}};
  system["EventID"] = s.event_id;
  system["Version"] = s.version;
  system["TimeCreated"]["#attributes"]["SystemTime"] = FormatTime(*s.time_created);
  system["EventRecordID"] = s.event_record_id.value_or(0);
  if (!s.activity_id.empty()) system["Correlation"]["#attributes"]["ActivityID"] = s.activity_id;
  if (s.process_id) system["Execution"]["#attributes"]["ProcessID"] = *s.process_id;
  system["Channel"] = s.channel;
  system["Computer"] = s.computer;
  if (!s.user_sid.empty()) system["Security"]["#attributes"]["UserID"] = s.user_sid;
  Json event;
  event["Event"]["System"] = system;
  event["Event"]["EventData"] = DataOf(record, Section::kEventData, Nameless::kInOneList);
  event["Event"]["UserData"] = DataOf(record, Section::kUserData, Nameless::kInOneList);
  return event.dump();
}

std::string AsWinlogbeat(const Record& record) {
  const SystemProperties& s = record.system;
  Json log;
  log["channel"] = s.channel;
  log["event_id"] = std::to_string(s.event_id);
  log["provider_name"] = s.provider;
  log["record_id"] = s.event_record_id.value_or(0);
  log["computer_name"] = s.computer;
  log["version"] = s.version;
  log["time_created"] = FormatTime(*s.time_created);
  if (!s.activity_id.empty()) log["activity_id"] = s.activity_id;
  if (s.process_id) log["process"]["pid"] = *s.process_id;
  if (!s.user_sid.empty()) log["user"]["identifier"] = s.user_sid;
  log["event_data"] = DataOf(record, Section::kEventData, Nameless::kCounted);
  log["user_data"] = DataOf(record, Section::kUserData, Nameless::kCounted);
  Json event;
  event["@timestamp"] = FormatTime(*s.time_created);
  event["winlog"] = log;
  return event.dump();
}

class Exports : public testing::Test {
 protected:
  Exports() {
    support::Scenario story;
    support::TellDemoCase(story);
    story.Write(folder_ / "logs");
  }

  // Each log's records as lines of a file of their own.
  template <typename Render>
  fs::path Exported(const std::string& name, Render render) {
    fs::create_directories(folder_ / name);
    std::map<std::string, std::ofstream> files;
    DumpOptions options;
    options.inputs = {folder_ / "logs"};
    Dump(
        options,
        [&](const Record& record, const fs::path& path) {
          const std::string key = std::to_string(Hash64(path.string()));
          auto [file, added] = files.try_emplace(key);
          if (added) file->second.open(folder_ / name / (key + ".txt"));
          file->second << render(record) << "\n";
        },
        [](const Diagnostic&, const fs::path&) {});
    return folder_ / name;
  }

  fs::path Made(const std::string& name, const std::vector<fs::path>& inputs) {
    IngestOptions options;
    options.inputs = inputs;
    options.case_path = folder_ / name;
    Ingest(options);
    return options.case_path;
  }

  // Of the views that an analyst works with, without what depends on the file.
  static std::vector<std::string> Sessions(const fs::path& case_path) {
    const CaseReader reader(case_path);
    std::vector<std::string> rows;
    for (const std::string view : {"hosts", "boots", "sessions", "logon_sessions"})
      reader.ForEachRow(view, "", "", [&](const std::vector<Cell>& cells) {
        std::string row = view;
        for (const Cell& cell : cells) {
          if (const auto* text = std::get_if<std::string_view>(&cell))
            row += "|" + std::string(*text);
          if (const auto* number = std::get_if<std::int64_t>(&cell))
            row += "|" + std::to_string(*number);
          if (const auto* real = std::get_if<double>(&cell)) row += "|" + std::to_string(*real);
          if (std::holds_alternative<std::monostate>(cell)) row += "|NULL";
        }
        rows.push_back(row);
      });
    return rows;
  }

  TempFolder folder_;
};

TEST_F(Exports, OfEachFormGiveTheSessionsOfTheLogs) {
  const auto expected = Sessions(Made("logs.db", {folder_ / "logs"}));
  const auto json = Exported("evtx_dump", AsEvtxDump);
  const auto beats = Exported("winlogbeat", AsWinlogbeat);
  EXPECT_EQ(Difference(expected, Sessions(Made("a.db", {json}))), "");
  EXPECT_EQ(Difference(expected, Sessions(Made("b.db", {beats}))), "");
}

TEST_F(Exports, ThatKeepEveryValueAreCopiesOfTheLogs) {
  const auto expected = Sessions(Made("logs.db", {folder_ / "logs"}));
  const auto json = Exported("evtx_dump", AsEvtxDump);
  EXPECT_EQ(Difference(expected, Sessions(Made("both.db", {folder_ / "logs", json}))), "");
}

TEST_F(Exports, StandInTheLedgerWithTheirForm) {
  const CaseReader reader(Made("a.db", {Exported("evtx_dump", AsEvtxDump)}));
  const auto columns = reader.Columns("evidence_files");
  const auto at = std::find(columns.begin(), columns.end(), "reader") - columns.begin();
  reader.ForEachRow("evidence_files", "", "", [&](const std::vector<Cell>& cells) {
    EXPECT_EQ(std::get<std::string_view>(cells[static_cast<std::size_t>(at)]), "jsonl");
  });
}

}  // namespace
}  // namespace logonloom
