#include "support/evtx_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "base/bytes.h"
#include "base/time.h"
#include "read_back.h"
#include "support/crc32.h"
#include "support/sample_log.h"

namespace logonloom::support {
namespace {

using namespace std::string_literals;

using testing::IsEmpty;
using testing::SizeIs;

constexpr char kTime[] = "2024-03-04T08:01:02.1234567Z";

EventSpec SomeEvent(std::uint64_t record_id) {
  EventSpec spec = SampleEvent(record_id);
  spec.time = *ParseTime(kTime);
  spec.payload = {EventData({{"TargetLogonId", EvtxValue::Hex64(0x10000 + record_id)}})};
  return spec;
}

template <typename T>
T At(const std::string& bytes, std::size_t offset) {
  return ReadInt<T>(std::as_bytes(std::span(bytes)), offset).value();
}

TEST(Crc32, KnowsTheCheckValueOfTheStandard) { EXPECT_EQ(Crc32("123456789"), 0xcbf43926U); }

TEST(Crc32, ChainsOverPieces) { EXPECT_EQ(Crc32("6789", Crc32("12345")), Crc32("123456789")); }

TEST(EvtxWriter, ChecksumsCoverTheirRanges) {
  const EvtxFile file = WriteEvtx({SomeEvent(1), SomeEvent(2)});
  const std::string& bytes = file.bytes;
  ASSERT_EQ(bytes.size(), kFileHeaderSize + kChunkSize);
  EXPECT_EQ(At<std::uint32_t>(bytes, 124), Crc32(bytes.substr(0, 120)));
  const std::string chunk = bytes.substr(kFileHeaderSize);
  const auto free = At<std::uint32_t>(chunk, 48);
  EXPECT_EQ(free, file.records[1].offset + file.records[1].size - kFileHeaderSize);
  EXPECT_EQ(At<std::uint32_t>(chunk, 52), Crc32(chunk.substr(512, free - 512)));
  EXPECT_EQ(At<std::uint32_t>(chunk, 124), Crc32(chunk.substr(0, 120) + chunk.substr(128, 384)));
}

TEST(EvtxWriter, FileHeaderCountsChunksAndIds) {
  EvtxWriter writer({.dirty = true, .full = true});
  for (std::uint64_t id = 100; id < 1100; ++id) writer.Add(SomeEvent(id));
  const EvtxFile file = writer.Finish();
  ASSERT_GT(file.chunks.size(), 1U);
  EXPECT_EQ(At<std::uint64_t>(file.bytes, 8), 0U);
  EXPECT_EQ(At<std::uint64_t>(file.bytes, 16), file.chunks.size() - 1);
  EXPECT_EQ(At<std::uint64_t>(file.bytes, 24), 1100U);
  EXPECT_EQ(At<std::uint16_t>(file.bytes, 42), file.chunks.size());
  EXPECT_EQ(At<std::uint32_t>(file.bytes, 120), 3U);
}

TEST(EvtxWriter, RecordsSpillIntoNewChunksWithNamesAndTemplatesOfTheirOwn) {
  std::vector<EventSpec> specs;
  for (std::uint64_t id = 1; id <= 1000; ++id) specs.push_back(SomeEvent(id));
  const EvtxFile file = WriteEvtx(specs);
  ASSERT_GT(file.chunks.size(), 2U);
  for (const std::uint64_t at : file.chunks) {
    const std::string chunk = file.bytes.substr(at, kChunkSize);
    for (std::size_t offset = 128; offset < 512; offset += 4) {
      const auto entry = At<std::uint32_t>(chunk, offset);
      EXPECT_TRUE(entry == 0 || entry < At<std::uint32_t>(chunk, 48)) << offset;
    }
  }
  const ReadBack read = ReadWithLibevtx(file.bytes);
  EXPECT_THAT(read.diagnostics, IsEmpty());
  ASSERT_THAT(read.records, SizeIs(1000));
  for (std::size_t i = 0; i < 1000; ++i) {
    EXPECT_EQ(read.records[i].event_record_id, i + 1);
    EXPECT_EQ(read.records[i].offset, file.records[i].offset);
    EXPECT_EQ(read.records[i]["TargetLogonId"].substr(0, 2), "0x");
  }
}

TEST(EvtxWriter, RecordThatFillsAChunkIsWrittenAndALargerOneIsRefused) {
  const auto with_text = [](std::size_t units) {
    EventSpec spec = SomeEvent(7);
    spec.payload = {EventData({{"a", EvtxValue::String(std::string(units, 'x'))},
                               {"b", EvtxValue::String(std::string(units, 'y'))}})};
    return spec;
  };
  const ReadBack read = ReadWithLibevtx(WriteEvtx({with_text(15000)}).bytes);
  ASSERT_THAT(read.records, SizeIs(1));
  EXPECT_EQ(read.records[0]["b"], std::string(15000, 'y'));
  EXPECT_THROW(WriteEvtx({with_text(17000)}), std::length_error);
}

TEST(EvtxWriter, SystemPartsComeBack) {
  EventSpec spec = SomeEvent(77);
  spec.version = 2;
  spec.activity_id = "{F420B5D2-097C-4EFE-966C-9A9683030000}";
  spec.user_sid = "S-1-5-18";
  spec.header_record_id = 5;
  const ReadBack read = ReadWithLibevtx(WriteEvtx({spec}).bytes);
  ASSERT_THAT(read.records, SizeIs(1));
  const KeptRecord& record = read.records[0];
  EXPECT_EQ(record.event_record_id, 77U);
  EXPECT_EQ(record.header_record_id, 5U);
  EXPECT_EQ(record.provider, spec.provider);
  EXPECT_EQ(record.event_id, 4634U);
  EXPECT_EQ(record.version, 2U);
  EXPECT_EQ(record.keywords, spec.keywords);
  EXPECT_EQ(record.channel, "Security");
  EXPECT_EQ(record.computer, "WS01.corp.example");
  EXPECT_EQ(record.user_sid, "S-1-5-18");
  EXPECT_EQ(record.activity_id, spec.activity_id);
  EXPECT_EQ(FormatTime(record.time), kTime);
}

TEST(EvtxWriter, ClassicEventsHaveQualifiersNamelessDataAndBinary) {
  EventSpec spec = SomeEvent(1);
  spec.style = SystemStyle::kClassic;
  spec.provider = "EventLog";
  spec.provider_guid.clear();
  spec.event_id = 6008;
  spec.qualifiers = 32768;
  spec.payload = {{"EventData",
                   {},
                   {},
                   {Data("", EvtxValue::Strings({"3:09:23 PM", "4/6/2012"})),
                    {"Binary", {}, EvtxValue::Binary("\x01\xff"), {}}}}};
  const ReadBack read = ReadWithLibevtx(WriteEvtx({spec}).bytes);
  ASSERT_THAT(read.records, SizeIs(1));
  EXPECT_EQ(read.records[0].qualifiers, 32768U);
  ASSERT_THAT(read.records[0].fields, SizeIs(3));
  EXPECT_EQ(read.records[0].fields[0].name, "");
  EXPECT_EQ(read.records[0].fields[0].text, "3:09:23 PM");
  EXPECT_EQ(read.records[0].fields[1].text, "4/6/2012");
  EXPECT_EQ(read.records[0]["Binary"], "01FF");
}

TEST(EvtxWriter, UserDataComesBackAsElements) {
  EventSpec spec = SomeEvent(1);
  spec.payload = {UserData("EventXML", "Event_NS",
                           {{"User", EvtxValue::String("CORP\\alice")},
                            {"SessionID", EvtxValue::Uint32(2)},
                            {"Address", EvtxValue::Null()}})};
  const ReadBack read = ReadWithLibevtx(WriteEvtx({spec}).bytes);
  ASSERT_THAT(read.records, SizeIs(1));
  EXPECT_EQ(read.records[0]["User"], "CORP\\alice");
  EXPECT_EQ(read.records[0]["SessionID"], "2");
  EXPECT_EQ(read.records[0].fields[0].section, Section::kUserData);
}

TEST(EvtxWriter, DamageIsPlacedByRecordAndChecksumsAreRepaired) {
  EvtxFile file = WriteEvtx({SomeEvent(1), SomeEvent(2), SomeEvent(3)});
  const std::string whole = file.bytes;
  file.bytes[file.records[1].offset + 30] ^= 0x55;
  std::string repaired = file.bytes;
  RepairChecksums(repaired);
  EXPECT_NE(repaired, file.bytes);
  repaired[file.records[1].offset + 30] ^= 0x55;
  RepairChecksums(repaired);
  EXPECT_EQ(repaired, whole);
}

struct ValueCase {
  const char* name;
  EvtxValue value;
  const char* text;
};

class EvtxValues : public testing::TestWithParam<ValueCase> {};

TEST_P(EvtxValues, ComeBackAsText) {
  EventSpec spec = SomeEvent(1);
  spec.payload = {EventData({{"before", EvtxValue::String("<&>")},
                             {"it", GetParam().value},
                             {"behind", EvtxValue::Uint32(7)}})};
  const ReadBack read = ReadWithLibevtx(WriteEvtx({spec}).bytes);
  EXPECT_THAT(read.diagnostics, IsEmpty());
  ASSERT_THAT(read.records, SizeIs(1));
  EXPECT_EQ(read.records[0]["before"], "<&>");
  EXPECT_EQ(read.records[0]["it"], GetParam().text);
  EXPECT_EQ(read.records[0]["behind"], "7");
}

const ValueCase kValues[] = {
    {"Null", EvtxValue::Null(), "(absent)"},  // libevtx leaves such an element out
    {"String", EvtxValue::String("Zürich 東京"), "Zürich 東京"},
    {"EmptyString", EvtxValue::String(""), ""},
    {"Ansi", EvtxValue::Ansi("plain"), "plain"},
    {"Int8", EvtxValue::Int8(5), "5"},
    {"Uint8", EvtxValue::Uint8(200), "200"},
    {"Int16", EvtxValue::Int16(300), "300"},
    {"Uint16", EvtxValue::Uint16(65000), "65000"},
    {"Int32", EvtxValue::Int32(70000), "70000"},
    {"Uint32", EvtxValue::Uint32(4000000000), "4000000000"},
    {"Int64", EvtxValue::Int64(5000000000), "5000000000"},
    {"Uint64", EvtxValue::Uint64(18446744073709551615U), "18446744073709551615"},
    {"BoolTrue", EvtxValue::Bool(true), "true"},
    {"BoolFalse", EvtxValue::Bool(false), "false"},
    {"Binary", EvtxValue::Binary("\x01\x02\xff"), "0102FF"},
    {"Guid", EvtxValue::Guid("F420B5D2-097C-4EFE-966C-9A9683030000"),
     "{F420B5D2-097C-4EFE-966C-9A9683030000}"},
    {"Size", EvtxValue::Size(0x2c4), "708"},
    {"FileTime", EvtxValue::Time(*ParseTime(kTime)), "2024-03-04T08:01:02.123456700Z"},
    {"Sid", EvtxValue::Sid("S-1-5-21-1-2-3-1001"), "S-1-5-21-1-2-3-1001"},
    {"HexInt32", EvtxValue::Hex32(0xc000006d), "0xc000006d"},
    {"HexInt64", EvtxValue::Hex64(0x1234567890), "0x0000001234567890"},
};

INSTANTIATE_TEST_SUITE_P(AllTypes, EvtxValues, testing::ValuesIn(kValues),
                         [](const auto& each) { return std::string(each.param.name); });

// libevtx 20181227 renders these wrongly, so that only their bytes can be checked.
TEST(EvtxValue, NegativeNumbersAndSurrogatePairsHaveTheirBytes) {
  EXPECT_EQ(EvtxValue::Int8(-5).bytes, "\xfb");
  EXPECT_EQ(EvtxValue::Int16(-300).bytes, "\xd4\xfe");
  EXPECT_EQ(EvtxValue::Int32(-2).bytes, "\xfe\xff\xff\xff");
  EXPECT_EQ(EvtxValue::Int64(-1).bytes, std::string(8, '\xff'));
  EXPECT_EQ(EvtxValue::Real64(-2.0).bytes, std::string("\0\0\0\0\0\0\0\xc0", 8));
  EXPECT_EQ(EvtxValue::Real32(1.5F).bytes, std::string("\0\0\xc0\x3f", 4));
  EXPECT_EQ(EvtxValue::String("\U0001f600").bytes, "\x3d\xd8\x00\xde"s);
}

TEST(EvtxValue, SystemTimeHasItsEightParts) {
  const std::string bytes = SystemTimeBytes(*ParseTime("2024-02-29T23:59:58.9876543Z"));
  const std::uint16_t parts[] = {2024, 2, 4, 29, 23, 59, 58, 987};  // a Thursday
  for (std::size_t i = 0; i < 8; ++i) EXPECT_EQ(At<std::uint16_t>(bytes, 2 * i), parts[i]) << i;
}

TEST(EvtxValue, MalformedTextIsRefused) {
  EXPECT_THROW(EvtxValue::Sid("S-1"), std::invalid_argument);
  EXPECT_THROW(EvtxValue::Sid("S-1-5-x"), std::invalid_argument);
  EXPECT_THROW(EvtxValue::Guid("{1}"), std::invalid_argument);
  EXPECT_THROW(EvtxValue::String("\xc3"), std::invalid_argument);
  EXPECT_THROW(EvtxValue::String("\xff"), std::invalid_argument);
}

}  // namespace
}  // namespace logonloom::support
