// What the logs do not show: gaps, clocks that were set, and what a session says of them.
#include <gmock/gmock.h>

#include <algorithm>

#include "base/id_ranges.h"
#include "log_script.h"

namespace logonloom {
namespace {

const Gap* GapOfKind(const Correlation& c, GapKind kind) {
  const auto found =
      std::find_if(c.gaps.begin(), c.gaps.end(), [&](const Gap& g) { return g.kind == kind; });
  return found == c.gaps.end() ? nullptr : &*found;
}

TEST(Gaps, MissingIdsAreAGapBetweenTheirNeighbours) {
  LogScript log;
  log.Boot(0);
  log.Skip("Security", 10);
  log.Use(100, 0x3e7, "WS01$");
  const Correlation c = log.Run();
  const Gap* gap = GapOfKind(c, GapKind::kRecordGap);
  ASSERT_NE(gap, nullptr);
  EXPECT_EQ(gap->from_record_id, 2u);
  EXPECT_EQ(gap->to_record_id, 11u);
  EXPECT_EQ(gap->from_time, At(0));
  EXPECT_EQ(gap->to_time, At(100));
}

TEST(Gaps, MissingIdsOverWhichTheClockWasSetBackGoFromLaterToEarlier) {
  LogScript log;
  log.Boot(1000);
  log.Skip("Security", 10);
  log.Use(100, 0x3e7, "WS01$");
  const Correlation c = log.Run();
  const Gap* gap = GapOfKind(c, GapKind::kRecordGap);
  ASSERT_NE(gap, nullptr);
  EXPECT_EQ(gap->from_time, At(1000));
  EXPECT_EQ(gap->to_time, At(100));
}

// What a file holds of Security of WS01.
ChannelExtent ExtentOf(LogScript& log, std::int32_t file, IdRanges ids) {
  ChannelExtent extent;
  extent.computer = log.Text("WS01");
  extent.channel = log.Text("Security");
  extent.file_index = file;
  extent.records = CountOf(ids);
  extent.id_ranges = std::move(ids);
  return extent;
}

TEST(Gaps, BesideRecordsThatAreNoEventsMissingIdsReachToTheNearestEvents) {
  LogScript log;
  log.Boot(0);
  log.SetNextId("Security", 29);
  log.Use(100, 0x3e7, "WS01$");
  ChannelExtent extent = ExtentOf(log, 0, {{1, 10}, {20, 30}});
  extent.first_time = At(0);
  extent.last_time = At(500);  // of a record that is no event
  const Correlation c = Correlate(log.events, {extent});
  const Gap* gap = GapOfKind(c, GapKind::kRecordGap);
  ASSERT_NE(gap, nullptr);
  EXPECT_EQ(gap->from_record_id, 11u);
  EXPECT_EQ(gap->from_time, At(0));
  EXPECT_EQ(gap->to_time, At(100));
}

TEST(Gaps, WithoutEventsInTheFileMissingIdsReachAsFarAsTheFile) {
  for (const bool timed : {true, false}) {
    LogScript log;
    log.Boot(0);
    ChannelExtent first = ExtentOf(log, 0, {{1, 1}}), second = ExtentOf(log, 1, {{20, 30}});
    first.first_time = first.last_time = At(0);
    if (timed) second.first_time = At(50);
    if (timed) second.last_time = At(90);
    const Correlation c = Correlate(log.events, {first, second});
    const Gap* gap = GapOfKind(c, GapKind::kRecordGap);
    ASSERT_NE(gap, nullptr);
    EXPECT_EQ(gap->from_time, At(0));
    EXPECT_EQ(gap->to_time, timed ? std::optional(At(90)) : std::nullopt);
  }
}

TEST(Gaps, EventsThatTheFileCannotHoldTellNothingOfItsMissingIds) {
  LogScript log;
  log.SetNextId("Security", 9);
  log.Boot(5000);
  ChannelExtent with_events = ExtentOf(log, 0, {{10, 10}});
  ChannelExtent without = ExtentOf(log, 1, {{1, 20}, {30, 50}});
  with_events.first_time = with_events.last_time = At(5000);
  without.first_time = At(1000);
  without.last_time = At(2000);
  const Correlation c = Correlate(log.events, {with_events, without});
  const Gap* gap = GapOfKind(c, GapKind::kRecordGap);
  ASSERT_NE(gap, nullptr);
  EXPECT_EQ(gap->from_record_id, 21u);
  EXPECT_EQ(gap->from_time, At(1000));
  EXPECT_EQ(gap->to_time, At(2000));
}

TEST(Coverage, CountsRecordsOnceThatSeveralFilesHold) {
  LogScript log;
  log.Boot(0);
  ChannelExtent whole = ExtentOf(log, 0, {{1, 10}}), copy = ExtentOf(log, 1, {{1, 6}}),
                later = ExtentOf(log, 2, {{11, 12}});
  later.records = 3;  // one id stands there twice
  const Correlation c = Correlate(log.events, {whole, copy, later});
  ASSERT_EQ(c.channels.size(), 1u);
  EXPECT_EQ(c.channels[0].records, 13u);
  EXPECT_EQ(c.channels[0].first_time, std::nullopt);
}

TEST(Gaps, WhatWasFoundInSlackIsNotMissing) {
  for (const bool whole : {true, false}) {
    LogScript log;
    log.Boot(0);
    for (const double seconds : {10.0, 20.0, 30.0}) {
      Event& e = log.Use(seconds, 0x3e7, "WS01$");
      e.source.recovery = Recovery::kSlack;
      e.source.complete = whole;
    }
    log.Use(100, 0x3e7, "WS01$");
    ChannelExtent extent;
    extent.computer = log.Text("WS01");
    extent.channel = log.Text("Security");
    extent.file_index = 0;
    extent.id_ranges = {{1, 1}, {5, 5}};
    const Correlation c = Correlate(log.events, {extent});
    EXPECT_EQ(GapOfKind(c, GapKind::kRecordGap) == nullptr, whole);
    EXPECT_EQ(c.channels[0].missing_record_ids, whole ? 0u : 3u);
  }
}

TEST(Gaps, AClearIsOneWithWhoDidIt) {
  LogScript log;
  log.Boot(0);
  Event& e = log.Add("Security", EventKind::kLogCleared, 1102, 50);
  e.subject = {log.Text("eve"), log.Text("CORP"), Symbol()};
  const Correlation c = log.Run();
  const Gap* gap = GapOfKind(c, GapKind::kCleared);
  ASSERT_NE(gap, nullptr);
  EXPECT_EQ(gap->channel, "Security");
  EXPECT_EQ(c.events[static_cast<std::size_t>(gap->event)].subject.name.view(), "eve");
}

TEST(Gaps, NeighboursByIdManyHoursApartAreASilence) {
  LogScript log;
  log.Boot(0);
  log.Use(10, 0x3e7, "WS01$");
  log.Use(10 + 20 * 3600, 0x3e7, "WS01$");
  const Correlation c = log.Run();
  const Gap* gap = GapOfKind(c, GapKind::kTimeGap);
  ASSERT_NE(gap, nullptr);
  EXPECT_EQ(gap->from_time, At(10));
}

TEST(Gaps, AClockSetByAMinuteOrMoreIsToldAndLessIsNot) {
  for (const double step : {3600.0, 20.0}) {
    LogScript log;
    log.Boot(0);
    log.SetClock(100, 100 + step);
    const Correlation c = log.Run();
    EXPECT_EQ(GapOfKind(c, GapKind::kClockChange) != nullptr, step > 60);
    const bool told = std::any_of(c.diagnostics.begin(), c.diagnostics.end(),
                                  [](const Diagnostic& d) { return d.code == "clock_changed"; });
    EXPECT_EQ(told, step > 60);
  }
}

TEST(Gaps, RecordsThatWereWrittenLateShowNoFurtherStepOfTheClock) {
  for (const bool late : {true, false}) {
    LogScript log;
    log.Boot(36000);
    log.Use(36005, 0x3e7, "WS01$");
    log.Use(10, 0x3e7, "WS01$");  // the clock was set, nothing tells of it
    log.Use(20, 0x3e7, "WS01$");
    log.Use(late ? 36007 : 72000, 0x3e7, "WS01$");
    log.Use(30, 0x3e7, "WS01$");
    const Correlation c = log.Run();
    EXPECT_EQ(std::count_if(c.gaps.begin(), c.gaps.end(),
                            [](const Gap& g) { return g.kind == GapKind::kClockChange; }),
              late ? 1 : 2);
  }
}

TEST(Gaps, ARecordOfASetClockThatDoesNotTellFromWhenIsNoSilence) {
  LogScript log;
  log.Boot(0);
  log.Use(10, 0x3e7, "WS01$");
  log.Add("Security", EventKind::kClockChanged, 4616, 10 + 240 * 3600);
  const Correlation c = log.Run();
  const Gap* gap = GapOfKind(c, GapKind::kClockChange);
  ASSERT_NE(gap, nullptr);
  EXPECT_EQ(gap->from_time, At(10));
  EXPECT_EQ(gap->to_time, At(10 + 240 * 3600));
  EXPECT_EQ(GapOfKind(c, GapKind::kTimeGap), nullptr);
}

Event& NotWritten(LogScript& log, double at, std::uint32_t event_id) {
  Event& e = log.Add("Security", EventKind::kEventNotWritten, 1108, at);
  e.reason = event_id;
  return e;
}

TEST(Gaps, EventsThatCouldNotBeWrittenAreToldOnceWithTheirIds) {
  LogScript log;
  log.Boot(0);
  NotWritten(log, 50, 4647);
  NotWritten(log, 51, 4634);
  NotWritten(log, 52, 4634);
  const Correlation c = log.Run();
  ASSERT_EQ(c.diagnostics.size(), 1u);
  EXPECT_EQ(c.diagnostics[0].code, "event_not_written");
  EXPECT_THAT(c.diagnostics[0].message, testing::HasSubstr("3 events"));
  EXPECT_THAT(c.diagnostics[0].message, testing::HasSubstr("4634 (2 times), 4647"));
}

// Without it nothing is missing up to the stop, so that the session lasted until then; with it only
// a window is known.
TEST(Gaps, AnEventThatCouldNotBeWrittenMayBeTheLogoffThatIsNotThere) {
  for (const bool lost : {false, true}) {
    LogScript log;
    log.Boot(0);
    log.Logon(100, 0x7000, "alice", 2);
    log.Use(200, 0x3e7, "WS01$");
    if (lost) NotWritten(log, 300, 4647);
    log.Stop(301);
    log.Boot(500);
    const Correlation c = log.Run();
    const SessionEnd& end = LogonOf(c, 0x7000).end;
    EXPECT_EQ(end.reason, EndReason::kShutdown);
    EXPECT_EQ(end.time.has_value(), !lost);
    EXPECT_EQ(end.upper.has_value(), lost);
    EXPECT_DOUBLE_EQ(end.confidence, lost ? 0.5 : 0.9);
  }
}

TEST(Gaps, WhatCouldNotBeWrittenAsTheLogStoppedHappenedThen) {
  LogScript log;
  log.Boot(0);
  log.Logon(100, 0x7000, "alice", 2);
  log.Use(200, 0x3e7, "WS01$");
  log.Stop(301);
  NotWritten(log, 301.2, 4647);
  NotWritten(log, 301.2, 4634);
  log.Boot(500);
  EXPECT_EQ(LogonOf(log.Run(), 0x7000).end.time, At(301));
}

TEST(Gaps, AChannelThatOnlyTornRecordsNameIsNotCovered) {
  LogScript log;
  log.Boot(0);
  log.Add("Microsoft-Windows-Ter", EventKind::kRcmConnection, 261, 50).source.complete = false;
  log.Add("Security", EventKind::kActivity, 4688, 60).source.complete = false;
  const Correlation c = log.Run();
  ASSERT_EQ(c.channels.size(), 1u);
  EXPECT_EQ(c.channels[0].channel, "Security");
}

TEST(Gaps, ATornNameInAFileIsNotCoveredEither) {
  for (const bool named : {false, true}) {
    LogScript log;
    log.Boot(0);
    ChannelExtent extent;
    extent.computer = log.Text("WS01");
    extent.channel = log.Text("Microsoft-Windows-Ter");
    extent.file_index = 0;
    extent.id_ranges = {{3, 3}, {9, 9}};
    extent.first_time = extent.last_time = At(0);
    extent.records = 2;
    extent.named = named;
    const Correlation c = Correlate(log.events, {extent});
    EXPECT_EQ(c.channels.size(), named ? 2u : 1u);
    EXPECT_EQ(GapOfKind(c, GapKind::kRecordGap) != nullptr, named);
  }
}

TEST(Gaps, AFileThatEndsInsideAChunkIsTruncated) {
  LogScript log;
  log.Boot(0);
  ChannelExtent extent = ExtentOf(log, 0, {{1, 1}});
  extent.first_time = extent.last_time = At(0);
  extent.truncated = true;
  const Correlation c = Correlate(log.events, {extent});
  const Gap* gap = GapOfKind(c, GapKind::kTruncated);
  ASSERT_NE(gap, nullptr);
  EXPECT_EQ(gap->from_record_id, 2u);
}

TEST(Clock, ASessionLastsAsLongAsItDidWhateverTheClockWasSetTo) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2);
  log.SetClock(20, 20 + 7200);
  log.Goodbye(30 + 7200, 0x5000, "alice");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  const AccessSession& s = c.access_sessions[0];
  EXPECT_EQ(s.start_time, At(10));
  EXPECT_EQ(s.end.time, At(30 + 7200));  // as the clock showed it
  EXPECT_EQ(s.duration, Seconds(20));
}

TEST(Clock, SetBackInASessionDoesNotTurnItAround) {
  LogScript log;
  log.Boot(0);
  log.Logon(10000, 0x5000, "alice", 2);
  log.SetClock(10100, 2900);
  log.Goodbye(3000, 0x5000, "alice");
  const Correlation c = log.Run();
  const LogonSession& s = LogonOf(c, 0x5000);
  EXPECT_EQ(s.end.time, At(3000));
  EXPECT_EQ(s.end.reason, EndReason::kLogoff);
  ASSERT_FALSE(c.access_sessions.empty());
  EXPECT_EQ(c.access_sessions[0].duration, Seconds(200));
}

TEST(Clock, SetForwardByAProgramIsAStepAndByTheHardwareAWaking) {
  for (const std::uint32_t reason : {1u, 2u}) {
    LogScript log;
    log.Ts(10, EventKind::kTsLogon, 1, "alice", "LOCAL");
    log.Add("System", EventKind::kEventLogStarted, 6005, 0);
    Event& e = log.Add("System", EventKind::kKernelClockChanged, 1, 7220);
    e.previous_time = At(20);
    e.new_time = At(7220);
    e.reason = reason;
    log.Ts(7230, EventKind::kTsLogoff, 1, "alice");
    const Correlation c = log.Run();
    ASSERT_EQ(c.access_sessions.size(), 1u);
    EXPECT_EQ(c.access_sessions[0].duration, Seconds(reason == 1 ? 20 : 7220));
  }
}

TEST(Clock, OnWhichSideOfAStepARecordLiesItsUsersActInSecurityTells) {
  LogScript log;
  log.Boot(0);
  log.Logon(9990, 0x5000, "alice", 2);  // shown again after the step
  log.Use(9999, 0x5000, "alice");
  log.SetClock(10100, 2900);
  log.Logon(9998, 0x6000, "bob", 2);
  log.Goodbye(10050, 0x6000, "bob");
  log.Ts(9991, EventKind::kTsLogon, 1, "alice", "LOCAL");
  log.Ts(9999, EventKind::kTsLogon, 2, "bob", "LOCAL");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions.size(), 2u);
  for (const LocalSession& s : c.local_sessions) EXPECT_NE(s.logon_session, kNone);
}

TEST(Clock, CannotHaveShownATimeBehindTheOneAtWhichItWasSetBack) {
  LogScript log;
  log.Boot(0);
  log.Logon(9000, 0x5000, "alice", 2);
  log.SetClock(9100, 2900);
  log.Use(9990, 0x5000, "alice");
  log.Ts(9001, EventKind::kTsLogon, 1, "alice", "LOCAL");
  log.Ts(9102, EventKind::kTsLogoff, 1, "alice");  // two hours after the logon
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].duration, Seconds(100 + 6202));
}

TEST(Unseen, AnOpenSessionSaysHowFarTheLogGoes) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2);
  log.Use(250, 0x3e7, "WS01$");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_THAT(c.access_sessions[0].unseen,
              testing::HasSubstr("the Security log ends 2021-03-01T08:04:10.0000000Z"));
}

TEST(Unseen, ASessionWhollySeenSaysNothing) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2);
  log.Goodbye(250, 0x5000, "alice");
  EXPECT_EQ(log.Run().access_sessions[0].unseen, "");
}

TEST(Unseen, WithoutSecurityLogItSaysSo) {
  LogScript log;
  log.Ts(10, EventKind::kTsDisconnected, 2, "alice", "203.0.113.9");
  EXPECT_THAT(log.Run().access_sessions[0].unseen, testing::HasSubstr("there is no Security log"));
}

TEST(Gaps, HowTheMachineStoppedIsSaidOnlyWhereNoRecordOfItMayBeMissing) {
  for (const bool missing : {false, true}) {
    LogScript log;
    log.Boot(0);
    log.Logon(10, 0x5000, "alice", 2);
    log.Use(20, 0x5000, "alice");
    if (missing) log.Skip("Security", 5);
    log.Boot(2000);
    const Correlation c = log.Run();
    EXPECT_THAT(c.access_sessions[0].unseen,
                testing::HasSubstr(missing ? "the records of how the machine stopped are missing"
                                           : "the machine stopped without saying so"));
  }
}

TEST(Gaps, TheLogEndsWithItsLastRecordThoughTheClockShowedLaterTimesAheadOfIt) {
  LogScript log;
  log.Boot(36000);
  log.SetClock(36010, 10);
  log.Logon(20, 0x5000, "alice", 2);
  log.Use(80, 0x5000, "alice");
  EXPECT_THAT(log.Run().access_sessions[0].unseen,
              testing::HasSubstr("ends 2021-03-01T08:01:20.0000000Z, 0 seconds after"));
}

}  // namespace
}  // namespace logonloom
