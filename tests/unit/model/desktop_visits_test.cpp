// Which visit to a desktop was open at a moment.
#include "model/desktop_visits.h"

#include <gtest/gtest.h>

namespace logonloom {
namespace {

FileTime At(int seconds) { return FileTime{} + Seconds(seconds); }

AccessSession Visit(Index logon, Index local, int start, std::optional<int> end) {
  AccessSession visit;
  visit.logon_session = logon;
  visit.local_session = local;
  visit.start_time = visit.attempt_time = At(start);
  if (end) visit.end.time = At(*end);
  visit.end.reason = EndReason::kDisconnect;
  return visit;
}

// Of two machines; the second one's sessions begin with the visit 1, the logon 5, the local 7.
class DesktopVisitsOfAMachine : public testing::Test {
 protected:
  DesktopVisits Visits() const { return {all, {1, 4}, {5, 6}, {7, 8}}; }
  std::vector<AccessSession> all = {Visit(0, kNone, 0, std::nullopt), Visit(5, 7, 100, 200),
                                    Visit(kNone, 7, 300, 400), Visit(5, 7, 500, std::nullopt)};
};

TEST_F(DesktopVisitsOfAMachine, TheLastThatHadBegunIsTheOne) {
  EXPECT_EQ(Visits().OpenAt(1, At(150)), 1);
  EXPECT_EQ(Visits().OpenAt(1, At(600)), 3);
  EXPECT_EQ(Visits().OpenAt(3, At(150)), 1) << "whichever visit of the desktop the logon serves";
}

TEST_F(DesktopVisitsOfAMachine, RecordsComeAheadOfTheFirstSignAndBehindTheEnd) {
  EXPECT_EQ(Visits().OpenAt(1, At(97)), kNone);
  EXPECT_EQ(Visits().OpenAt(1, At(98)), 1);
  EXPECT_EQ(Visits().OpenAt(1, At(203)), 1);
  EXPECT_EQ(Visits().OpenAt(1, At(204)), kNone);
  all[1].end.reason = EndReason::kLogoff;
  EXPECT_EQ(Visits().OpenAt(1, At(260)), 1) << "while its user is logged off";
  EXPECT_EQ(Visits().OpenAt(1, At(261)), kNone);
}

TEST_F(DesktopVisitsOfAMachine, ADesktopWithoutLogonSessionHasVisitsOfItsOwn) {
  EXPECT_EQ(Visits().OpenAtLocal(7, At(350)), 2);
  EXPECT_EQ(Visits().OpenAtLocal(7, At(150)), kNone);
  EXPECT_EQ(Visits().OpenAt(2, At(350)), 2);
}

TEST_F(DesktopVisitsOfAMachine, WhatServesNoVisitIsInNone) {
  EXPECT_EQ(Visits().OpenAt(kNone, At(150)), kNone);
}

}  // namespace
}  // namespace logonloom
