// What collectors say of the logs that they gathered.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "casedb/case_reader.h"
#include "logonloom/ingest.h"
#include "support/archive_writer.h"
#include "support/demo_case.h"
#include "support/evtx_writer.h"
#include "support/scenario.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::ReadWholeFile;
using support::TempFolder;
using support::WriteFile;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class Collections : public testing::Test {
 protected:
  Collections() {
    support::Scenario story;
    support::TellDemoCase(story);
    story.Write(folder_ / "logs");
  }

  fs::path Put(const std::string& from, const std::string& to) {
    fs::create_directories((folder_ / to).parent_path());
    fs::copy_file(folder_ / "logs" / from, folder_ / to);
    return folder_ / to;
  }

  IngestSummary Run(const std::string& name, const fs::path& input) {
    IngestOptions options;
    options.inputs = {input};
    options.case_path = folder_ / name;
    return Ingest(options);
  }

  // The texts of these columns of a view, joined by «|», a row each.
  std::vector<std::string> Rows(const std::string& name, const std::string& view,
                                const std::vector<std::string>& wanted) {
    const CaseReader reader(folder_ / name);
    const auto columns = reader.Columns(view);
    std::vector<std::string> rows;
    reader.ForEachRow(view, "", "", [&](const std::vector<Cell>& cells) {
      std::string row;
      for (const std::string& column : wanted)
        for (std::size_t i = 0; i < columns.size(); ++i)
          if (columns[i] == column)
            if (const auto* text = std::get_if<std::string_view>(&cells[i]))
              row += (row.empty() ? "" : "|") + std::string(*text);
      rows.push_back(row);
    });
    return rows;
  }

  TempFolder folder_;
};

TEST_F(Collections, OfSeveralMachinesAndToolsLieSideBySide) {
  Put("WS01/Security.evtx", "all/kape/C/Windows/System32/winevt/logs/Security.evtx");
  WriteFile(folder_ / "all/kape/1_ConsoleLog.txt", "System info: Machine name: WS01, 64-bit: True");
  WriteFile(folder_ / "all" / "Collection-FS01.zip",
            support::WriteArchive(
                "zip", "",
                {{"uploads/auto/C%3A/Windows/System32/winevt/Logs/Security.evtx",
                  ReadWholeFile(folder_ / "logs/FS01/Security.evtx")},
                 {"client_info.json", "{\"Hostname\": \"FS01\"}"}}));
  EXPECT_TRUE(Run("a.db", folder_ / "all").complete());
  EXPECT_THAT(Rows("a.db", "evidence_files", {"layout", "host_hint"}),
              testing::UnorderedElementsAre("kape|WS01", "velociraptor|FS01"));
  EXPECT_THAT(Rows("a.db", "warnings", {"code"}), Not(Contains("host_hint_conflict")));
}

TEST_F(Collections, OfCortexXdrAreArchivesInAnArchive) {
  const std::string part = support::WriteArchive(
      "zip", "", {{"entry_1_0/Security.evtx", ReadWholeFile(folder_ / "logs/WS01/Security.evtx")},
                  {"manifest.json", "{}"},
                  {"cortex-xdr-payload.log", "started"}});
  const fs::path all = folder_ / "offline_collector_output_WS01_2024-03-05_22-15-30.zip";
  WriteFile(all, support::WriteArchive("zip", "",
                                       {{"output/event_log-parsing/script_output.zip", part},
                                        {"output/manifest.json", "{}"},
                                        {"output/cortex-xdr-payload.log", "started"}}));
  EXPECT_TRUE(Run("a.db", all).complete());
  EXPECT_THAT(Rows("a.db", "evidence_files", {"layout", "host_hint"}),
              testing::ElementsAre("cortex_xdr|WS01"));
}

TEST_F(Collections, ThatNameAnotherMachineAreNotBelieved) {
  Put("WS01/Security.evtx", "c/C/Windows/System32/winevt/logs/Security.evtx");
  Run("plain.db", folder_ / "c");
  WriteFile(folder_ / "c/1_ConsoleLog.txt", "System info: Machine name: OTHER, 64-bit: True");
  Run("a.db", folder_ / "c");
  EXPECT_THAT(Rows("a.db", "warnings", {"code", "message"}),
              Contains(testing::AllOf(HasSubstr("host_hint_conflict"), HasSubstr("is of OTHER"),
                                      HasSubstr("are of WS01"))));
  EXPECT_EQ(Rows("a.db", "hosts", {"name"}), Rows("plain.db", "hosts", {"name"}));
  EXPECT_EQ(Rows("a.db", "sessions", {"session_key", "host"}),
            Rows("plain.db", "sessions", {"session_key", "host"}));
  // What the case keeps of it is enough for the next run.
  Put("FS01/Security.evtx", "more/Security.evtx");
  Run("a.db", folder_ / "more");
  EXPECT_THAT(Rows("a.db", "evidence_files", {"layout", "host_hint"}), Contains("kape|OTHER"));
  EXPECT_THAT(Rows("a.db", "warnings", {"code"}), Contains("host_hint_conflict"));
}

TEST_F(Collections, WithShadowCopiesGiveEachSessionOnce) {
  const std::string logs = "Windows/System32/winevt/Logs/";
  Put("WS01/Security.evtx", "c/C/" + logs + "Security.evtx");
  Run("live.db", folder_ / "c");
  Put("WS01/Security.evtx", "c/HarddiskVolumeShadowCopy1/" + logs + "Security.evtx");
  // An older state of the log: its last chunk was not written yet.
  const fs::path older = Put("WS01/Security.evtx", "c/HarddiskVolumeShadowCopy2/" + logs +
                                                       "Archive-Security-2024-03-05.evtx");
  fs::resize_file(older, 4096 + 65536);
  const IngestSummary all = Run("all.db", folder_ / "c");
  EXPECT_EQ(all.files, 3u);
  EXPECT_GT(all.records_duplicate, all.records_stored);
  for (const std::string view : {"sessions", "logon_sessions"})
    EXPECT_EQ(Rows("all.db", view, {"logon_session_key", "session_key", "start_time", "end_time"}),
              Rows("live.db", view, {"logon_session_key", "session_key", "start_time", "end_time"}));
  EXPECT_EQ(Rows("all.db", "gaps", {"kind", "from_time"}),
            Rows("live.db", "gaps", {"kind", "from_time"}));
  EXPECT_THAT(Rows("all.db", "evidence_files", {"shadow_copy"}),
              testing::UnorderedElementsAre("", "HarddiskVolumeShadowCopy1",
                                            "HarddiskVolumeShadowCopy2"));
}

}  // namespace
}  // namespace logonloom
