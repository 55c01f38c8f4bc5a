#include <gmock/gmock.h>

#include "log_script.h"

namespace logonloom {
namespace {

TEST(Boots, AreNumberedFromTheFirstRecordedStart) {
  LogScript log;
  log.Boot(0);
  log.Stop(100);
  log.Boot(200);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[0].number, 1);
  EXPECT_EQ(c.boots[0].clean, true);
  EXPECT_EQ(c.boots[0].end_time, At(100));
  EXPECT_EQ(c.boots[1].start_time, At(200));
  EXPECT_EQ(c.boots[1].clean, std::nullopt);
}

TEST(Boots, RecordsAheadOfTheFirstStartBelongToBootZeroOfUnknownStart) {
  LogScript log;
  log.Use(0, 0x5000, "alice");
  log.Boot(100);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[0].number, 0);
  EXPECT_EQ(c.boots[0].start_time, std::nullopt);
}

TEST(Boots, WithoutStopAndWithoutMissingRecordsEndedUncleanly) {
  LogScript log;
  log.Boot(0);
  log.Use(50, 0x3e7, "WS01$");
  log.Boot(200);
  const Correlation c = log.Run();
  EXPECT_EQ(c.boots[0].clean, false);
  EXPECT_EQ(c.boots[0].end_time, At(50));
  EXPECT_EQ(c.boots[0].end_basis, BootEndBasis::kNextBoot);
}

TEST(Boots, WithMissingRecordsAheadOfTheNextStartAreNeitherCleanNorUnclean) {
  LogScript log;
  log.Boot(0);
  log.Use(50, 0x3e7, "WS01$");
  log.Skip("Security", 10);
  log.Boot(200);
  const Correlation c = log.Run();
  EXPECT_EQ(c.boots[0].clean, std::nullopt);
  EXPECT_EQ(c.boots[0].end_time, std::nullopt);
}

TEST(Boots, AnEventLogStopInTheMiddleOfABootIsNoEnd) {
  LogScript log;
  log.Boot(0);
  log.Stop(100);
  log.Use(1000, 0x3e7, "WS01$");
  log.Boot(2000);
  EXPECT_EQ(log.Run().boots[0].clean, false);
}

TEST(Boots, RecordsBehindTheStopBelongToTheSameBoot) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2);
  log.Stop(100);
  log.Goodbye(99, 0x5000, "alice");
  log.Boot(200);
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x5000).end.reason, EndReason::kLogoff);
  EXPECT_EQ(LogonOf(c, 0x5000).end.time, At(99));
  EXPECT_EQ(c.boots[0].clean, true);
}

TEST(Boots, SystemAndSecurityTellOfTheSameBoot) {
  LogScript log;
  log.Boot(5);
  Event& kernel = log.Add("System", EventKind::kKernelStarted, 12, 4);
  kernel.new_time = At(0);
  log.Add("System", EventKind::kEventLogStarted, 6005, 20);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 1u);
  EXPECT_EQ(c.boots[0].start_basis, BootBasis::kKernelStart);
  EXPECT_EQ(c.boots[0].start_time, At(0));
}

TEST(Boots, TheKernelsLateStopRecordBelongsToTheBootBefore) {
  LogScript log;
  log.Add("System", EventKind::kEventLogStarted, 6005, 0);
  log.Add("System", EventKind::kEventLogStarted, 6005, 1000);
  log.Add("System", EventKind::kKernelStopping, 13, 900);
  log.Add("System", EventKind::kKernelStarted, 12, 990).new_time = At(980);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[0].clean, true);
  EXPECT_EQ(c.boots[0].end_time, At(900));
  EXPECT_EQ(c.boots[0].end_basis, BootEndBasis::kKernelStop);
}

TEST(Boots, AnUnexpectedShutdownTellsWhenTheMachineWasLastAlive) {
  LogScript log;
  log.Add("System", EventKind::kEventLogStarted, 6005, 0);
  log.Add("System", EventKind::kUnexpectedShutdown, 6008, 1000).new_time = At(700);
  log.Add("System", EventKind::kEventLogStarted, 6005, 1000);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[0].clean, false);
  EXPECT_EQ(c.boots[0].end_time, At(700));
}

TEST(Boots, AChangedBootKeyMeansAnotherBoot) {
  LogScript log;
  log.activity = "{A67BE420-4636-0001-0000-00003646D701}";
  log.Add("Security", EventKind::kProcessStart, 4688, 90 * 86400.0).subject_logon_id = 0x9000;
  log.activity = "{B67BE420-4837-0001-0000-00003748D701}";
  log.Add("Security", EventKind::kProcessStart, 4688, 91 * 86400.0).subject_logon_id = 0x9000;
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.logon_sessions.size(), 2u);
  EXPECT_EQ(c.boots[1].start_basis, BootBasis::kBootKey);
}

TEST(Boots, RecordsWithoutKeyBelongToTheBootThatBeganBeforeThem) {
  LogScript log;
  log.activity = "{A67BE420-4636-0001-0000-00003646D701}";  // began on day 70
  log.Add("Security", EventKind::kProcessStart, 4688, 71 * 86400.0);
  log.activity.clear();
  log.Add("Security", EventKind::kTicketGrantingRequested, 4768, 72 * 86400.0);
  log.Add("Security", EventKind::kTicketGrantingRequested, 4768, 74 * 86400.0);
  log.activity = "{B67BE420-4837-0001-0000-00003748D701}";  // began on day 73
  log.Add("Security", EventKind::kProcessStart, 4688, 75 * 86400.0);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  const FileTime began = c.boots[1].start_time.value();
  EXPECT_GT(began, At(72 * 86400.0));
  EXPECT_LT(began, At(74 * 86400.0));
  std::vector<Index> boots;
  for (const EventPlace& place : c.places) boots.push_back(place.boot);
  EXPECT_THAT(boots, testing::ElementsAre(0, 0, 1, 1));
}

TEST(Boots, ALogonIdFarBelowTheHighestMeansAnotherBoot) {
  LogScript log;
  log.Logon(0, 0x900000, "alice", 3).address = log.Text("10.0.0.1");
  log.Logon(1000, 0x30000, "alice", 3).address = log.Text("10.0.0.1");
  EXPECT_EQ(log.Run().boots.size(), 2u);
}

}  // namespace
}  // namespace logonloom
