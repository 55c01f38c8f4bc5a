// The whole way from a story over .evtx files to sessions, against the truth of the story.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "base/text.h"
#include "base/time.h"
#include "events/normaliser.h"
#include "evidence/file_source.h"
#include "evtx_check/libevtx_reader.h"
#include "logonloom/sessions.h"
#include "support/scenario.h"

namespace logonloom::support {
namespace {

class EventSink : public RecordSink {
 public:
  EventSink(StringPool& pool, std::vector<Event>& events)
      : normaliser_(MakeNormaliser(pool)), events_(events) {}
  void OnRecord(const Record& record) override {
    Event event;
    if (normaliser_->Normalise(record, event, diagnostics) != Disposition::kEvent) return;
    event.source.file_index = 0;
    events_.push_back(event);
  }
  void OnDiagnostic(Diagnostic diagnostic) override { diagnostics.push_back(diagnostic); }
  std::vector<Diagnostic> diagnostics;

 private:
  std::unique_ptr<Normaliser> normaliser_;
  std::vector<Event>& events_;
};

Correlation CorrelateStory(const Scenario& story, StringPool& pool) {
  namespace fs = std::filesystem;
  const fs::path folder =
      fs::temp_directory_path() / ("logonloom-truth-" + std::to_string(::getpid()));
  story.Write(folder);
  std::vector<Event> events;
  EventSink sink(pool, events);
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".evtx") continue;
    FileSource source(entry.path());
    MakeLibevtxReader()->Read(source, sink);
  }
  fs::remove_all(folder);
  EXPECT_THAT(sink.diagnostics, testing::IsEmpty());
  return Correlate(std::move(events));
}

std::string TimeText(std::optional<FileTime> time) { return time ? FormatTime(*time) : "?"; }

// One line for each session: what both sides must agree on.
std::vector<std::string> Lines(const Truth& truth) {
  std::vector<std::string> lines;
  for (const TrueSession& s : truth.sessions) {
    const Luid id = s.logon < 0 ? 0 : truth.logons[static_cast<std::size_t>(s.logon)].logon_id;
    lines.push_back(s.host + " #" + std::to_string(s.boot) + " " + s.user_name + " " + s.kind +
                    " " + s.outcome + " " + TimeText(s.start) + " " + TimeText(s.end) + " " +
                    s.end_reason + " " + s.source_ip + " " + HexText(id) + " locks " +
                    std::to_string(s.lock_count));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::vector<std::string> Lines(const Correlation& found) {
  std::vector<std::string> lines;
  for (const AccessSession& s : found.access_sessions) {
    const auto at = [](auto& list, Index i) -> auto& { return list[static_cast<std::size_t>(i)]; };
    const Luid id = s.logon_session < 0 ? 0 : at(found.logon_sessions, s.logon_session).logon_id;
    lines.push_back(at(found.hosts, s.host).name + " #" +
                    std::to_string(at(found.boots, s.boot).number) + " " + s.user.name + " " +
                    std::string(Word(s.kind)) + " " + std::string(Word(s.outcome)) + " " +
                    TimeText(s.start_time) + " " + TimeText(s.end.time) + " " +
                    std::string(Word(s.end.reason)) + " " + s.source_ip + " " + HexText(id) +
                    " locks " + std::to_string(s.lock_count));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

// One line for each logon session that is no permanent one.
std::vector<std::string> LogonLines(const Truth& truth) {
  const auto id_of = [&](int i) {
    return i < 0 ? std::string("-") : HexText(truth.logons[static_cast<std::size_t>(i)].logon_id);
  };
  std::vector<std::string> lines;
  for (const TrueLogon& l : truth.logons)
    lines.push_back(l.host + " #" + std::to_string(l.boot) + " " + HexText(l.logon_id) + " " +
                    l.user_name + " " + l.user_sid + " " + l.purpose + " " + TimeText(l.start) +
                    " " + TimeText(l.end) + " " + l.end_reason + " linked " + id_of(l.linked) +
                    " parent " + id_of(l.parent));
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::vector<std::string> LogonLines(const Correlation& found) {
  const auto id_of = [&](Index i) {
    if (i < 0) return std::string("-");
    return HexText(found.logon_sessions[static_cast<std::size_t>(i)].logon_id);
  };
  std::vector<std::string> lines;
  for (const LogonSession& l : found.logon_sessions) {
    if (l.logon_id >= 0x3e3 && l.logon_id <= 0x3e7) continue;
    const Boot& boot = found.boots[static_cast<std::size_t>(l.boot)];
    lines.push_back(found.hosts[static_cast<std::size_t>(l.host)].name + " #" +
                    std::to_string(boot.number) + " " + HexText(l.logon_id) + " " + l.user.name +
                    " " + l.user.sid + " " + std::string(Word(l.purpose)) + " " +
                    TimeText(l.start_time) + " " + TimeText(l.end.time) + " " +
                    std::string(Word(l.end.reason)) + " linked " + id_of(l.linked) + " parent " +
                    id_of(l.parent));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::vector<std::string> BootLines(const Truth& truth) {
  std::vector<std::string> lines;
  for (const TrueBoot& b : truth.boots)
    lines.push_back(b.host + " #" + std::to_string(b.number) + " " + FormatTime(b.start) + " " +
                    TimeText(b.end) + " " + (b.clean ? *b.clean ? "clean" : "unclean" : "?"));
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::vector<std::string> BootLines(const Correlation& found) {
  std::vector<std::string> lines;
  for (const Boot& b : found.boots)
    lines.push_back(found.hosts[static_cast<std::size_t>(b.host)].name + " #" +
                    std::to_string(b.number) + " " + TimeText(b.start_time) + " " +
                    TimeText(b.end_time) + " " + (b.clean ? *b.clean ? "clean" : "unclean" : "?"));
  std::sort(lines.begin(), lines.end());
  return lines;
}

class TruthTest : public testing::TestWithParam<Os> {
 protected:
  TruthTest() { ws_.Boot(At("2024-03-04T07:30:00.1234567Z")); }
  static FileTime Clock(const char* clock) { return At("2024-03-04T" + std::string(clock) + "Z"); }
  void ExpectTruth() {
    StringPool pool;
    const Correlation found = CorrelateStory(story_, pool);
    const Truth truth = story_.ExpectedTruth();
    EXPECT_EQ(BootLines(found), BootLines(truth));
    EXPECT_EQ(LogonLines(found), LogonLines(truth));
    EXPECT_EQ(Lines(found), Lines(truth));
  }

  Scenario story_;
  const Person& alice_ = story_.User("CORP", "alice", 1105, Role::kAdmin);
  const Person& bob_ = story_.User("CORP", "bob", 1106);
  const Client kali_{"10.0.0.5", 50101, "KALI"};
  const Client jump_{"10.0.0.9", 50202, "JUMP01"};
  Machine& ws_ = story_.AddMachine({"WS01", "corp.example", "CORP", GetParam()});
};

TEST_P(TruthTest, ConsoleDayWithLocks) {
  ws_.FailedConsoleLogon(alice_, Clock("08:00:00"));
  const DesktopId desk = ws_.ConsoleLogon(alice_, Clock("08:00:30"));
  ws_.Lock(desk, Clock("09:00:00"));
  ws_.Unlock(desk, Clock("09:10:00"));
  ws_.Lock(desk, Clock("12:00:00"));
  ws_.Unlock(desk, Clock("12:30:00"));
  ws_.Logoff(desk, Clock("17:00:00"));
  ws_.ConsoleLogon(bob_, Clock("18:00:00"));
  ExpectTruth();
}

TEST_P(TruthTest, RdpWithDisconnectAndReconnectFromElsewhere) {
  const DesktopId desk = ws_.RdpLogon(alice_, kali_, Clock("08:00:00"));
  ws_.RdpDisconnect(desk, Clock("08:30:00"));
  ws_.RdpReconnect(desk, jump_, Clock("09:00:00"));
  ws_.Logoff(desk, Clock("10:00:00"));
  ExpectTruth();
}

TEST_P(TruthTest, RdpTakesOverItsOwnOpenSession) {
  const DesktopId desk = ws_.RdpLogon(bob_, kali_, Clock("08:00:00"));
  ws_.RdpReconnect(desk, jump_, Clock("09:00:00"));
  ws_.RdpDisconnect(desk, Clock("10:00:00"));
  ExpectTruth();
}

TEST_P(TruthTest, ConsoleSessionIsTakenOverByRdp) {
  const DesktopId desk = ws_.ConsoleLogon(alice_, Clock("08:00:00"));
  ws_.RdpReconnect(desk, jump_, Clock("09:00:00"));
  ws_.Logoff(desk, Clock("10:00:00"));
  ExpectTruth();
}

TEST_P(TruthTest, RunasAndNetworkLogons) {
  const DesktopId desk = ws_.ConsoleLogon(bob_, Clock("08:00:00"));
  const LogonPair child =
      ws_.Runas(desk, alice_, "C:\\Windows\\System32\\cmd.exe", Clock("08:05:00"));
  const int files = ws_.NetworkLogon(alice_, kali_, Clock("08:10:00"));
  ws_.ShareAccess(files, kali_, "Data", {"a.txt", "b.txt"}, Clock("08:10:01"));
  ws_.NetworkLogoff(files, Clock("08:12:00"));
  ws_.NetworkLogon(bob_, jump_, Clock("08:20:00"), "Kerberos");
  ws_.EndLogons(child, Clock("08:30:00"));
  ExpectTruth();
}

TEST_P(TruthTest, NetworkFailuresFoldByAccountAndSource) {
  for (const char* clock : {"08:00:00", "08:00:05", "08:00:10"})
    ws_.NetworkFailure("administrator", "", kali_, Clock(clock));
  ws_.NetworkFailure("root", "", kali_, Clock("08:00:12"), 0xc0000064);
  ws_.NetworkFailure("administrator", "", jump_, Clock("08:00:20"));
  ExpectTruth();
}

TEST_P(TruthTest, ShutdownEndsWhatIsOpen) {
  ws_.ConsoleLogon(alice_, Clock("08:00:00"));
  ws_.NetworkLogon(bob_, jump_, Clock("08:20:00"));
  ws_.Reboot(Clock("09:00:00"), &alice_);
  ws_.ConsoleLogon(bob_, Clock("09:05:00"));
  ExpectTruth();
}

TEST_P(TruthTest, CrashEndsWhatIsOpen) {
  ws_.ConsoleLogon(alice_, Clock("08:00:00"));
  ws_.RdpLogon(bob_, kali_, Clock("08:10:00"));
  ws_.Crash(Clock("09:00:00"));
  ws_.Boot(Clock("09:05:00"));
  ws_.ConsoleLogon(alice_, Clock("09:10:00"));
  ExpectTruth();
}

INSTANTIATE_TEST_SUITE_P(EveryOs, TruthTest, testing::Values(Os::kWindows7, Os::kWindows10),
                         [](const auto& each) {
                           return each.param == Os::kWindows7 ? "Windows7" : "Windows10";
                         });

}  // namespace
}  // namespace logonloom::support
