// Values of all types and their oddities; the numbers are the rows of docs/evtx.md.
#include <gmock/gmock.h>

#include "base/time.h"
#include "read_evtx.h"
#include "support/sample_log.h"

namespace logonloom {
namespace {

using support::EvtxType;
using support::EvtxValue;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

ReadLog LogOf(const EvtxValue& value) {
  support::EventSpec spec = support::SampleEvent(1);
  spec.payload = {support::EventData({{"F", value}, {"Behind", EvtxValue::String("still here")}})};
  ReadLog log = ReadEvtx(support::WriteEvtx({spec}).bytes);
  EXPECT_EQ(log.records.at(0)["Behind"], "still here");
  return log;
}

std::string TextOf(const EvtxValue& value) { return LogOf(value).records.at(0)["F"]; }
ValueType TypeOf(const EvtxValue& value) { return LogOf(value).records.at(0).fields.at(0).type; }

TEST(ValueTraps, EveryTypeKeepsItsValue) {
  EXPECT_EQ(TextOf(EvtxValue::Int8(-5)), "-5");
  EXPECT_EQ(TextOf(EvtxValue::Uint8(200)), "200");
  EXPECT_EQ(TextOf(EvtxValue::Int16(-300)), "-300");
  EXPECT_EQ(TextOf(EvtxValue::Uint16(60000)), "60000");
  EXPECT_EQ(TextOf(EvtxValue::Int32(-2147188641)), "-2147188641");
  EXPECT_EQ(TextOf(EvtxValue::Uint32(4'000'000'000)), "4000000000");
  EXPECT_EQ(TextOf(EvtxValue::Int64(-1)), "-1");
  EXPECT_EQ(TextOf(EvtxValue::Uint64(0xffffffffffffffff)), "18446744073709551615");
  EXPECT_EQ(TextOf(EvtxValue::Real32(0.5f)), "0.5");
  EXPECT_EQ(TextOf(EvtxValue::Real64(-2.25)), "-2.25");
  EXPECT_EQ(TextOf(EvtxValue::Bool(true)), "true");
  EXPECT_EQ(TextOf(EvtxValue::Binary("\x01\xff")), "01FF");
  EXPECT_EQ(TextOf(EvtxValue::Guid("{F420B5D2-097C-4EFE-966C-9A9683030000}")),
            "{F420B5D2-097C-4EFE-966C-9A9683030000}");
  EXPECT_EQ(TextOf(EvtxValue::Sid("S-1-5-21-1-2-3-500")), "S-1-5-21-1-2-3-500");
  EXPECT_EQ(TextOf(EvtxValue::Hex32(0xc000006d)), "0xc000006d");
  EXPECT_EQ(TextOf(EvtxValue::Hex64(0xab3c35a64)), "0xab3c35a64");
  const FileTime time = *ParseTime("2024-03-04T08:01:02.1234567Z");
  EXPECT_EQ(TextOf(EvtxValue::Time(time)), "2024-03-04T08:01:02.1234567Z");
  EXPECT_EQ(TextOf(EvtxValue::SystemTime(time)), "2024-03-04T08:01:02.1230000Z");
}

TEST(ValueTraps, Row26_NullWithASizeIsSkipped) {
  EXPECT_EQ(TypeOf(EvtxValue::Raw(EvtxType::kNull, "junk")), ValueType::kNull);
}

TEST(ValueTraps, Row27_TheDescriptorCountsNotTheDeclaration) {
  EXPECT_EQ(TypeOf(EvtxValue::Raw(EvtxType::kUint32, std::string("\x05\0\0\0", 4))),
            ValueType::kUint);
  // A number in fewer bytes than its type should have.
  EXPECT_EQ(TextOf(EvtxValue::Raw(EvtxType::kUint64, std::string("\x05\0", 2))), "5");
}

TEST(ValueTraps, Row28_SizesOfFourAndEightBytesAreHex) {
  EXPECT_EQ(TextOf(EvtxValue::Size(0x24c)), "0x24c");
  EXPECT_EQ(TextOf(EvtxValue::Raw(EvtxType::kSize, std::string("\x4c\x02\0\0", 4))), "0x24c");
}

TEST(ValueTraps, Row29_AnyNumberButZeroIsTrue) {
  EXPECT_EQ(TextOf(EvtxValue::Raw(EvtxType::kBool, std::string("\x07\0\0\0", 4))), "true");
  EXPECT_EQ(TextOf(EvtxValue::Raw(EvtxType::kBool, std::string("\0\0\0\0", 4))), "false");
}

TEST(ValueTraps, Row30_ArraysOfStringsRepeatTheElement) {
  EXPECT_THAT(LogOf(EvtxValue::Strings({"a", "", "b"})).records.at(0).All("F"),
              ElementsAre("a", "", "b"));
  const auto raw = [](std::string_view bytes) {
    return LogOf(EvtxValue::Raw(EvtxType::kStringArray, bytes)).records.at(0).All("F");
  };
  EXPECT_THAT(raw({"a\0\0\0b\0", 6}), ElementsAre("a", "b"));
  EXPECT_THAT(raw(""), ElementsAre(""));
}

TEST(ValueTraps, Row31_OtherArraysAndUnknownTypesAreRawBytes) {
  for (const int type : {0x82, 0x88, 0x95, 0x20, 0x23, 0x7f, 0xff})
    EXPECT_EQ(TextOf(EvtxValue::Raw(static_cast<EvtxType>(type), "\x01\x02")), "0102") << type;
}

TEST(ValueTraps, Row33_ANulInsideATextStaysAndFinalOnesGo) {
  EXPECT_EQ(TextOf(EvtxValue::String16(std::u16string_view(u"a\0b", 3))), std::string("a\0b", 3));
  EXPECT_EQ(TextOf(EvtxValue::String16(std::u16string_view(u"ab\0\0", 4))), "ab");
}

TEST(ValueTraps, Row34_MarkupInAnsiTextIsText) {
  const ReadLog log = LogOf(EvtxValue::Ansi("<Data Name=\"Forged\">x</Data>"));
  EXPECT_EQ(log.records.at(0)["F"], "<Data Name=\"Forged\">x</Data>");
  EXPECT_EQ(log.records.at(0)["Forged"], "(absent)");
}

TEST(ValueTraps, Row35_BytesOfACodePageAreNotLost) {
  EXPECT_EQ(TextOf(EvtxValue::Ansi("caf\xe9")), "café");
}

TEST(ValueTraps, Row36_LoneSurrogatesStay) {
  EXPECT_EQ(TextOf(EvtxValue::String16(std::u16string{u'a', 0xd83d, u'b'})),
            "a\xed\xa0\xbd"
            "b");
}

TEST(ValueTraps, Row37_ControlCharactersStay) {
  EXPECT_EQ(TextOf(EvtxValue::String("\x01\x1b[2J\r\n")), "\x01\x1b[2J\r\n");
}

TEST(ValueTraps, Row38_AnOddByteIsLeftOutAndTold) {
  const ReadLog log = LogOf(EvtxValue::Raw(EvtxType::kString, std::string("a\0b", 3)));
  EXPECT_EQ(log.records.at(0)["F"], "a");
  EXPECT_THAT(log.codes, Contains("text_odd"));
}

TEST(ValueTraps, BytesThatAreNoSidOrGuidAreRaw) {
  EXPECT_EQ(TextOf(EvtxValue::Raw(EvtxType::kSid, "\x01\x05xx")), "01057878");
  EXPECT_EQ(TextOf(EvtxValue::Raw(EvtxType::kGuid, "short")), "73686F7274");
  EXPECT_EQ(TypeOf(EvtxValue::Raw(EvtxType::kSystemTime, std::string(16, '\xff'))),
            ValueType::kBinary);
}

}  // namespace
}  // namespace logonloom
