// Stories told in the scenario language: what comes out must be what happened.
#include "support/scenario.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>

#include "base/text.h"
#include "base/time.h"
#include "casedb/case_reader.h"
#include "logonloom/ingest.h"
#include "real_case.h"
#include "support/demo_case.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::At;
using support::Client;
using support::DesktopId;
using support::Machine;
using support::Person;
using support::Role;
using support::Scenario;
using support::Truth;

std::string Shown(const std::optional<FileTime>& time) { return time ? FormatTime(*time) : "NULL"; }
std::string OrNull(const std::string& text) { return text.empty() ? "NULL" : text; }

// One line per row, so that a difference reads like a diff.
std::string Line(std::initializer_list<std::string> parts) {
  std::string line;
  for (const std::string& part : parts) line += (line.empty() ? "" : " | ") + part;
  return line;
}

class FoundCase {
 public:
  explicit FoundCase(const Scenario& story)
      : folder_(fs::temp_directory_path() / ("logonloom-story-" + std::to_string(getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "logs");
    story.Write(folder_ / "logs");
    IngestOptions options;
    options.inputs = {folder_ / "logs"};
    options.case_path = folder_ / "case.db";
    summary = Ingest(options);
    for (const ViewRow& boot : Rows("boots"))
      boot_number_[boot.at("boot_id")] = boot.at("boot_number");
  }
  ~FoundCase() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  std::vector<ViewRow> Rows(const std::string& view, const std::string& condition = {}) const {
    return ReadRows(folder_ / "case.db", view, condition);
  }
  std::string BootOf(const ViewRow& row) const { return boot_number_.at(row.at("boot_id")); }

  std::vector<std::string> Logons() const {
    std::map<std::string, std::string> id_of;
    for (const ViewRow& s : Rows("logon_sessions"))
      id_of[s.at("logon_session_id")] = s.at("logon_id");
    id_of["NULL"] = "NULL";
    std::vector<std::string> lines;
    for (const ViewRow& s :
         Rows("logon_sessions", "logon_id NOT IN ('0x3e3','0x3e4','0x3e5','0x3e6','0x3e7')"))
      lines.push_back(Line(
          {s.at("host"), BootOf(s), s.at("logon_id"), s.at("user_name"), s.at("account_class"),
           s.at("purpose"), s.at("start_time"), s.at("end_time"), s.at("end_reason"),
           id_of.at(s.at("linked_logon_session_id")), id_of.at(s.at("parent_logon_session_id"))}));
    return lines;
  }

  std::vector<std::string> Sessions() const {
    std::map<std::string, std::string> attempt_of;
    for (const ViewRow& s : Rows("sessions")) attempt_of[s.at("session_id")] = s.at("attempt_time");
    attempt_of["NULL"] = "NULL";
    std::vector<std::string> lines;
    for (const ViewRow& s : Rows("sessions"))
      lines.push_back(
          Line({s.at("host"), BootOf(s), s.at("user_name"), s.at("kind"), s.at("outcome"),
                s.at("attempt_time"), s.at("start_time"), s.at("end_time"), s.at("end_reason"),
                s.at("source_ip"), s.at("source_port"), s.at("logon_id"), s.at("failures"),
                s.at("lock_count"), attempt_of.at(s.at("reconnect_of_session_id"))}));
    return lines;
  }

  IngestSummary summary;

 private:
  fs::path folder_;
  std::map<std::string, std::string> boot_number_;
};

std::vector<std::string> TrueLogons(const Truth& truth) {
  const auto id = [&](int i) {
    return i < 0 ? std::string("NULL")
                 : HexText(truth.logons[static_cast<std::size_t>(i)].logon_id);
  };
  std::vector<std::string> lines;
  for (const support::TrueLogon& s : truth.logons)
    lines.push_back(
        Line({s.host, std::to_string(s.boot), HexText(s.logon_id), s.user_name, s.account_class,
              s.purpose, Shown(s.start), Shown(s.end), s.end_reason, id(s.linked), id(s.parent)}));
  return lines;
}

std::vector<std::string> TrueSessions(const Truth& truth) {
  std::vector<std::string> lines;
  for (const support::TrueSession& s : truth.sessions) {
    const auto of = static_cast<std::size_t>(s.reconnect_of);
    lines.push_back(Line(
        {s.host, std::to_string(s.boot), OrNull(s.user_name), s.kind, s.outcome, Shown(s.attempt),
         Shown(s.start), Shown(s.end), s.end_reason, OrNull(s.source_ip),
         s.source_port == 0 ? "NULL" : std::to_string(s.source_port),
         s.logon < 0 ? "NULL" : HexText(truth.logons[static_cast<std::size_t>(s.logon)].logon_id),
         std::to_string(s.failures), std::to_string(s.lock_count),
         s.reconnect_of < 0 ? "NULL" : Shown(truth.sessions[of].attempt)}));
  }
  return lines;
}

void ExpectTruth(const Scenario& story) {
  const FoundCase found(story);
  const Truth truth = story.ExpectedTruth();
  EXPECT_TRUE(found.summary.complete());
  EXPECT_THAT(found.Logons(), testing::UnorderedElementsAreArray(TrueLogons(truth)));
  EXPECT_THAT(found.Sessions(), testing::UnorderedElementsAreArray(TrueSessions(truth)));
}

const Client kHome{"10.0.0.5", 50123, "LAPTOP7"};
const Client kAway{"203.0.113.9", 41000, "KALI"};

TEST(Stories, ConsoleDayOfAnAdministratorWithLockAndReboot) {
  Scenario story;
  const Person& alice = story.User("CORP", "alice", 1105, Role::kAdmin);
  Machine& ws = story.AddMachine({"WS01", "corp.example", "CORP"});
  ws.Boot(At("2024-03-04T07:30:00Z"));
  const DesktopId desk = ws.ConsoleLogon(alice, At("2024-03-04T08:01:12Z"));
  ws.Lock(desk, At("2024-03-04T12:00:05Z"));
  ws.Unlock(desk, At("2024-03-04T12:45:10Z"));
  ws.Logoff(desk, At("2024-03-04T17:00:00Z"));
  ws.Reboot(At("2024-03-04T17:05:00Z"));
  ws.ConsoleLogon(alice, At("2024-03-05T08:00:00Z"));
  ExpectTruth(story);
}

TEST(Stories, RdpWithFailuresDisconnectAndReconnectFromElsewhere) {
  Scenario story;
  const Person& bob = story.User("CORP", "bob", 1106);
  Machine& ws = story.AddMachine({"WS01", "corp.example", "CORP"});
  ws.Boot(At("2024-03-04T07:30:00Z"));
  const DesktopId desk = ws.RdpLogon(bob, kHome, At("2024-03-04T09:00:00Z"), {.failures = 2});
  ws.RdpDisconnect(desk, At("2024-03-04T10:00:00Z"));
  ws.RdpReconnect(desk, kAway, At("2024-03-04T11:00:00Z"));
  ws.Logoff(desk, At("2024-03-04T12:00:00Z"));
  ExpectTruth(story);
}

TEST(Stories, AConnectedDesktopIsTakenByAnotherConnectionOfItsUser) {
  Scenario story;
  const Person& bob = story.User("CORP", "bob", 1106);
  Machine& ws = story.AddMachine({"WS01", "corp.example", "CORP"});
  ws.Boot(At("2024-03-04T07:30:00Z"));
  const DesktopId desk = ws.RdpLogon(bob, kHome, At("2024-03-04T09:00:00Z"));
  ws.RdpReconnect(desk, kAway, At("2024-03-04T11:00:00Z"));
  ws.Logoff(desk, At("2024-03-04T12:00:00Z"));
  ExpectTruth(story);
}

TEST(Stories, RunasNetworkAccessAndCrash) {
  Scenario story;
  const Person& alice = story.User("CORP", "alice", 1105, Role::kAdmin);
  const Person& admin = story.User("CORP", "svc-admin", 1200, Role::kAdmin);
  Machine& ws = story.AddMachine({"WS01", "corp.example", "CORP"});
  ws.Boot(At("2024-03-04T07:30:00Z"));
  const DesktopId desk = ws.ConsoleLogon(alice, At("2024-03-04T08:01:12Z"));
  ws.Runas(desk, admin, "C:\\Windows\\System32\\cmd.exe", At("2024-03-04T08:10:00Z"));
  const int net = ws.NetworkLogon(admin, kHome, At("2024-03-04T08:20:00Z"));
  ws.ShareAccess(net, kHome, "\\\\*\\C$", {"secret.txt"}, At("2024-03-04T08:20:05Z"));
  ws.NetworkLogoff(net, At("2024-03-04T08:21:00Z"));
  ws.Crash(At("2024-03-04T09:00:00Z"));
  ws.Boot(At("2024-03-04T09:10:00Z"));
  ExpectTruth(story);
}

TEST(Stories, BruteForceProbesAndSuccess) {
  Scenario story;
  const Person& bob = story.User("CORP", "bob", 1106);
  Machine& ws = story.AddMachine({"WS01", "corp.example", "CORP"});
  ws.Boot(At("2024-03-04T07:30:00Z"));
  ws.RdpProbe(kAway, At("2024-03-04T08:00:00Z"));
  for (int i = 0; i < 5; ++i)
    ws.RdpFailure("administrator", "", kAway, At("2024-03-04T09:00:00Z") + Seconds(20.0 * i));
  ws.NetworkFailure("bob", "CORP", kAway, At("2024-03-04T09:30:00Z"));
  const DesktopId desk = ws.RdpLogon(bob, kAway, At("2024-03-04T10:00:00Z"));
  ws.Shutdown(At("2024-03-04T11:00:00Z"), &bob);
  (void)desk;
  ExpectTruth(story);
}

TEST(Stories, OlderWindowsHasNoLinkFieldAndNoConnectionIds) {
  Scenario story;
  const Person& alice = story.User("CORP", "alice", 1105, Role::kAdmin);
  Machine& ws = story.AddMachine({"OLD7", "corp.example", "CORP", support::Os::kWindows7});
  ws.Boot(At("2014-03-04T07:30:00Z"));
  const DesktopId desk = ws.ConsoleLogon(alice, At("2014-03-04T08:01:12Z"));
  ws.Logoff(desk, At("2014-03-04T09:00:00Z"));
  const DesktopId remote = ws.RdpLogon(alice, kHome, At("2014-03-04T10:00:00Z"));
  ws.RdpDisconnect(remote, At("2014-03-04T11:00:00Z"));
  ExpectTruth(story);
}

TEST(Stories, TheDemoCase) {
  Scenario story;
  support::TellDemoCase(story);
  ExpectTruth(story);
}

}  // namespace
}  // namespace logonloom
