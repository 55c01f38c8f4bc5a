#include "casedb/decoded_values.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include "casedb/case_writer.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

TEST(AccessNames, GoByTheKindOfTheObject) {
  EXPECT_EQ(AccessNames("file", "File", 0x3), "READ_DATA WRITE_DATA");
  EXPECT_EQ(AccessNames("object", "Key", 0x3), "QUERY_VALUE SET_VALUE");
  EXPECT_EQ(AccessNames("object", "Process", 0x1010), "VM_READ QUERY_LIMITED_INFORMATION");
}

TEST(AccessNames, KeepBitsThatHaveNoName) {
  EXPECT_EQ(AccessNames("object", "SAM_DOMAIN", 0x20011), "READ_CONTROL 0x11");
  EXPECT_EQ(AccessNames("file", "File", 0), "");
}

TEST(PipeMeaning, IsFoundWithoutCaseAndWithTheNumbersThatWindowsAppends) {
  EXPECT_EQ(PipeMeaning("PSEXESVC-WS01-4711-stdin"), "Service of PsExec");
  EXPECT_EQ(PipeMeaning("SVCCTL"), "Service control manager, [MS-SCMR]");
  EXPECT_EQ(PipeMeaning("something"), "");
}

TEST(DirectoryRights, AreNamedInTheirOrderAndUnknownOnesPassedOver) {
  EXPECT_THAT(DirectoryRights("%%7688\r\n\t{1131F6AD-9c07-11d1-f79f-00c04fc2dcd2}\r\n\t"
                              "{19195a5b-6da0-11d0-afd3-00c04fd930c9} {"
                              "{00299570-246d-11d0-a768-00aa006e0529}"),
              testing::ElementsAre("Replicate changes, secrets included", "Set a password"));
  EXPECT_TRUE(DirectoryRights("{1131f6ad").empty());
}

TEST(AccessNames, OfTheDirectoryAreItsOwn) {
  EXPECT_EQ(AccessNames("directory", "%{x}", 0x130), "READ_PROPERTY WRITE_PROPERTY CONTROL_ACCESS");
}

TEST(DecodedValues, JoinTheHistogramOfACampaign) {
  const support::TempFolder folder;
  CaseContents contents;
  AttemptGroup group;
  Host host;
  host.name = "WS01";
  contents.correlation.hosts.push_back(host);
  Boot boot;
  boot.host = 0;
  contents.correlation.boots.push_back(boot);
  group.host = group.boot = 0;
  group.statuses = {{0xc000006a, 2}};
  contents.correlation.attempt_groups.push_back(group);
  WriteCase(folder / "case.db", contents);
  SQLite::Database db((folder / "case.db").string());
  EXPECT_EQ(db.execAndGet("SELECT d.meaning FROM attempt_groups, json_each(status_histogram) j "
                          "JOIN decoded_values d ON d.name = 'nt_status' AND d.value = j.key")
                .getString(),
            "Wrong password");
}

}  // namespace
}  // namespace logonloom
