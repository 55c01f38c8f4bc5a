#include "evidence/triage_signs.h"

#include <gmock/gmock.h>

#include <span>

#include "support/memory_source.h"

namespace logonloom {
namespace {

class Signs : public testing::Test {
 protected:
  void Note(const std::string& place, const std::string& text = {}) {
    MemorySource source(std::as_bytes(std::span(text)));
    signs_.Note(place, source);
  }
  std::string Of(const std::string& place) const {
    const Collection found = signs_.Of(place);
    return found.layout + "|" + found.host_hint + "|" + found.shadow_copy;
  }

  TriageSigns signs_;
};

const std::string kLog = "C/Windows/System32/winevt/logs/Security.evtx";

TEST_F(Signs, OfKapeStandInItsConsoleLog) {
  Note("/case/out/2024-03-05T22_15_30_1234567_ConsoleLog.txt",
       "\xef\xbb\xbfKAPE version 1.3.0.2\nSystem info: Machine name: WS01, 64-bit: True, User: a\n");
  EXPECT_EQ(Of("/case/out/" + kLog), "kape|WS01|");
  EXPECT_EQ(Of("/case/out/VSS2/Windows/System32/winevt/logs/System.evtx"), "kape|WS01|VSS2");
  EXPECT_EQ(Of("/case/other/" + kLog), "winevt_logs||");
}

TEST_F(Signs, OfKapeAreItsCopyLogsToo) {
  Note("/case/out/2024-03-05T22_15_30_CopyLog.csv", "CopiedTimestamp,SourceFile\n");
  EXPECT_EQ(Of("/case/out/" + kLog), "kape||");
}

TEST_F(Signs, OfVelociraptorStandInItsNotesAndItsPaths) {
  Note("/c/Collection-a.zip/client_info.json", "{\n \"Hostname\": \"WS01\",\n \"Fqdn\": \"x\"}");
  EXPECT_EQ(Of("/c/Collection-a.zip/uploads/auto/C%3A/Windows/System32/winevt/Logs/System.evtx"),
            "velociraptor|WS01|");
  EXPECT_EQ(Of("/d/uploads/ntfs/%5C%5C.%5CC%3A/Windows/System32/winevt/Logs/System.evtx"),
            "velociraptor||");
  EXPECT_EQ(Of("/d/uploads/ntfs/%5C%5C%3F%5CGLOBALROOT%5CDevice%5CHarddiskVolumeShadowCopy3/"
               "Windows/System32/winevt/Logs/System.evtx"),
            "velociraptor||HarddiskVolumeShadowCopy3");
}

TEST_F(Signs, OfCylrAndUacAreTheNamesTheyGive) {
  Note("/c/FS01.zip/CyLR.log");
  EXPECT_EQ(Of("/c/FS01.zip/" + kLog), "cylr|FS01|");
  Note("/c/uac-web-3-linux-20240305221530/uac.log");
  EXPECT_EQ(Of("/c/uac-web-3-linux-20240305221530/[root]/" + kLog), "uac|WEB-3|");
}

TEST_F(Signs, OfCortexXdrAreItsLogAndTheNameOfItsArchive) {
  const std::string outer = "/c/offline_collector_output_WS_01_2024-03-05_22-15-30.zip/output/";
  const std::string inner = outer + "event_log-parsing/script_output.zip/";
  Note(outer + "cortex-xdr-payload.log");
  EXPECT_EQ(Of(inner + "entry_1_0/Security.evtx"), "cortex_xdr|WS_01|");
  Note(inner + "cortex-xdr-payload.log");
  EXPECT_EQ(Of(inner + "entry_1_0/Security.evtx"), "cortex_xdr|WS_01|");
  Note("/d/offline_collector_output_copy/output/cortex-xdr-payload.log");
  EXPECT_EQ(Of("/d/offline_collector_output_copy/output/Security.evtx"), "cortex_xdr||");
  Note("/e/output/cortex-xdr-payload.log");
  EXPECT_EQ(Of("/e/output/Security.evtx"), "cortex_xdr||");
}

TEST_F(Signs, OfTheNearestFolderCount) {
  Note("/c/client_info.json", "{\"Hostname\":\"ALL\"}");
  Note("/c/b/1_ConsoleLog.txt", "Machine name: B1, ");
  EXPECT_EQ(Of("/c/b/" + kLog), "kape|B1|");
  EXPECT_EQ(Of("/c/a/" + kLog), "velociraptor|ALL|");
}

TEST_F(Signs, ThatNameSeveralMachinesNameNone) {
  Note("/c/1_ConsoleLog.txt", "Machine name: WS01, ");
  Note("/c/2_ConsoleLog.txt", "Machine name: ws01, ");
  EXPECT_EQ(Of("/c/" + kLog), "kape|WS01|");
  Note("/c/3_ConsoleLog.txt", "Machine name: WS02, ");
  EXPECT_EQ(Of("/c/" + kLog), "kape||");
}

TEST_F(Signs, ThatAreNoNamesAreNotTaken) {
  Note("/a/client_info.json", "{\"Hostname\": \"x\x1b[31m\"}");
  Note("/b/client_info.json", "{\"Hostname\": ");
  Note("/c/client_info.json", "{\"Hostname\": \"" + std::string(300, 'x') + "\"}");
  Note("/d/1_ConsoleLog.txt", "Machine name: ");
  for (const std::string folder : {"/a/", "/b/", "/c/"})
    EXPECT_EQ(Of(folder + kLog), "velociraptor||");
  EXPECT_EQ(Of("/d/" + kLog), "kape||");
}

}  // namespace
}  // namespace logonloom
