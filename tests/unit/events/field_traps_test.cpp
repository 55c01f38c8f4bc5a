// Fields that are not what their name or type promises, as found in real logs.
#include "slots_of.h"

namespace logonloom {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;

RecordBuilder Security(std::uint32_t id, std::uint32_t version = 0) {
  return RecordBuilder(kAuditing, "Security", id, version);
}

using FieldTraps = NormaliserTest;

TEST_F(FieldTraps, SecondLogonGuidOfServer2008IsTheTargets) {
  RecordBuilder b = Security(4648);
  b.Guid("LogonGuid", "{11111111-1111-1111-1111-111111111111}").Text("TargetUserName", "bob");
  b.Guid("LogonGuid", "{22222222-2222-2222-2222-222222222222}");
  const SlotMap slots = {{"target.name", "bob"},
                         {"logon_guid", "{22222222-2222-2222-2222-222222222222}"}};
  ExpectEvent(b, EventKind::kExplicitCredentials, slots);
  ExpectEvent(b, EventKind::kExplicitCredentials, slots);  // again, now that its order is known
}

TEST_F(FieldTraps, ThirdFieldOfOneNameIsIgnored) {
  RecordBuilder b = Security(4648);
  for (const char* guid :
       {"{11111111-1111-1111-1111-111111111111}", "{22222222-2222-2222-2222-222222222222}",
        "{33333333-3333-3333-3333-333333333333}"})
    b.Guid("LogonGuid", guid);
  ExpectEvent(b, EventKind::kExplicitCredentials,
              {{"logon_guid", "{22222222-2222-2222-2222-222222222222}"}});
}

TEST_F(FieldTraps, RepeatedFieldKeepsTheFirstValue) {
  RecordBuilder b = Security(4634);
  b.Hex("TargetLogonId", 0x100).Hex("TargetLogonId", 0x200);
  ExpectEvent(b, EventKind::kLogoff, {{"target_logon_id", "0x100"}});
}

TEST_F(FieldTraps, DecimalLogonIdsAndProcessIdsAreRead) {
  RecordBuilder b = Security(5890);
  b.Text("SubjectUserName", "SYSTEM").Text("SubjectUserDomainName", "NT AUTHORITY");
  b.Uint("SubjectLogonId", 999).Uint("ProcessId", 1088);
  ExpectEvent(b, EventKind::kActivity,
              {{"subject.name", "SYSTEM"},
               {"subject.domain", "NT AUTHORITY"},
               {"subject_logon_id", "0x3e7"},
               {"process_id", "0x440"}});
}

TEST_F(FieldTraps, TextsOfForwardedRecordsAreTypedByTheirNames) {
  RecordBuilder b = Security(4624, 2);
  b.Text("TargetUserSid", "S-1-5-18").Text("TargetLogonId", "0x3E7").Text("LogonType", "5");
  b.Text("LogonGuid", "0B8F529F-9604-59AB-0000-0020E7030000").Text("ProcessId", "0x02a4");
  b.Text("ElevatedToken", "%%1842").Text("SubjectLogonId", "0x0000000000000000");
  ExpectEvent(b, EventKind::kLogon,
              {{"target.sid", "S-1-5-18"},
               {"target_logon_id", "0x3e7"},
               {"logon_type", "5"},
               {"logon_guid", "{0b8f529f-9604-59ab-0000-0020e7030000}"},
               {"process_id", "0x2a4"},
               {"elevated", "yes"}});
}

TEST_F(FieldTraps, ForwardedRecordsGoByTheChannelThatTheyWereWrittenTo) {
  RecordBuilder b("microsoft-windows-security-auditing", "security", 4647);
  b.Hex("TargetLogonId", 0x100);
  ExpectEvent(b, EventKind::kLogoffInitiated, {{"target_logon_id", "0x100"}});
}

TEST_F(FieldTraps, ClockTextsOfVersion0GiveNoTimesAndNoWarning) {
  RecordBuilder b = Security(4616, 0);
  b.Text("PreviousDate", "8/23/2015").Text("PreviousTime", "11:52:54 PM");
  b.Text("NewDate", "8/23/2015").Text("NewTime", "11:52:54 PM").Hex("ProcessId", 0x440);
  ExpectEvent(b, EventKind::kClockChanged, {{"process_id", "0x440"}});
}

TEST_F(FieldTraps, EmptyFormsLeaveSlotsEmpty) {
  RecordBuilder b = Security(4624, 2);
  b.Text("SubjectUserName", "").Text("SubjectDomainName", "-").Sid("SubjectUserSid", "S-1-0-0");
  b.Text("TargetUserName", " - ").Null("TargetUserSid").Null("TargetLogonId").Null("LogonType");
  b.Guid("LogonGuid", "{00000000-0000-0000-0000-000000000000}").Text("IpPort", "-");
  b.Null("ElevatedToken");
  ExpectEvent(b, EventKind::kLogon, {});
}

TEST_F(FieldTraps, NamesOfUsersAreKeptAsLogged) {
  RecordBuilder b = Security(4624);
  b.Text("TargetUserName", "alice@example.org").Text("TargetDomainName", "");
  ExpectEvent(b, EventKind::kLogon, {{"target.name", "alice@example.org"}});
  RecordBuilder sysmon("Microsoft-Windows-Sysmon", "", 1);
  sysmon.Text("User", "alice@example.org");
  ExpectEvent(sysmon, EventKind::kProcessStart, {{"target.name", "alice@example.org"}});
}

// Each of these leaves its slot empty and is told; the rest of the record is kept.
TEST_F(FieldTraps, ValuesThatDoNotParseAreTold) {
  const struct {
    const char* field;
    const char* value;
  } cases[] = {
      {"TargetLogonId", "0xfffffffffffffffff"},
      {"TargetLogonId", "abc"},
      {"TargetLogonId", "0x"},
      {"LogonType", "4294967296"},
      {"LogonType", "3 4"},
      {"KeyLength", "-4294967296"},
      {"IpPort", "65536"},
      {"TargetUserSid", "S-1-5-x"},
      {"TargetUserSid", "alice"},
      {"LogonGuid", "{0B8F529F-9604-59AB}"},
      {"ElevatedToken", "%%1844"},
  };
  for (const auto& test : cases) {
    SCOPED_TRACE(std::string(test.field) + "=" + test.value);
    RecordBuilder b = Security(4624, 2);
    b.Text(test.field, test.value).Text("TargetUserName", "alice");
    EXPECT_EQ(SlotsOf(EventOf(b.Typed())), (SlotMap{{"target.name", "alice"}}));
    ASSERT_THAT(diagnostics_, SizeIs(1));
    EXPECT_EQ(diagnostics_[0].code, "field_unparsable");
    EXPECT_EQ(diagnostics_[0].severity, Severity::kWarning);
    EXPECT_EQ(diagnostics_[0].host, "PC1.example.org");
    EXPECT_EQ(diagnostics_[0].offset, 4096u);
    EXPECT_THAT(diagnostics_[0].message, AllOf(HasSubstr(test.field), HasSubstr("4624"),
                                               HasSubstr("1234"), HasSubstr(test.value)));
  }
}

TEST_F(FieldTraps, BinaryOfUnexpectedShutdownThatIsNoTimeIsTold) {
  RecordBuilder b("EventLog", "System", 6008);
  b.Binary("Binary", "DC0704000500060009003B000D001D00DC070D00050006000D003B000D001D00");
  EXPECT_EQ(SlotsOf(EventOf(b.Typed())), SlotMap{});
  ASSERT_THAT(diagnostics_, SizeIs(1));
  EXPECT_THAT(diagnostics_[0].message, HasSubstr("Binary"));
  RecordBuilder odd("EventLog", "System", 6008);
  odd.Text("Binary", "DC0");
  EXPECT_EQ(SlotsOf(EventOf(odd.Typed())), SlotMap{});
  EXPECT_THAT(diagnostics_, SizeIs(1));
}

TEST_F(FieldTraps, BadValuesAreQuotedEscapedAndShortened) {
  RecordBuilder b = Security(4634);
  b.Text("TargetLogonId", "\x1b[31m\\\u202e" + std::string(100, 'x'));
  EventOf(b.Typed());
  ASSERT_THAT(diagnostics_, SizeIs(1));
  const std::string& message = diagnostics_[0].message;
  EXPECT_THAT(message, HasSubstr("\\x1b[31m\\x5c\\xe2\\x80\\xaexxx"));
  EXPECT_THAT(message, HasSubstr("xxx…»"));
  EXPECT_LT(message.size(), 250u);
}

TEST_F(FieldTraps, NegativeNumbersOf32BitsAreTheirBits) {
  RecordBuilder b = Security(4625);
  b.Int("Status", -1073741715).Int("SubStatus", -1073741724);
  ExpectEvent(b, EventKind::kLogonFailed, {{"status", "0xc000006d"}, {"sub_status", "0xc0000064"}});
}

TEST_F(FieldTraps, SidAndGuidOfWrongLengthAreTold) {
  RecordBuilder b = Security(4634);
  b.Hex("TargetLogonId", 0x100).Sid("TargetUserSid", "S-1-5-21-1-2-3-1001");
  Record record = b.Typed();
  std::vector<Field> fields(record.fields.begin(), record.fields.end());
  fields[1].value.bytes.remove_suffix(1);
  record.fields = fields;
  EXPECT_EQ(SlotsOf(EventOf(record)), (SlotMap{{"target_logon_id", "0x100"}}));
  EXPECT_THAT(diagnostics_, SizeIs(1));
}

}  // namespace
}  // namespace logonloom
