// OpenSSH, WinRM, SMB, the remote desktop gateway and the remote desktop client.
#include "slots_of.h"

namespace logonloom {
namespace {

using RemoteAccessEvents = NormaliserTest;

RecordBuilder WinRm(std::uint32_t id) {
  return RecordBuilder("Microsoft-Windows-WinRM", "Microsoft-Windows-WinRM/Operational", id);
}

RecordBuilder Gateway(std::uint32_t id) {
  RecordBuilder b("Microsoft-Windows-TerminalServices-Gateway",
                  "Microsoft-Windows-TerminalServices-Gateway/Operational", id);
  b.InUserData();
  return b;
}

RecordBuilder RdpClient(std::uint32_t id) {
  return RecordBuilder("Microsoft-Windows-TerminalServices-ClientActiveXCore",
                       "Microsoft-Windows-TerminalServices-RDPClient/Operational", id);
}

RecordBuilder Smb(const char* side, std::uint32_t id, std::uint32_t version) {
  const std::string provider = "Microsoft-Windows-" + std::string(side);
  RecordBuilder b(provider, provider + "/Security", id, version);
  b.InUserData();
  return b;
}

TEST_F(RemoteAccessEvents, SshMessagesAreKeptWhole) {
  RecordBuilder b("OpenSSH", "OpenSSH/Operational", 4);
  b.Text("process", "sshd").Text("payload", "Accepted password for alice from 10.0.0.5 port 50022");
  ExpectEvent(b, EventKind::kSshMessage,
              {{"process_name", "sshd"},
               {"message", "Accepted password for alice from 10.0.0.5 port 50022"}});
}

TEST_F(RemoteAccessEvents, ShellsOfNewerBuildsNameUserAndClient) {
  RecordBuilder older = WinRm(91);
  older.Text("resourceUri", "http://schemas.microsoft.com/powershell/Microsoft.PowerShell");
  ExpectEvent(older, EventKind::kWinRmShell,
              {{"object", "http://schemas.microsoft.com/powershell/Microsoft.PowerShell"}});
  RecordBuilder newer = WinRm(91);
  newer.Text("resourceUri",
             "http://schemas.microsoft.com/powershell/Microsoft.PowerShell "
             "(EXAMPLE\\alice clientIP: 10.0.0.5)");
  ExpectEvent(newer, EventKind::kWinRmShell,
              {{"object", "http://schemas.microsoft.com/powershell/Microsoft.PowerShell"},
               {"target.domain", "EXAMPLE"},
               {"target.name", "alice"},
               {"address", "10.0.0.5"}});
}

TEST_F(RemoteAccessEvents, BrokenShellNamesAreKeptWithoutTheirEnd) {
  for (const char* text : {"uri (EXAMPLE\\alice", "uri (", "uri (x clientIP: "}) {
    RecordBuilder b = WinRm(91);
    b.Text("resourceUri", text);
    EXPECT_EQ(EventOf(b.Typed()).object.view(), "uri") << text;
    EXPECT_TRUE(diagnostics_.empty());
  }
  RecordBuilder turned = WinRm(91);
  turned.Text("resourceUri", "x clientIP: 10.0.0.5 (y");
  EXPECT_TRUE(EventOf(turned.Typed()).address.empty());
}

TEST_F(RemoteAccessEvents, WinRmTellsUsersServersAndFailures) {
  RecordBuilder user = WinRm(169);
  user.Text("username", "EXAMPLE\\alice").Text("authenticationMechanism", "NTLM");
  ExpectEvent(user, EventKind::kWinRmAuthenticated,
              {{"target.domain", "EXAMPLE"}, {"target.name", "alice"}, {"auth_package", "NTLM"}});
  RecordBuilder client = WinRm(6);
  client.Text("connection", "fs01/wsman?PSVersion=5.1");
  ExpectEvent(client, EventKind::kWinRmClientSession,
              {{"server_name", "fs01/wsman?PSVersion=5.1"}});
  RecordBuilder failure = WinRm(142);
  failure.Text("operationName", "CreateShell").Uint("errorCode", 2150858770);
  ExpectEvent(failure, EventKind::kWinRmOperationFailed,
              {{"object", "CreateShell"}, {"status", "0x80338012"}});
  RecordBuilder refused = WinRm(161);
  refused.Text("authFailureMessage", "access denied");
  ExpectEvent(refused, EventKind::kWinRmAuthenticationFailed, {{"message", "access denied"}});
}

TEST_F(RemoteAccessEvents, GatewaysTellUserClientAndServer) {
  for (const auto& [id, kind] :
       {std::pair{200u, EventKind::kGatewayAuthorised}, std::pair{201u, EventKind::kGatewayRefused},
        std::pair{301u, EventKind::kGatewayResourceRefused},
        std::pair{302u, EventKind::kGatewayConnected},
        std::pair{304u, EventKind::kGatewayConnectFailed}}) {
    RecordBuilder b = Gateway(id);
    b.Text("Username", "EXAMPLE\\alice").Text("IpAddress", "203.0.113.7").Text("AuthType", "NTLM");
    b.Text("Resource", "fs01").Text("ConnectionProtocol", "HTTP").Text("ErrorCode", "23001");
    ExpectEvent(b, kind,
                {{"target.domain", "EXAMPLE"},
                 {"target.name", "alice"},
                 {"address", "203.0.113.7"},
                 {"auth_package", "NTLM"},
                 {"object", "fs01"},
                 {"message", "HTTP"},
                 {"status", "0x59d9"}});
  }
}

TEST_F(RemoteAccessEvents, GatewayDisconnectsTellHowLongItTook) {
  RecordBuilder b = Gateway(303);
  b.Text("Username", "alice").Text("IpAddress", "203.0.113.7:50001").Text("Resource", "fs01");
  b.Text("SessionDuration", "125").Text("ErrorCode", "1226");
  ExpectEvent(b, EventKind::kGatewayDisconnected,
              {{"target.name", "alice"},
               {"address", "203.0.113.7"},
               {"port", "50001"},
               {"object", "fs01"},
               {"duration_s", "125"},
               {"status", "0x4ca"}});
}

TEST_F(RemoteAccessEvents, RdpClientsTellWhereTheyWent) {
  RecordBuilder name = RdpClient(1024);
  name.Text("Name", "Server Name").Text("Value", "fs01").Text("CustomLevel", "Info");
  ExpectEvent(name, EventKind::kRdpClientConnecting, {{"server_name", "fs01"}});
  RecordBuilder address = RdpClient(1102);
  address.Text("Name", "Server Address").Text("Value", "10.0.0.1").Text("CustomLevel", "Info");
  ExpectEvent(address, EventKind::kRdpClientAddress, {{"address", "10.0.0.1"}});
  RecordBuilder session = RdpClient(1027);
  session.Text("DomainName", "EXAMPLE").Uint("SessionId", 3);
  ExpectEvent(session, EventKind::kRdpClientSession,
              {{"target.domain", "EXAMPLE"}, {"other_session_id", "3"}});
  RecordBuilder end = RdpClient(1026);
  end.Text("Name", "Disconnect Reason").Uint("Value", 263).Text("CustomLevel", "Info");
  ExpectEvent(end, EventKind::kRdpClientDisconnected, {{"reason", "263"}});
}

TEST_F(RemoteAccessEvents, RefusedSmbLogonsHaveTheClientsSocketAddress) {
  RecordBuilder b = Smb("SMBServer", 551, 1);
  b.Guid("SessionGUID", "{11111111-8874-8D15-DEF4-32518398EF9E}").Hex("Status", 0xc000006d);
  b.Hex("TranslatedStatus", 0xc000006d).Uint("ClientAddressLength", 28);
  b.Binary("ClientAddress", "0200C35A0A000005000000000000000000000000000000000000000000");
  b.Hex("SessionId", 0x100004000021).Text("UserName", "EXAMPLE\\bob");
  b.Text("ClientName", "\\\\10.0.0.5");
  ExpectEvent(b, EventKind::kSmbLogonFailed,
              {{"status", "0xc000006d"},
               {"address", "10.0.0.5"},
               {"port", "50010"},
               {"target.domain", "EXAMPLE"},
               {"target.name", "bob"},
               {"workstation", "\\\\10.0.0.5"}});
}

TEST_F(RemoteAccessEvents, SmbClientsNameTheirSessionByADecimalId) {
  RecordBuilder b = Smb("SMBClient", 31001, 0);
  b.Uint("Reason", 3).Uint("Status", 3221225581).Uint("LogonId", 1193046);
  b.Uint("ServerNameLength", 4).Text("ServerName", "fs01").Text("UserName", "bob");
  ExpectEvent(b, EventKind::kSmbClientRefused,
              {{"reason", "3"},
               {"status", "0xc000006d"},
               {"subject_logon_id", "0x123456"},
               {"server_name", "fs01"},
               {"target.name", "bob"}});
}

TEST_F(RemoteAccessEvents, SmbConnectionsWithoutAddressAreReadAllTheSame) {
  RecordBuilder b = Smb("SMBClient", 30807, 2);
  b.Uint("Status", 3221225996).Text("ServerName", "\\fs01").Uint("AddressLength", 0);
  b.Binary("Address", "");
  ExpectEvent(b, EventKind::kSmbClientConnectionLost,
              {{"status", "0xc000020c"}, {"server_name", "\\fs01"}});
}

TEST_F(RemoteAccessEvents, BytesThatAreNoSocketAddressAreTold) {
  RecordBuilder b = Smb("SMBServer", 551, 1);
  b.Binary("ClientAddress", "0200C35A0A00");
  EXPECT_TRUE(EventOf(b.Typed()).address.empty());
  ASSERT_EQ(diagnostics_.size(), 1u);
  EXPECT_EQ(diagnostics_[0].code, "field_unparsable");
}

}  // namespace
}  // namespace logonloom
