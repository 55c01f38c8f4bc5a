// Short real logs whose sessions were worked out by hand, record by record.
#include <gmock/gmock.h>

#include <set>

#include "real_case.h"

namespace logonloom {
namespace {

class SmallLogs : public testing::Test {
 protected:
  void SetUp() override {
    if (!HasCorpus()) GTEST_SKIP() << CorpusMissing();
  }
};

const ViewRow& ById(const std::vector<ViewRow>& rows, const std::string& logon_id) {
  static const ViewRow kMissing;
  for (const ViewRow& row : rows)
    if (row.at("logon_id") == logon_id) return row;
  ADD_FAILURE() << "no logon session " << logon_id;
  return kMissing;
}

TEST_F(SmallLogs, RunasMakesAPairThatIsTheCallersChildAndNoAccess) {
  const RealCase real(
      {"mdecrevoisier+EVTX-to-MITRE-Attack/ID4688,4648,4624-Runas_execution_with_different_user"});
  const auto logons = real.Rows("logon_sessions", "logon_id <> '0x3e7'");
  ASSERT_EQ(logons.size(), 3u);
  const ViewRow& caller = ById(logons, "0x123550");
  const ViewRow& elevated = ById(logons, "0xa6f5fa4");
  const ViewRow& filtered = ById(logons, "0xa6f5fc2");
  EXPECT_EQ(caller.at("user_name"), "admmig");
  EXPECT_EQ(caller.at("start_basis"), "implied");
  EXPECT_EQ(caller.at("start_time"), "NULL");
  EXPECT_EQ(elevated.at("elevated"), "1");
  EXPECT_EQ(filtered.at("elevated"), "0");
  EXPECT_EQ(elevated.at("linked_logon_session_id"), filtered.at("logon_session_id"));
  for (const ViewRow* half : {&elevated, &filtered}) {
    EXPECT_EQ(half->at("user_name"), "hack1");
    EXPECT_EQ(half->at("purpose"), "runas");
    EXPECT_EQ(half->at("logon_process"), "seclogo");
    EXPECT_EQ(half->at("linked_basis"), "inferred");
    EXPECT_EQ(half->at("parent_logon_session_id"), caller.at("logon_session_id"));
    EXPECT_EQ(half->at("end_reason"), "still_open_at_end_of_log");
  }
  EXPECT_TRUE(real.Rows("sessions").empty());
  const auto cmd = real.Rows("activity", "record_id = 469351");
  ASSERT_EQ(cmd.size(), 1u);
  EXPECT_EQ(cmd[0].at("logon_session_id"), filtered.at("logon_session_id"));
  EXPECT_EQ(cmd[0].at("kind"), "process_start");
  const auto links = real.Rows("links", "kind = 'runas'");
  ASSERT_EQ(links.size(), 2u);
  for (const ViewRow& link : links) {
    EXPECT_EQ(link.at("from_logon_session_id"), caller.at("logon_session_id"));
    EXPECT_EQ(link.at("basis"), "subject_logon_id");
  }
}

TEST_F(SmallLogs, RecordOrderHoldsWhereTheClockIsSetBackAfterEveryBoot) {
  const RealCase real({"omerbenamram+evtx/Security_with_size_t.evtx"});
  const auto boots = real.Rows("boots");
  ASSERT_EQ(boots.size(), 8u);
  std::vector<std::string> unclean;
  for (const ViewRow& boot : boots)
    if (boot.at("clean") == "0") unclean.push_back(boot.at("boot_number"));
  EXPECT_THAT(unclean, testing::ElementsAre("2", "4", "5", "6"));
  const auto logons = real.Rows("logon_sessions", "account_class = 'user'");
  EXPECT_EQ(logons.size(), 21u);
  EXPECT_EQ(ById(logons, "0x3b4b32").at("purpose"), "reconnect");
  EXPECT_EQ(ById(logons, "0x27e9d").at("purpose"), "logon_user");
  EXPECT_THAT(ById(logons, "0x1f748").at("end_lower"),
              testing::StartsWith("2015-09-03T10:03:06.919"));
  EXPECT_EQ(ById(logons, "0x17582").at("end_reason"), "shutdown");
  EXPECT_EQ(ById(logons, "0x16eea").at("end_reason"), "still_open_at_end_of_log");
  const auto desktops = real.Rows("sessions", "account_class = 'user' AND outcome = 'established'");
  ASSERT_EQ(desktops.size(), 7u);
  EXPECT_EQ(ById(desktops, "0x1f748").at("lock_count"), "11");
  const auto remote = real.Rows("sessions", "outcome = 'failed' AND kind = 'network'");
  ASSERT_EQ(remote.size(), 1u);
  EXPECT_EQ(remote[0].at("user_name"), "Student");
  EXPECT_EQ(remote[0].at("source_ip"), "10.20.0.118");
  EXPECT_EQ(remote[0].at("source_host"), "IT104-3");
  EXPECT_EQ(remote[0].at("failures"), "4");
}

TEST_F(SmallLogs, ABootBeforeTheLogHasAnImpliedPairThatCallsRunas) {
  const RealCase real({"Velocidex+evtx/Security.evtx__"});
  const auto logons = real.Rows("logon_sessions", "account_class = 'user'");
  const ViewRow& elevated = ById(logons, "0x29936");
  const ViewRow& filtered = ById(logons, "0x2995e");
  EXPECT_EQ(elevated.at("linked_logon_session_id"), filtered.at("logon_session_id"));
  EXPECT_EQ(filtered.at("end_reason"), "inferred_boundary");
  for (const ViewRow* half : {&elevated, &filtered})
    EXPECT_THAT(half->at("end_lower"), testing::StartsWith("2019-02-07T11:32:13.586"));
  const auto runas = real.Rows("logon_sessions", "purpose = 'runas'");
  ASSERT_EQ(runas.size(), 8u);
  for (const std::string id : {"0x5b9a0d", "0x614a05a", "0x61dcd8d"})
    EXPECT_EQ(ById(runas, id).at("parent_logon_session_id"), filtered.at("logon_session_id"));
  const ViewRow& desktop = ById(logons, "0x339fd");
  EXPECT_THAT(desktop.at("start_time"), testing::StartsWith("2019-02-07T11:37:52.628"));
  EXPECT_THAT(desktop.at("end_lower"), testing::StartsWith("2019-02-08T01:05:56.298"));
  EXPECT_EQ(desktop.at("end_reason"), "still_open_at_end_of_log");
  EXPECT_EQ(desktop.at("linked_basis"), "recorded");
  EXPECT_EQ(real.Rows("sessions", "account_class = 'user'").size(), 2u);
}

TEST_F(SmallLogs, ATakenOverDesktopSupersedesTheOneOfTheSameConnection) {
  const RealCase real(
      {"mdecrevoisier+EVTX-to-MITRE-Attack/ID4688,4778,4779_RDP_hijack_direct.evtx"});
  const auto sessions = real.Rows("sessions");
  ASSERT_EQ(sessions.size(), 2u);
  const ViewRow& displaced = ById(sessions, "0x13b5e1e");
  const ViewRow& taken = ById(sessions, "0x6a423");
  EXPECT_EQ(displaced.at("end_reason"), "superseded");
  EXPECT_THAT(displaced.at("end_time"), testing::StartsWith("2021-05-14T21:01:05.370"));
  EXPECT_EQ(displaced.at("superseded_by_session_id"), taken.at("session_id"));
  EXPECT_EQ(taken.at("outcome"), "taken_over");
  EXPECT_THAT(taken.at("start_time"), testing::StartsWith("2021-05-14T21:01:05.831"));
  EXPECT_EQ(taken.at("end_reason"), "unknown");
  for (const ViewRow& s : sessions) {
    EXPECT_EQ(s.at("source_ip"), "10.23.23.9");
    EXPECT_EQ(s.at("source_host"), "JUMP01");
    EXPECT_EQ(s.at("kind"), "rdp");
  }
}

TEST_F(SmallLogs, AnotherHijacksLogShowsThePairBehindTheDesktop) {
  const RealCase real({"mdecrevoisier+EVTX-to-MITRE-Attack/ID4688-4778"});
  const auto logons = real.Rows("logon_sessions", "user_name = 'admmarsid'");
  ASSERT_EQ(logons.size(), 2u);
  const ViewRow& elevated = ById(logons, "0x6a3f3");
  const ViewRow& filtered = ById(logons, "0x6a423");
  EXPECT_EQ(elevated.at("linked_logon_session_id"), filtered.at("logon_session_id"));
  EXPECT_EQ(elevated.at("linked_basis"), "inferred");
  EXPECT_EQ(elevated.at("elevated"), "1");
  EXPECT_EQ(filtered.at("elevated"), "0");  // though rdpinput.exe runs in it with high integrity
}

TEST_F(SmallLogs, AnApplicationLogTellsOfBootsThatTheSecurityLogsLack) {
  const RealCase real({"sans-blue-team+DeepBlueCLI/many-events-application.evtx",
                       "sans-blue-team+DeepBlueCLI/powersploit-security.evtx"});
  const auto boots = real.Rows("boots");
  ASSERT_EQ(boots.size(), 38u);  // as many as its 1531
  EXPECT_EQ(boots.back().at("start_time").substr(0, 23), "2016-09-20T13:07:43.546");
  const auto logons = real.Rows("logon_sessions", "logon_id = '0x6793c'");
  ASSERT_EQ(logons.size(), 1u);
  EXPECT_EQ(logons[0].at("boot_id"), boots.back().at("boot_id"));
}

TEST_F(SmallLogs, SystemAloneGivesLocalSessionsAndCrashes) {
  const RealCase real({"williballenthin+python-evtx/system.evtx"});
  const auto locals = real.Rows("local_sessions");
  ASSERT_EQ(locals.size(), 10u);
  int logoffs = 0, crashes = 0;
  for (const ViewRow& s : locals) {
    logoffs += s.at("end_reason") == "logoff";
    crashes += s.at("end_reason") == "inferred_boundary";
  }
  EXPECT_EQ(logoffs, 7);
  EXPECT_EQ(crashes, 3);
  EXPECT_THAT(locals[0].at("start_time"), testing::StartsWith("2012-03-15T21:16:47.945"));
  EXPECT_THAT(locals[0].at("end_time"), testing::StartsWith("2012-03-15T21:30:31.650"));
  EXPECT_THAT(locals[9].at("end_time"), testing::StartsWith("2012-04-06T19:09:23.331"));
}

TEST_F(SmallLogs, PasswordGuessingIsTwoFailedSessionsAndOneCampaign) {
  const RealCase real({"sans-blue-team+DeepBlueCLI/smb-password-guessing-security.evtx"});
  const auto sessions = real.Rows("sessions");
  ASSERT_EQ(sessions.size(), 2u);
  for (const ViewRow& s : sessions) {
    EXPECT_EQ(s.at("outcome"), "failed");
    EXPECT_EQ(s.at("start_time"), "NULL");
    EXPECT_EQ(s.at("failures"), s.at("user_name") == "Administrator" ? "3560" : "1");
  }
  const auto campaigns = real.Rows("attempt_groups");
  ASSERT_EQ(campaigns.size(), 1u);
  EXPECT_EQ(campaigns[0].at("count"), "3561");
  EXPECT_EQ(campaigns[0].at("distinct_users"), "2");
}

TEST_F(SmallLogs, FailedRunasFromASessionIsNoAttemptToGetIn) {
  const RealCase real({"sans-blue-team+DeepBlueCLI/password-spray.evtx"});
  EXPECT_TRUE(real.Rows("sessions", "start_time IS NOT NULL").empty());
  EXPECT_EQ(real.Rows("activity", "kind = 'explicit_credentials'").size(), 294u);
}

TEST_F(SmallLogs, SshFailuresOfTwoLogsAreOneSession) {
  const RealCase real(
      {"mdecrevoisier+EVTX-to-MITRE-Attack/ID4625-OpenSSH_brutforce_with_non_existing_users",
       "mdecrevoisier+EVTX-to-MITRE-Attack/"
       "ID4-OpenSSH_brutforce_with_non_existing_users_(sshd_logs)"});
  const auto sessions = real.Rows("sessions");
  ASSERT_EQ(sessions.size(), 1u);
  EXPECT_EQ(sessions[0].at("kind"), "ssh");
  EXPECT_EQ(sessions[0].at("outcome"), "failed");
  EXPECT_EQ(sessions[0].at("user_name"), "hacker");
  EXPECT_EQ(sessions[0].at("source_ip"), "10.23.23.9");
  EXPECT_EQ(sessions[0].at("source_port"), "60096");
  EXPECT_EQ(sessions[0].at("failures"), "5");
}

TEST_F(SmallLogs, ALogWithARecordTakenOutIsToldAndCountsOnce) {
  const RealCase real({"fox-it+danderspritz-evtx/pre-Security.evtx",
                       "omerbenamram+evtx/post-Security.evtx"});
  const auto desktops = real.Rows("sessions", "user_name = 'John'");
  ASSERT_EQ(desktops.size(), 1u);
  EXPECT_EQ(desktops[0].at("start_time").substr(0, 23), "2017-12-13T14:57:18.981");
  EXPECT_EQ(desktops[0].at("end_time").substr(0, 23), "2017-12-13T15:12:26.153");
  const auto halves = real.Rows("logon_sessions", "user_name = 'John'");
  ASSERT_EQ(halves.size(), 2u);
  EXPECT_EQ(ById(halves, "0x32f27").at("linked_logon_session_id"),
            ById(halves, "0x33b8e").at("logon_session_id"));
  EXPECT_FALSE(real.Rows("warnings", "code = 'renumbered'").empty());
  EXPECT_EQ(real.Rows("gaps", "kind = 'renumbered'").size(), 1u);
}

TEST_F(SmallLogs, OneFileOfElevenMachinesGivesASessionOnEach) {
  const RealCase real(
      {"mdecrevoisier+EVTX-to-MITRE-Attack/ID1149-RDP_success_logins_to_multiple_hosts"});
  const auto sessions = real.Rows("sessions");
  ASSERT_EQ(sessions.size(), 11u);
  std::set<std::string> hosts;
  for (const ViewRow& s : sessions) {
    hosts.insert(s.at("host"));
    EXPECT_EQ(s.at("outcome"), "authenticated_only");
    EXPECT_EQ(s.at("user_name"), "admmig");
    EXPECT_EQ(s.at("source_ip"), "10.23.123.11");
  }
  EXPECT_EQ(hosts.size(), 11u);
}

// 4825 twice, 81 s apart: records 1231498 and 1231525.
TEST_F(SmallLogs, AnAccountThatMayNotUseRemoteDesktopsHasAFailedSession) {
  const RealCase real(
      {"mdecrevoisier+EVTX-to-MITRE-Attack/ID4825-Denied_RDP_connection_with_valid_credentials"});
  const auto sessions = real.Rows("sessions");
  ASSERT_EQ(sessions.size(), 1u);
  EXPECT_EQ(sessions[0].at("kind"), "rdp");
  EXPECT_EQ(sessions[0].at("outcome"), "failed");
  EXPECT_EQ(sessions[0].at("end_reason"), "access_denied");
  EXPECT_EQ(sessions[0].at("user_name"), "svc6test1");
  EXPECT_EQ(sessions[0].at("source_ip"), "10.23.23.9");
  EXPECT_EQ(sessions[0].at("attempt_time"), "2020-07-12T05:27:05.5797045Z");
  EXPECT_EQ(sessions[0].at("end_time"), "2020-07-12T05:28:26.8313792Z");
  EXPECT_EQ(sessions[0].at("failures"), "2");
  for (const ViewRow& logon : real.Rows("logon_sessions", "logon_id <> '0x3e7'")) {
    EXPECT_EQ(logon.at("purpose"), "nla");
    EXPECT_EQ(logon.at("session_id"), sessions[0].at("session_id"));
  }
  EXPECT_TRUE(real.Rows("attempt_groups").empty());
}

// Records that Windows does not list any more: 131 (92114), 65, 66 to session 10, which was
// provisional (92138), 66 to session 9 (92173), all of one ActivityID, in ID325-327-IFM_created. Their
// templates lie in other files.
TEST_F(SmallLogs, RdpCoreTsAloneTellsADesktopFromItsConnectionOn) {
  const RealCase real({""});  // the whole corpus
  const auto sessions = real.Rows("sessions", "host = 'rootdc1.offsec.lan' AND ts_session_id = 9");
  ASSERT_EQ(sessions.size(), 1u);
  EXPECT_EQ(sessions[0].at("kind"), "rdp");
  EXPECT_EQ(sessions[0].at("outcome"), "established");
  EXPECT_EQ(sessions[0].at("attempt_time"), "2021-06-05T19:11:09.6410303Z");
  EXPECT_EQ(sessions[0].at("start_time"), "2021-06-05T19:11:16.9293466Z");
  EXPECT_EQ(sessions[0].at("source_ip"), "10.23.23.9");
  EXPECT_EQ(sessions[0].at("source_port"), "54391");
  EXPECT_EQ(sessions[0].at("begin_confidence"), "0.500000");
  EXPECT_TRUE(
      real.Rows("local_sessions", "host = 'rootdc1.offsec.lan' AND ts_session_id = 10").empty());
  EXPECT_TRUE(
      real.Rows("sessions", "host = 'rootdc1.offsec.lan' AND kind = 'interactive'").empty());
}

// 4776 (32362), 4648 (32363), 4624 of both halves (32364, 32366).
TEST_F(SmallLogs, ThePasswordsCheckIsTheFirstSignOfTheAttempt) {
  const RealCase real({"Velocidex+evtx/Security.evtx"});
  const auto sessions = real.Rows("sessions", "logon_id = '0x339fd'");
  ASSERT_EQ(sessions.size(), 1u);
  EXPECT_EQ(sessions[0].at("attempt_time"), "2019-02-07T11:37:52.6240420Z");
  EXPECT_EQ(sessions[0].at("start_time"), "2019-02-07T11:37:52.6286997Z");
}

TEST_F(SmallLogs, SysmonAloneKnowsWhenALogonBegan) {
  const RealCase both({"sans-blue-team+DeepBlueCLI/sliver-security.evtx",
                       "sans-blue-team+DeepBlueCLI/sliver-sysmon.evtx"});
  const RealCase sysmon({"sans-blue-team+DeepBlueCLI/sliver-sysmon.evtx"});
  const auto exact = both.Rows("logon_sessions", "logon_id = '0x3e2f5f3'");
  const auto coarse = sysmon.Rows("logon_sessions", "logon_id = '0x3e2f5f3'");
  ASSERT_EQ(exact.size(), 1u);
  ASSERT_EQ(coarse.size(), 1u);
  EXPECT_EQ(exact[0].at("start_basis"), "logon_event");
  EXPECT_EQ(coarse[0].at("start_basis"), "sysmon");
  EXPECT_EQ(coarse[0].at("start_time"), "2023-05-18T18:28:23.0000000Z");
  EXPECT_EQ(exact[0].at("start_time").substr(0, 19), coarse[0].at("start_time").substr(0, 19));
}

class InternetFacing : public SmallLogs {};

TEST_F(InternetFacing, EveryConnectionIsAnAttemptAndNoneADesktop) {
  IngestOptions options;
  options.recover = false;
  const RealCase real(
      {"omerbenamram+evtx/2-vss_0-Microsoft-Windows-RemoteDesktopServices-RdpCoreTS",
       "omerbenamram+evtx/2-vss_0-Microsoft-Windows-TerminalServices-RemoteConnectionManager",
       "omerbenamram+evtx/2-vss_7-System.evtx"},
      options);
  const auto failed = real.Rows("sessions", "outcome = 'failed'");
  EXPECT_EQ(failed.size(), 126u);  // 119 with their connection, 7 whose connection is not logged
  std::set<std::string> sources;
  for (const ViewRow& s : failed) sources.insert(s.at("source_ip"));
  EXPECT_EQ(sources.size(), 62u);
  EXPECT_EQ(real.Rows("sessions", "outcome = 'abandoned' AND source_ip IS NOT NULL").size(), 7u);
  const auto authenticated = real.Rows("sessions", "outcome = 'authenticated_only'");
  std::vector<std::string> who;
  for (const ViewRow& s : authenticated) who.push_back(s.at("user_name") + " " + s.at("source_ip"));
  EXPECT_THAT(who, testing::ElementsAre("mpowers 174.127.93.2", "mpowers 174.127.93.2",
                                        "administrator 31.14.75.59", "A 103.11.244.223",
                                        "Administrator 31.14.75.59"));
}

TEST_F(InternetFacing, SystemKnowsItsThreeDesktops) {
  const RealCase real({"omerbenamram+evtx/2-vss_7-System.evtx"});
  const auto locals = real.Rows("local_sessions");
  ASSERT_EQ(locals.size(), 3u);
  EXPECT_EQ(locals[0].at("ts_session_id"), "2");
  EXPECT_EQ(locals[0].at("start_time").substr(0, 23), "2018-07-06T22:07:08.885");
  EXPECT_EQ(locals[0].at("end_time").substr(0, 23), "2018-07-12T00:41:03.333");
  EXPECT_EQ(locals[0].at("end_reason"), "logoff");
  for (std::size_t i : {1u, 2u}) EXPECT_EQ(locals[i].at("end_reason"), "unknown");
}

}  // namespace
}  // namespace logonloom
