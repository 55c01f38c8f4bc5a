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
