// Desktops and their connections: LocalSessionManager, RemoteConnectionManager, RdpCoreTS.
#include "slots_of.h"

namespace logonloom {
namespace {

RecordBuilder Lsm(std::uint32_t id) {
  RecordBuilder b("Microsoft-Windows-TerminalServices-LocalSessionManager",
                  "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational", id);
  b.InUserData();
  return b;
}

RecordBuilder Rcm(std::uint32_t id) {
  RecordBuilder b("Microsoft-Windows-TerminalServices-RemoteConnectionManager",
                  "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational", id);
  b.InUserData();
  return b;
}

RecordBuilder RdpCore(std::uint32_t id) {
  return RecordBuilder("Microsoft-Windows-RemoteDesktopServices-RdpCoreTS",
                       "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational", id);
}

using TerminalServicesEvents = NormaliserTest;

TEST_F(TerminalServicesEvents, LocalSessionsHaveUserSessionAndAddress) {
  for (const auto& [id, kind] :
       {std::pair{21u, EventKind::kTsLogon}, std::pair{22u, EventKind::kTsShellStart},
        std::pair{24u, EventKind::kTsDisconnected}, std::pair{25u, EventKind::kTsReconnected}}) {
    RecordBuilder b = Lsm(id);
    b.Text("User", "EXAMPLE\\alice").Uint("SessionID", 2).Text("Address", "10.0.0.5");
    ExpectEvent(b, kind,
                {{"target.domain", "EXAMPLE"},
                 {"target.name", "alice"},
                 {"ts_session_id", "2"},
                 {"address", "10.0.0.5"}});
  }
}

TEST_F(TerminalServicesEvents, LogoffAndArbitrationHaveNoAddress) {
  for (const auto& [id, kind] :
       {std::pair{23u, EventKind::kTsLogoff}, std::pair{41u, EventKind::kTsArbitrationBegin},
        std::pair{42u, EventKind::kTsArbitrationEnd}}) {
    RecordBuilder b = Lsm(id);
    b.Text("User", "EXAMPLE\\alice").Uint("SessionID", 0);
    ExpectEvent(b, kind,
                {{"target.domain", "EXAMPLE"}, {"target.name", "alice"}, {"ts_session_id", "0"}});
  }
}

TEST_F(TerminalServicesEvents, ConsoleAddressInAnyLanguageStaysAsLogged) {
  RecordBuilder b = Lsm(21);
  b.Text("User", "PC1\\alice").Uint("SessionID", 1).Text("Address", "ЛОКАЛЬНЫЕ");
  ExpectEvent(b, EventKind::kTsLogon,
              {{"target.domain", "PC1"},
               {"target.name", "alice"},
               {"ts_session_id", "1"},
               {"address", "ЛОКАЛЬНЫЕ"}});
}

TEST_F(TerminalServicesEvents, ArbitrationWithoutUserLeavesTheAccountEmpty) {
  RecordBuilder b = Lsm(41);
  b.Text("User", "").Uint("SessionID", 3);
  ExpectEvent(b, EventKind::kTsArbitrationBegin, {{"ts_session_id", "3"}});
}

TEST_F(TerminalServicesEvents, DisconnectsNameTheirCauseOrReason) {
  RecordBuilder by = Lsm(39);
  by.Uint("TargetSession", 2).Uint("Source", 3);
  ExpectEvent(by, EventKind::kTsDisconnectedBy,
              {{"ts_session_id", "2"}, {"other_session_id", "3"}});
  RecordBuilder reason = Lsm(40);
  reason.Uint("Session", 2).Uint("Reason", 0);
  ExpectEvent(reason, EventKind::kTsDisconnectReason, {{"ts_session_id", "2"}, {"reason", "0"}});
  RecordBuilder shutdown = Lsm(54);
  ExpectEvent(shutdown, EventKind::kTsShutdown, {});
}

TEST_F(TerminalServicesEvents, RemoteConnectionsHaveListenerOrAuthenticatedUser) {
  RecordBuilder listening = Rcm(258);
  listening.Text("listenerName", "RDP-Tcp");
  ExpectEvent(listening, EventKind::kRcmListenerStarted, {{"session_name", "RDP-Tcp"}});
  RecordBuilder connection = Rcm(261);
  connection.Text("listenerName", "RDP-Tcp");
  ExpectEvent(connection, EventKind::kRcmConnection, {{"session_name", "RDP-Tcp"}});
  RecordBuilder authenticated = Rcm(1149);
  authenticated.Text("Param1", "alice").Text("Param2", "EXAMPLE").Text("Param3", "fe80::1%4");
  ExpectEvent(authenticated, EventKind::kRcmAuthenticated,
              {{"target.name", "alice"}, {"target.domain", "EXAMPLE"}, {"address", "fe80::1%4"}});
}

TEST_F(TerminalServicesEvents, AuthenticationWithoutUserHasItsAddress) {
  RecordBuilder b = Rcm(1149);
  b.Null("Param1").Null("Param2").Text("Param3", "10.0.0.5");
  ExpectEvent(b, EventKind::kRcmAuthenticated, {{"address", "10.0.0.5"}});
}

TEST_F(TerminalServicesEvents, AcceptedEndpointsAreSplitIntoAddressAndPort) {
  const struct {
    const char* logged;
    SlotMap slots;
  } cases[] = {
      {"10.0.0.5:50123", {{"address", "10.0.0.5"}, {"port", "50123"}}},
      {"[::1]:50123", {{"address", "::1"}, {"port", "50123"}}},
      {"[fe80::1%4]:3389", {{"address", "fe80::1%4"}, {"port", "3389"}}},
      {"[10.0.0.5]:50123", {{"address", "10.0.0.5"}, {"port", "50123"}}},
      {"[::1]", {{"address", "::1"}}},
      {"10.0.0.5", {{"address", "10.0.0.5"}}},
      {"::ffff:10.0.0.5", {{"address", "::ffff:10.0.0.5"}}},
      {"fe80::1", {{"address", "fe80::1"}}},
      {"10.0.0.5:0", {{"address", "10.0.0.5"}}},
      {"10.0.0.5:99999", {{"address", "10.0.0.5:99999"}}},
      {"10.0.0.5:", {{"address", "10.0.0.5:"}}},
      {"[::1", {{"address", "[::1"}}},
      {"[]:1", {{"address", "[]:1"}}},
      {"[::1]x", {{"address", "[::1]x"}}},
      {"host:80", {{"address", "host:80"}}},
      {":", {{"address", ":"}}},
      {"-", {}},
  };
  for (const auto& test : cases) {
    RecordBuilder b = RdpCore(131);
    b.Text("ConnType", "TCP").Text("ClientIP", test.logged);
    SlotMap slots = test.slots;
    slots["object"] = "TCP";
    SCOPED_TRACE(test.logged);
    ExpectEvent(b, EventKind::kRdpAccepted, slots);
  }
}

TEST_F(TerminalServicesEvents, RdpConnectionsAreFollowedToTheirEnd) {
  RecordBuilder bad = RdpCore(140);
  bad.Text("IPString", "222.184.35.55");
  ExpectEvent(bad, EventKind::kRdpBadPassword, {{"address", "222.184.35.55"}});
  RecordBuilder bound = RdpCore(66);
  bound.Text("ConnectionName", "RDP-Tcp#21").Uint("SessionID", 3);
  ExpectEvent(bound, EventKind::kRdpSessionBound,
              {{"session_name", "RDP-Tcp#21"}, {"ts_session_id", "3"}});
  RecordBuilder ended = RdpCore(102);
  ExpectEvent(ended, EventKind::kRdpDisconnected, {});
  RecordBuilder reason = RdpCore(103);
  reason.Uint("ReasonCode", 14);
  ExpectEvent(reason, EventKind::kRdpDisconnectReason, {{"reason", "14"}});
}

TEST_F(TerminalServicesEvents, ShadowingNamesWhoWatchedWhomFromWhere) {
  for (const std::uint32_t id : {20503u, 20504u, 20506u, 20507u}) {
    RecordBuilder b = Rcm(id);
    b.Text("Param1", "EXAMPLE\\admin").Text("Param2", "PC7").Text("Param3", "EXAMPLE\\alice");
    b.Uint("Param4", 2);
    ExpectEvent(b, EventKind::kSessionShadowed,
                {{"subject.domain", "EXAMPLE"},
                 {"subject.name", "admin"},
                 {"workstation", "PC7"},
                 {"target.domain", "EXAMPLE"},
                 {"target.name", "alice"},
                 {"ts_session_id", "2"}});
  }
}

TEST_F(TerminalServicesEvents, WhoeverIsAskedForLeaveIsNamedFirst) {
  for (const std::uint32_t id : {20508u, 20509u, 20510u, 20511u, 20513u, 20514u}) {
    RecordBuilder b = Rcm(id);
    b.Text("Param1", "EXAMPLE\\alice").Text("Param2", "EXAMPLE\\admin").Uint("Param3", 2);
    ExpectEvent(b, EventKind::kSessionShadowed,
                {{"subject.domain", "EXAMPLE"},
                 {"subject.name", "admin"},
                 {"target.domain", "EXAMPLE"},
                 {"target.name", "alice"},
                 {"ts_session_id", "2"}});
  }
}

TEST_F(TerminalServicesEvents, TheCoreOfAzureVirtualDesktopTellsTheSame) {
  RecordBuilder b("Microsoft-Windows-RemoteDesktopServices-RdpCoreCDV",
                  "Microsoft-Windows-RemoteDesktopServices-RdpCoreCDV/Operational", 131);
  b.Text("ConnType", "TCP").Text("ClientIP", "10.0.0.5:50123");
  ExpectEvent(b, EventKind::kRdpAccepted,
              {{"address", "10.0.0.5"}, {"port", "50123"}, {"object", "TCP"}});
}

}  // namespace
}  // namespace logonloom
