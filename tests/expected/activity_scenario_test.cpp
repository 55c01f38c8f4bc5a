// Stories of what sessions did and where they went, over two and three machines.
#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>

#include "logonloom/ingest.h"
#include "real_case.h"
#include "support/demo_case.h"
#include "support/scenario.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::At;
using support::Client;
using support::DesktopId;
using support::LogonPair;
using support::Machine;
using support::Person;
using support::Role;
using support::Scenario;
using testing::Contains;
using testing::ElementsAre;

class ToldCase {
 public:
  explicit ToldCase(const Scenario& story)
      : folder_(fs::temp_directory_path() / ("logonloom-activity-" + std::to_string(getpid()))) {
    fs::remove_all(folder_);
    story.Write(folder_ / "logs");
    IngestOptions options;
    options.inputs = {folder_ / "logs"};
    options.case_path = folder_ / "case.db";
    Ingest(options);
  }
  ~ToldCase() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  // The named columns of each row, separated by one space.
  std::vector<std::string> Lines(const std::string& view, const std::vector<std::string>& columns,
                                 const std::string& condition = {}) const {
    std::vector<std::string> lines;
    for (const ViewRow& row : ReadRows(folder_ / "case.db", view, condition)) {
      std::string line;
      for (const std::string& column : columns) line += (line.empty() ? "" : " ") + row.at(column);
      lines.push_back(line);
    }
    return lines;
  }

 private:
  fs::path folder_;
};

struct Cast {
  explicit Cast(Scenario& story)
      : alice(story.User("CORP", "alice", 1105)),
        bob(story.User("CORP", "bob", 1106)),
        admin(story.User("CORP", "itadmin", 1110, Role::kAdmin)) {}
  const Person& alice;
  const Person& bob;
  const Person& admin;
};

// Case 7 of the ten: whom a program of the session becomes is the session's child.
TEST(ActivityStories, WhatRunsAsSomebodyElseLeadsBackToTheAddressOutside) {
  Scenario story;
  const Cast cast(story);
  Machine& ws = story.AddMachine({"WS01", "corp.example", "CORP"});
  ws.Boot(At("2024-03-04T07:00:00Z"));
  const DesktopId desk =
      ws.RdpLogon(cast.bob, {"203.0.113.77", 50110, "KALI"}, At("2024-03-04T08:00:00Z"));
  ws.Runas(desk, cast.admin, "C:\\Windows\\System32\\cmd.exe", At("2024-03-04T08:10:00Z"));
  const ToldCase told(story);
  EXPECT_THAT(told.Lines("session_chain", {"depth", "ancestor_user", "kind", "source_ip"},
                         "logon_session_id IN (SELECT logon_session_id FROM processes "
                         "WHERE image LIKE '%cmd.exe') AND depth > 0"),
              ElementsAre("1 bob runas 203.0.113.77"));
  EXPECT_THAT(told.Lines("sessions", {"user_name", "kind"}, "outcome = 'established'"),
              ElementsAre("bob rdp"));
}

// Case 8 of the ten, with the chain on to the machine that the tunnel's owner came from.
TEST(ActivityStories, ATunnelledDesktopLeadsToTheProgramThatCarriesIt) {
  Scenario story;
  const Cast cast(story);
  Machine& ws = story.AddMachine({"WS01", "corp.example", "CORP"});
  Machine& fs01 = story.AddMachine({"FS01", "corp.example", "CORP"});
  ws.Boot(At("2024-03-04T07:00:00Z"));
  fs01.Boot(At("2024-03-04T07:00:00Z"));
  const DesktopId desk = ws.ConsoleLogon(cast.alice, At("2024-03-04T08:00:00Z"));
  const Client from{"10.20.0.21", 52066, "WS01"}, to{"10.20.0.30", 3389, "FS01"};
  ws.ConnectionOut(ws.StartProcess(ws.LogonsOf(desk).owner, "C:\\Windows\\System32\\mstsc.exe",
                                   "mstsc /v:FS01", At("2024-03-04T08:59:58Z")),
                   from, to, At("2024-03-04T08:59:59Z"));
  const DesktopId there = fs01.RdpLogon(cast.admin, from, At("2024-03-04T09:00:00Z"));
  const support::Process plink =
      fs01.StartProcess(fs01.LogonsOf(there).owner, "C:\\Users\\Public\\plink.exe",
                        "plink -R 3390:127.0.0.1:3389", At("2024-03-04T09:05:00Z"));
  const Client loop{"127.0.0.1", 51234, ""}, server{"127.0.0.1", 3389, ""};
  fs01.ConnectionOut(plink, loop, server, At("2024-03-04T09:30:00Z"));
  fs01.RdpLogon(cast.bob, loop, At("2024-03-04T09:30:00.2Z"));
  const ToldCase told(story);
  EXPECT_THAT(
      told.Lines("links", {"kind", "basis", "from_host", "to_host", "confidence"},
                 "kind = 'tunnel'"),
      ElementsAre("tunnel connection_process FS01.corp.example FS01.corp.example 1.000000"));
  EXPECT_THAT(
      told.Lines("session_chain", {"depth", "ancestor_host", "ancestor_user", "kind"},
                 "depth > 0 AND logon_session_id IN (SELECT to_logon_session_id FROM links "
                 "WHERE kind = 'tunnel') ORDER BY depth"),
      ElementsAre("1 FS01.corp.example itadmin tunnel", "2 WS01.corp.example alice lateral"));
}

TEST(ActivityStories, AWayOverThreeMachinesIsFoundInItsOrder) {
  Scenario story;
  support::TellDemoCase(story);
  const ToldCase told(story);
  EXPECT_THAT(
      told.Lines("lateral_paths", {"hosts", "first_user", "first_source_ip", "last_user"},
                 "hops = 2"),
      Contains(
          "WS01.corp.example > FS01.corp.example > WS07.corp.example bob 203.0.113.77 itadmin"));
}

TEST(ActivityStories, ClocksApartAreMeasuredByCommonConnections) {
  Scenario story;
  const Cast cast(story);
  Machine& ws = story.AddMachine({"WS01", "corp.example", "CORP"});
  Machine& fs01 = story.AddMachine({"FS01", "corp.example", "CORP"});
  ws.Boot(At("2024-03-04T07:00:00Z"));
  fs01.Boot(At("2024-03-04T07:00:00Z"));
  const DesktopId desk = ws.ConsoleLogon(cast.alice, At("2024-03-04T08:00:00Z"));
  const support::Process tool =
      ws.StartProcess(ws.LogonsOf(desk).owner, "C:\\tool.exe", "tool", At("2024-03-04T08:10:00Z"));
  const Client from{"10.20.0.21", 52066, "WS01"}, to{"10.20.0.30", 135, "FS01"};
  ws.ConnectionOut(tool, from, to, At("2024-03-04T08:10:01Z"));
  const support::Process rpc{0x3d4, "C:\\Windows\\System32\\svchost.exe"};
  fs01.ConnectionIn(rpc, from, to, At("2024-03-04T08:13:01Z"));
  fs01.NetworkLogon(cast.admin, from, At("2024-03-04T08:13:01.2Z"));
  const ToldCase told(story);
  EXPECT_THAT(told.Lines("clock_skews", {"from_host", "to_host", "seconds", "samples"}),
              ElementsAre("FS01.corp.example WS01.corp.example -180.000000 1"));
  EXPECT_THAT(told.Lines("links", {"basis", "clock_skew_seconds"}, "kind = 'lateral'"),
              ElementsAre("connection_process 180.000000"));
}

TEST(ActivityStories, FilesOfAShareAreFoldedWithDecodedRights) {
  Scenario story;
  const Cast cast(story);
  Machine& fs01 = story.AddMachine({"FS01", "corp.example", "CORP"});
  fs01.Boot(At("2024-03-04T07:00:00Z"));
  const Client client{"10.20.0.21", 52104, "WS01"};
  const int logon = fs01.NetworkLogon(cast.alice, client, At("2024-03-04T08:00:00Z"));
  fs01.ShareAccess(logon, client, "IPC$", {"svcctl", "svcctl"}, At("2024-03-04T08:00:01Z"));
  const ToldCase told(story);
  EXPECT_THAT(
      told.Lines("object_accesses", {"kind", "object", "user_name", "source_ip", "records"}),
      ElementsAre("share \\\\*\\IPC$ alice 10.20.0.21 1",
                  "pipe \\\\*\\IPC$\\svcctl alice 10.20.0.21 2"));
  EXPECT_THAT(told.Lines("object_accesses", {"accesses", "known_as"}, "kind = 'pipe'"),
              ElementsAre("READ_DATA READ_EA READ_ATTRIBUTES READ_CONTROL SYNCHRONIZE Service "
                          "control manager, [MS-SCMR]"));
}

}  // namespace
}  // namespace logonloom
