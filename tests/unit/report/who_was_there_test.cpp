// What `at` says of a moment: whether the machine ran, who may have been there, what may be missing.
#include "report/who_was_there.h"

#include <gmock/gmock.h>

#include "base/time.h"
#include "casedb/case_writer.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class WhoWasThere : public testing::Test {
 protected:
  WhoWasThere() {
    contents_.correlation.hosts.resize(1);
    contents_.correlation.hosts[0].name = "WS01";
    ChannelStatistics& log = contents_.correlation.channels.emplace_back();
    log.host = 0;
    log.channel = "Security";
    log.first_time = Day("01");
    log.last_time = Day("28");
  }
  static std::optional<FileTime> Day(const std::string& day) {
    return ParseTime("2024-03-" + day + "T00:00:00Z");
  }
  // Days without a word are not known.
  Boot& AddBoot(const std::string& start, const std::string& end, const std::string& last) {
    std::vector<Boot>& boots = contents_.correlation.boots;
    Boot& boot = boots.emplace_back();
    boot.host = 0;
    boot.number = static_cast<std::int32_t>(boots.size());
    if (!start.empty()) boot.start_time = boot.first_time = Day(start);
    if (!end.empty()) boot.end_time = Day(end);
    if (!end.empty()) boot.clean = true;
    boot.last_time = Day(last);
    if (boots.size() > 1) boot.adjacent = true;
    return boot;
  }
  AccessSession& AddOpenSession(Index boot, const std::string& start) {
    AccessSession& s = contents_.correlation.access_sessions.emplace_back();
    s.key = "S-" + std::to_string(contents_.correlation.access_sessions.size());
    s.host = 0;
    s.boot = boot;
    s.user.name = "alice";
    s.start_time = s.attempt_time = Day(start);
    return s;
  }
  Gap& AddGap(const std::string& from, const std::string& to) {
    Gap& gap = contents_.correlation.gaps.emplace_back();
    gap.host = 0;
    gap.channel = "Security";
    gap.from_record_id = 5;
    gap.to_record_id = 9;
    if (!from.empty()) gap.from_time = Day(from);
    if (!to.empty()) gap.to_time = Day(to);
    return gap;
  }
  std::string At(const std::string& day) {
    WriteCase(folder_ / "case.db", contents_);
    std::string text;
    TextPage page({}, [&text](std::string_view part) { text += part; });
    WriteWhoWasThere(CaseReader(folder_ / "case.db"), "WS01", *Day(day), TimeZone(), page);
    for (char& c : text)
      if (c == '\n') c = ' ';
    std::string joined;  // as if no line had been broken
    for (const char c : text)
      if (c != ' ' || !joined.ends_with(' ')) joined += c;
    return joined;
  }

  CaseContents contents_;
  const support::TempFolder folder_;
};

TEST_F(WhoWasThere, TheMachineRanFromItsStartToItsEnd) {
  AddBoot("02", "05", "05");
  EXPECT_THAT(At("03"), HasSubstr("The machine ran: boot 1 from 2024-03-02 00:00:00Z to "
                                  "2024-03-05 00:00:00Z."));
}

TEST_F(WhoWasThere, BehindTheLastRecordNobodyKnowsWhetherItRan) {
  AddBoot("02", "", "10");
  EXPECT_THAT(At("09"), HasSubstr("The machine ran: boot 1"));
  EXPECT_THAT(At("11"), AllOf(HasSubstr("do not tell whether the machine ran"),
                              HasSubstr("was last seen at 2024-03-10"), Not(HasSubstr("ran:"))));
}

TEST_F(WhoWasThere, BetweenAShutdownAndTheNextStartTheMachineWasOff) {
  AddBoot("02", "05", "05");
  AddBoot("10", "", "11");
  EXPECT_THAT(At("07"), HasSubstr("The machine was off: boot 1 was shut down at 2024-03-05 "
                                  "00:00:00Z, and boot 2 began at 2024-03-10 00:00:00Z."));
}

TEST_F(WhoWasThere, OffIsNotSaidWhereAnotherBootCanLieBetween) {
  AddBoot("02", "05", "05");
  AddBoot("10", "", "11").adjacent = false;
  EXPECT_THAT(At("07"), AllOf(HasSubstr("do not tell whether the machine ran"),
                              HasSubstr("a boot in between may not be told")));
}

TEST_F(WhoWasThere, OffIsNotSaidWhereNoShutdownIsTold) {
  AddBoot("02", "05", "05").clean = false;
  AddBoot("10", "", "11");
  EXPECT_THAT(At("07"), AllOf(HasSubstr("do not tell whether the machine ran"),
                              HasSubstr("was last seen at 2024-03-05")));
}

TEST_F(WhoWasThere, OffIsNotSaidWhereTheNextBootsClockShowedTheMoment) {
  AddBoot("02", "05", "05");
  AddBoot("10", "", "11").first_time = Day("06");  // its clock was set back
  EXPECT_THAT(At("07"), AllOf(HasSubstr("perhaps ran: boot 2"), Not(HasSubstr("was off"))));
}

TEST_F(WhoWasThere, AMomentThatTheClockLeaptOverIsPerhapsOfTheBoot) {
  AddBoot("02", "20", "20");
  AddGap("05", "15").kind = GapKind::kClockChange;
  EXPECT_THAT(At("10"), HasSubstr("perhaps ran: boot 1"));
  EXPECT_THAT(At("16"), HasSubstr("The machine ran: boot 1"));
}

TEST_F(WhoWasThere, ASessionWithoutEndEndsWithItsBoot) {
  AddBoot("02", "", "05");
  AddBoot("10", "", "11");
  AddOpenSession(0, "03");
  EXPECT_THAT(At("07"), HasSubstr("alice was perhaps there"));
  EXPECT_THAT(At("12"), HasSubstr("No record shows anybody there"));
}

TEST_F(WhoWasThere, WhereTheClockWasSetBackASessionEndsWithTheBootsLastTime) {
  AddBoot("02", "", "15");
  AddBoot("10", "", "11");
  AddOpenSession(0, "03");
  EXPECT_THAT(At("14"), HasSubstr("alice was perhaps there"));
  EXPECT_THAT(At("16"), HasSubstr("No record shows anybody there"));
}

TEST_F(WhoWasThere, ADesktopWithoutEndIsPerhapsOpenAndNotBehindItsBoot) {
  AddBoot("02", "", "05");
  AddBoot("10", "", "11");
  LocalSession& desktop = contents_.correlation.local_sessions.emplace_back();
  desktop.host = desktop.boot = 0;
  desktop.start_time = Day("03");
  EXPECT_THAT(At("07"), HasSubstr("was perhaps open with nobody connected"));
  EXPECT_THAT(At("12"), Not(HasSubstr("nobody connected")));
}

TEST_F(WhoWasThere, MissingRecordsOfTheMomentAreTold) {
  AddBoot("02", "", "28");
  AddGap("05", "10");
  EXPECT_THAT(At("07"), HasSubstr("Security: records 5 to 9 are missing between 2024-03-05 "
                                  "00:00:00Z and 2024-03-10 00:00:00Z."));
  EXPECT_THAT(At("12"), HasSubstr("All logs of the machine in the case cover the moment"));
}

TEST_F(WhoWasThere, MissingRecordsOfWhichOneSideIsKnownArePerhapsOfTheMoment) {
  AddBoot("02", "", "28");
  AddGap("05", "");
  EXPECT_THAT(At("07"), HasSubstr("missing behind 2024-03-05 00:00:00Z: perhaps of that moment"));
  EXPECT_THAT(At("04"), Not(HasSubstr("missing")));
  contents_.correlation.gaps.clear();
  AddGap("", "05");
  EXPECT_THAT(At("04"), HasSubstr("missing ahead of 2024-03-05 00:00:00Z: perhaps of that moment"));
  EXPECT_THAT(At("07"), Not(HasSubstr("missing")));
  contents_.correlation.gaps.clear();
  AddGap("", "");
  EXPECT_THAT(At("07"), HasSubstr("nothing tells of when: perhaps of that moment"));
}

TEST_F(WhoWasThere, MissingRecordsOverWhichTheClockWentBackArePerhapsOfTheMoment) {
  AddBoot("02", "", "28");
  AddGap("15", "05");
  for (const char* day : {"10", "20"})
    EXPECT_THAT(At(day), HasSubstr("while the clock went back from 2024-03-15 00:00:00Z to "
                                   "2024-03-05 00:00:00Z: perhaps of that moment"));
  EXPECT_THAT(At("29"), Not(HasSubstr("went back")));
}

TEST_F(WhoWasThere, OfManyGapsTheFirstAreNamedAndTheRestCounted) {
  AddBoot("02", "", "28");
  for (int i = 0; i < 5; ++i) AddGap("05", "10");
  EXPECT_THAT(At("07"), HasSubstr("Security: 2 more gaps"));
}

}  // namespace
}  // namespace logonloom
