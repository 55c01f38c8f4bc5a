// Credentials, tickets and what a logon brings with it, as the Security log tells of them.
#include "slots_of.h"

namespace logonloom {
namespace {

constexpr const char* kAlice = "S-1-5-21-1-2-3-1001";

RecordBuilder Audit(std::uint32_t id, std::uint32_t version = 0) {
  return RecordBuilder(kAuditing, "Security", id, version);
}

using AuthenticationEvents = NormaliserTest;

TEST_F(AuthenticationEvents, TicketGrantingRequestsHaveClientAndStatus) {
  RecordBuilder b = Audit(4768);
  b.Text("TargetUserName", "alice").Text("TargetDomainName", "EXAMPLE").Sid("TargetSid", kAlice);
  b.Text("ServiceName", "krbtgt").Sid("ServiceSid", "S-1-5-21-1-2-3-502");
  b.Hex("TicketOptions", 0x40810010).Hex("Status", 0).Hex("TicketEncryptionType", 0x12);
  b.Text("PreAuthType", "2").Text("IpAddress", "::ffff:10.0.0.5").Text("IpPort", "50123");
  b.Text("CertIssuerName", "").Text("CertSerialNumber", "").Text("CertThumbprint", "");
  ExpectEvent(b, EventKind::kTicketGrantingRequested,
              {{"target.name", "alice"},
               {"target.domain", "EXAMPLE"},
               {"target.sid", kAlice},
               {"object", "krbtgt"},
               {"flags", "0x40810010"},
               {"ticket_encryption", "0x12"},
               {"reason", "2"},
               {"address", "::ffff:10.0.0.5"},
               {"port", "50123"}});
}

TEST_F(AuthenticationEvents, FailedTicketsHaveTheirCodeUnderEitherName) {
  RecordBuilder preauth = Audit(4771);
  preauth.Text("TargetUserName", "alice").Sid("TargetSid", kAlice).Hex("Status", 0x18);
  preauth.Text("IpAddress", "::ffff:10.0.0.5").Text("IpPort", "50124");
  ExpectEvent(preauth, EventKind::kPreAuthenticationFailed,
              {{"target.name", "alice"},
               {"target.sid", kAlice},
               {"status", "0x18"},
               {"address", "::ffff:10.0.0.5"},
               {"port", "50124"}});
  for (const auto& [id, kind] : {std::pair{4772u, EventKind::kTicketGrantingFailed},
                                 std::pair{4773u, EventKind::kTicketFailed}}) {
    RecordBuilder b = Audit(id);
    b.Text("TargetUserName", "alice").Text("TargetDomainName", "EXAMPLE");
    b.Text("TicketOptions", "0x40810010").Text("FailureCode", "0x6");
    b.Text("IpAddress", "10.0.0.5").Text("IpPort", "0");
    ExpectEvent(b, kind,
                {{"target.name", "alice"},
                 {"target.domain", "EXAMPLE"},
                 {"status", "0x6"},
                 {"flags", "0x40810010"},
                 {"address", "10.0.0.5"}});
  }
}

TEST_F(AuthenticationEvents, ServiceTicketsHaveTheGuidThatTheLogonHas) {
  RecordBuilder b = Audit(4769);
  b.Text("TargetUserName", "alice@EXAMPLE.ORG").Text("TargetDomainName", "EXAMPLE.ORG");
  b.Text("ServiceName", "FS01$").Text("IpAddress", "::1").Text("IpPort", "0").Hex("Status", 0);
  b.Guid("LogonGuid", "{0044B5D4-8874-8D15-DEF4-32518398EF9E}");
  ExpectEvent(b, EventKind::kTicketRequested,
              {{"target.name", "alice@EXAMPLE.ORG"},
               {"target.domain", "EXAMPLE.ORG"},
               {"object", "FS01$"},
               {"address", "::1"},
               {"logon_guid", "{0044b5d4-8874-8d15-def4-32518398ef9e}"}});
}

TEST_F(AuthenticationEvents, ValidationsNameTheClientsMachine) {
  RecordBuilder ntlm = Audit(4776);
  ntlm.Text("PackageName", "MICROSOFT_AUTHENTICATION_PACKAGE_V1_0").Text("TargetUserName", "bob");
  ntlm.Text("Workstation", "KALI").Hex("Status", 0xc000006a);
  const SlotMap bob = {{"target.name", "bob"},
                       {"auth_package", "MICROSOFT_AUTHENTICATION_PACKAGE_V1_0"},
                       {"workstation", "KALI"},
                       {"status", "0xc000006a"}};
  ExpectEvent(ntlm, EventKind::kCredentialsValidated, bob);
  RecordBuilder failed = Audit(4777);
  failed.Text("ClientUserName", "MICROSOFT_AUTHENTICATION_PACKAGE_V1_0");
  failed.Text("TargetUserName", "bob").Text("Workstation", "KALI").Text("Status", "0xC000006A");
  ExpectEvent(failed, EventKind::kValidationFailed, bob);
}

TEST_F(AuthenticationEvents, MappedAccountsKeepBothNames) {
  RecordBuilder mapped = Audit(4774);
  mapped.Text("MappingBy", "Schannel").Text("ClientUserName", "alice@example.org");
  mapped.Text("MappedName", "alice");
  ExpectEvent(
      mapped, EventKind::kAccountMapped,
      {{"auth_package", "Schannel"}, {"target.name", "alice@example.org"}, {"object", "alice"}});
  RecordBuilder failed = Audit(4775);
  failed.Text("ClientUserName", "alice@example.org").Text("MappingBy", "Schannel");
  ExpectEvent(failed, EventKind::kAccountMappingFailed,
              {{"auth_package", "Schannel"}, {"target.name", "alice@example.org"}});
}

TEST_F(AuthenticationEvents, DenialsByPolicyNameTheDevice) {
  RecordBuilder ntlm = Audit(4823);
  ntlm.Text("AccountName", "alice").Text("DeviceName", "WS01").Hex("Status", 0xc0000413);
  ntlm.Text("SiloName", "").Text("PolicyName", "tier0");
  ExpectEvent(ntlm, EventKind::kNtlmDenied,
              {{"target.name", "alice"}, {"workstation", "WS01"}, {"status", "0xc0000413"}});
  RecordBuilder ticket = Audit(4821);
  ticket.Text("TargetUserName", "alice").Text("DeviceName", "WS01").Hex("Status", 0xc);
  ticket.Text("IpAddress", "10.0.0.5").Text("IpPort", "50125");
  ticket.Guid("LogonGuid", "{00000000-0000-0000-0000-000000000000}");
  ExpectEvent(ticket, EventKind::kTicketDenied,
              {{"target.name", "alice"},
               {"workstation", "WS01"},
               {"status", "0xc"},
               {"address", "10.0.0.5"},
               {"port", "50125"}});
}

TEST_F(AuthenticationEvents, LockoutsNameTheMachineThatTheAttemptsCameFrom) {
  RecordBuilder b = Audit(4740);
  b.Text("TargetUserName", "bob").Text("TargetDomainName", "KALI");
  b.Sid("TargetSid", "S-1-5-21-1-2-3-1002")
      .Account("Subject", "S-1-5-18", "DC01$", "EXAMPLE", 0x3e7);
  ExpectEvent(b, EventKind::kAccountLockedOut,
              {{"target.name", "bob"},
               {"target.sid", "S-1-5-21-1-2-3-1002"},
               {"workstation", "KALI"},
               {"subject.sid", "S-1-5-18"},
               {"subject.name", "DC01$"},
               {"subject.domain", "EXAMPLE"},
               {"subject_logon_id", "0x3e7"}});
}

TEST_F(AuthenticationEvents, GroupsOfALogonAreAListOfSids) {
  RecordBuilder b = Audit(4627);
  b.Account("Subject", "S-1-0-0", "-", "-", 0);
  b.Account("Target", kAlice, "alice", "EXAMPLE", 0x345678).Uint("LogonType", 3);
  b.Uint("EventIdx", 1).Uint("EventCountTotal", 1);
  b.Text("GroupMembership", "\r\n\t\t%{S-1-5-32-544}\r\n\t\t%{S-1-1-0}\r\n\t\t%{S-1-16-12288}");
  ExpectEvent(b, EventKind::kLogonGroups,
              {{"target.sid", kAlice},
               {"target.name", "alice"},
               {"target.domain", "EXAMPLE"},
               {"target_logon_id", "0x345678"},
               {"logon_type", "3"},
               {"groups", "S-1-5-32-544 S-1-1-0 S-1-16-12288"}});
}

TEST_F(AuthenticationEvents, TheLsasOwnLogTellsTheSame) {
  RecordBuilder b("LsaSrv", "Microsoft-Windows-LSA/Operational", 300);
  b.Account("Target", kAlice, "alice", "EXAMPLE", 0x345678);
  b.Guid("TargetLogonGuid", "{0044B5D4-8874-8D15-DEF4-32518398EF9E}");
  b.Uint("EventOrginal", 1).Uint("EventCountTotal", 1).Text("SidList", "\r\n\t\t%{S-1-1-0}");
  ExpectEvent(b, EventKind::kLogonGroups,
              {{"target.sid", kAlice},
               {"target.name", "alice"},
               {"target.domain", "EXAMPLE"},
               {"target_logon_id", "0x345678"},
               {"logon_guid", "{0044b5d4-8874-8d15-def4-32518398ef9e}"},
               {"groups", "S-1-1-0"}});
}

TEST_F(AuthenticationEvents, SpecialGroupsGoWithTheTargetsSession) {
  RecordBuilder b = Audit(4964);
  b.Account("Subject", "S-1-5-18", "PC1$", "EXAMPLE", 0x3e7);
  b.Guid("LogonGuid", "{11111111-8874-8D15-DEF4-32518398EF9E}");
  b.Account("Target", kAlice, "alice", "EXAMPLE", 0x345678);
  b.Guid("TargetLogonGuid", "{0044B5D4-8874-8D15-DEF4-32518398EF9E}");
  b.Text("SidList", "\r\n\t\t%{S-1-5-21-1-2-3-512}");
  ExpectEvent(b, EventKind::kSpecialGroups,
              {{"subject.sid", "S-1-5-18"},
               {"subject.name", "PC1$"},
               {"subject.domain", "EXAMPLE"},
               {"subject_logon_id", "0x3e7"},
               {"target.sid", kAlice},
               {"target.name", "alice"},
               {"target.domain", "EXAMPLE"},
               {"target_logon_id", "0x345678"},
               {"logon_guid", "{0044b5d4-8874-8d15-def4-32518398ef9e}"},
               {"groups", "S-1-5-21-1-2-3-512"}});
}

TEST_F(AuthenticationEvents, AdjustedTokensKeepWhatWasEnabledAndDisabledApart) {
  RecordBuilder b = Audit(4703);
  b.Account("Subject", kAlice, "alice", "EXAMPLE", 0x345678);
  b.Account("Target", kAlice, "alice", "EXAMPLE", 0x345679);
  b.Text("ProcessName", "C:\\x.exe").Hex("ProcessId", 0x2de4);
  b.Text("EnabledPrivilegeList", "SeSecurityPrivilege\r\n\t\t\tSeDebugPrivilege");
  b.Text("DisabledPrivilegeList", "SeBackupPrivilege");
  ExpectEvent(b, EventKind::kTokenAdjusted,
              {{"subject.sid", kAlice},
               {"subject.name", "alice"},
               {"subject.domain", "EXAMPLE"},
               {"subject_logon_id", "0x345678"},
               {"target.sid", kAlice},
               {"target.name", "alice"},
               {"target.domain", "EXAMPLE"},
               {"target_logon_id", "0x345679"},
               {"process_name", "C:\\x.exe"},
               {"process_id", "0x2de4"},
               {"privileges", "SeSecurityPrivilege SeDebugPrivilege"},
               {"disabled_privileges", "SeBackupPrivilege"}});
}

TEST_F(AuthenticationEvents, ConnectionsHaveBothEndsAndADecimalProcess) {
  RecordBuilder b = Audit(5156, 1);
  b.Uint("ProcessID", 852).Text("Application", "\\device\\harddiskvolume2\\svchost.exe");
  b.Text("Direction", "%%14592").Text("SourceAddress", "10.0.0.5").Text("SourcePort", "62123");
  b.Text("DestAddress", "10.0.0.1").Text("DestPort", "3389").Uint("Protocol", 6);
  b.Sid("RemoteUserID", "S-1-0-0").Sid("RemoteMachineID", "S-1-0-0");
  ExpectEvent(b, EventKind::kNetworkConnection,
              {{"process_id", "0x354"},
               {"process_name", "\\device\\harddiskvolume2\\svchost.exe"},
               {"direction", "%%14592"},
               {"address", "10.0.0.5"},
               {"port", "62123"},
               {"destination", "10.0.0.1"},
               {"destination_port", "3389"},
               {"protocol", "6"}});
}

TEST_F(AuthenticationEvents, ChangesOfAccountsHaveBothFlagsAndMembersOfGroups) {
  RecordBuilder b = Audit(4738);
  b.Text("TargetUserName", "bob").Text("OldUacValue", "0x15").Text("NewUacValue", "0x10");
  b.Text("UserAccountControl", "%%2048");
  ExpectEvent(b, EventKind::kActivity,
              {{"target.name", "bob"},
               {"old_flags", "0x15"},
               {"flags", "0x10"},
               {"message", "%%2048"}});
  RecordBuilder same = Audit(4742);
  same.Text("TargetUserName", "PC$").Text("OldUacValue", "-").Text("NewUacValue", "-");
  ExpectEvent(same, EventKind::kActivity, {{"target.name", "PC$"}});
  RecordBuilder member = Audit(4732);
  member.Text("MemberName", "-").Sid("MemberSid", kAlice).Text("TargetUserName", "Administrators");
  ExpectEvent(member, EventKind::kActivity,
              {{"target.name", "Administrators"}, {"object", kAlice}});
}

}  // namespace
}  // namespace logonloom
