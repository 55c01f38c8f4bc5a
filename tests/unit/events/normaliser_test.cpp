// What does not come from fields: provider, channel, times, ids, where the record lies.
#include "base/time.h"
#include "slots_of.h"

namespace logonloom {
namespace {

using NormaliserSystem = NormaliserTest;

RecordBuilder Logoff() { return RecordBuilder(kAuditing, "Security", 4647); }

TEST_F(NormaliserSystem, CarriesWhatTheSystemElementSays) {
  RecordBuilder b = Logoff();
  b.system.version = 5;
  b.system.activity_id = "{8FA30F2D-0F54-0001-3F0F-A38F540FD701}";
  b.system.process_id = 640;
  b.system.user_sid = "S-1-5-18";
  Record record = b.Typed();
  record.recovery = Recovery::kSlack;
  const Event e = EventOf(record);
  EXPECT_EQ(e.provider.view(), kAuditing);
  EXPECT_EQ(e.channel.view(), "Security");
  EXPECT_EQ(e.computer.view(), "PC1.example.org");
  EXPECT_EQ(e.event_id, 4647u);
  EXPECT_EQ(e.version, 5u);
  EXPECT_EQ(e.record_id, 1234u);
  EXPECT_EQ(FormatTime(e.time), "2021-02-12T12:34:30.0502110Z");
  EXPECT_EQ(e.activity_id.view(), "{8FA30F2D-0F54-0001-3F0F-A38F540FD701}");
  EXPECT_EQ(e.writer_pid, 640u);
  EXPECT_EQ(e.writer_sid.view(), "S-1-5-18");
  EXPECT_EQ(e.source.offset, 4096u);
  EXPECT_EQ(e.source.recovery, Recovery::kSlack);
  EXPECT_EQ(e.source.file_index, -1);
}

TEST_F(NormaliserSystem, TakesTheHeadersIdOnlyWithoutEventRecordId) {
  RecordBuilder b = Logoff();
  b.system.event_record_id = std::nullopt;
  EXPECT_EQ(EventOf(b.Typed()).record_id, 7u);
}

TEST_F(NormaliserSystem, TakesTheHeadersTimeWithoutACreationTimeThatCanBe) {
  RecordBuilder b = Logoff();
  for (const auto& created :
       {std::optional<FileTime>(), std::optional(FileTime{0}), ParseTime("1969-12-31T23:59:59Z")}) {
    b.system.time_created = created;
    EXPECT_EQ(FormatTime(EventOf(b.Typed()).time), "2021-02-12T12:34:31.0000000Z");
  }
  b.system.time_created = ParseTime("1970-01-01T00:00:00Z");
  EXPECT_EQ(FormatTime(EventOf(b.Typed()).time), "1970-01-01T00:00:00.0000000Z");
}

TEST_F(NormaliserSystem, AllZeroActivityIdIsNone) {
  RecordBuilder b = Logoff();
  b.system.activity_id = "{00000000-0000-0000-0000-000000000000}";
  EXPECT_TRUE(EventOf(b.Typed()).activity_id.empty());
}

TEST_F(NormaliserSystem, LeavesNothingOfTheRecordBefore) {
  RecordBuilder full(kAuditing, "Security", 4624, 2);
  full.Account("Target", "S-1-5-18", "SYSTEM", "NT AUTHORITY", 0x3e7).Uint("LogonType", 5);
  EventOf(full.Typed());
  RecordBuilder bare(kAuditing, "Security", 4608);
  EXPECT_EQ(SlotsOf(EventOf(bare.Typed())), SlotMap{});
}

TEST_F(NormaliserSystem, FiltersUnknownProvidersAndChannels) {
  for (const auto& [provider, channel] :
       {std::pair{"", ""}, std::pair{"", "Security"}, std::pair{"Other", "Security"},
        std::pair{kAuditing, "System"}, std::pair{kAuditing, ""},
        std::pair{kAuditing, "Securit"}}) {
    RecordBuilder b(provider, channel, 4624);
    EXPECT_EQ(Normalise(b.Typed()), Disposition::kFiltered) << provider << "/" << channel;
  }
}

TEST_F(NormaliserSystem, TellsFamiliesApartHoweverRecordsAreMixed) {
  RecordBuilder log_started("EventLog", "System", 6005);
  RecordBuilder cleared("Microsoft-Windows-Eventlog", "Security", 1102);
  RecordBuilder other_cleared("Microsoft-Windows-Eventlog", "System", 104);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(EventOf(log_started.Typed()).kind, EventKind::kEventLogStarted);
    EXPECT_EQ(EventOf(cleared.Typed()).kind, EventKind::kLogCleared);
    EXPECT_EQ(EventOf(other_cleared.Typed()).channel.view(), "System");
  }
  RecordBuilder wrong("Microsoft-Windows-Eventlog", "System", 1102);
  EXPECT_EQ(Normalise(wrong.Typed()), Disposition::kFiltered);
}

TEST_F(NormaliserSystem, IgnoresFieldsOutsideEventDataAndUserData) {
  RecordBuilder b = Logoff();
  b.Hex("TargetLogonId", 0x100);
  const Event plain = EventOf(b.Typed());
  Record record = b.Typed();
  std::vector<Field> fields(record.fields.begin(), record.fields.end());
  fields.insert(
      fields.begin(),
      {Section::kRenderingInfo, "TargetLogonId", "TargetLogonId", {ValueType::kText, 0, "0x999"}});
  record.fields = fields;
  const Event forwarded = EventOf(record);
  EXPECT_EQ(forwarded.target_logon_id, 0x100u);
  EXPECT_EQ(forwarded.payload_hash, plain.payload_hash);
}

TEST_F(NormaliserSystem, ReadsRecordsOfThousandsOfFields) {
  RecordBuilder b = Logoff();
  for (int i = 0; i < 20000; ++i) b.Text("LogonGuid", "x").Text("", "y");
  b.Hex("TargetLogonId", 0x100);
  EXPECT_EQ(EventOf(b.Typed()).target_logon_id, 0x100u);
}

}  // namespace
}  // namespace logonloom
