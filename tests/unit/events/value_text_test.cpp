#include "events/value_text.h"

#include <gtest/gtest.h>

#include "base/time.h"
#include "record_builder.h"

namespace logonloom {
namespace {

Value Text(std::string_view text) { return {ValueType::kText, 0, text}; }
Value Number(ValueType type, std::uint64_t number) { return {type, number, {}}; }

std::string Plain(const Value& value) {
  std::string scratch = "left over";
  return std::string(PlainText(value, scratch));
}

std::string Canonical(const Value& value, FieldType type = FieldType::kText) {
  std::string scratch = "left over";
  return std::string(CanonicalText(value, type, scratch));
}

TEST(ValueText, OfTypedValuesIsTheirWindowsForm) {
  EXPECT_EQ(Plain({}), "");
  EXPECT_EQ(Plain(Number(ValueType::kInt, static_cast<std::uint64_t>(-5))), "-5");
  EXPECT_EQ(Plain(Number(ValueType::kUint, 18446744073709551615u)), "18446744073709551615");
  EXPECT_EQ(Plain(Number(ValueType::kHex, 0)), "0x0");
  EXPECT_EQ(Plain(Number(ValueType::kHex, 0xC000006D)), "0xc000006d");
  EXPECT_EQ(Plain(Number(ValueType::kReal, 0x3ff8000000000000)), "1.5");
  EXPECT_EQ(Plain(Number(ValueType::kBool, 7)), "true");
  EXPECT_EQ(Plain(Number(ValueType::kBool, 0)), "false");
  EXPECT_EQ(Plain(Number(ValueType::kFileTime, 0)), "1601-01-01T00:00:00.0000000Z");
  EXPECT_EQ(Plain({ValueType::kSid, 0, SidBytes("S-1-5-32-544")}), "S-1-5-32-544");
  EXPECT_EQ(Plain({ValueType::kBinary, 0, std::string_view("\x00\xab", 2)}), "00AB");
}

TEST(ValueText, OfTextIsAsLoggedSaveBlanksAround) {
  EXPECT_EQ(Plain(Text(" 0x00AF ")), "0x00AF");
  EXPECT_EQ(Plain(Text("a\r\nb")), "a\r\nb");
}

TEST(ValueText, OfBrokenIdentifiersIsTheirBytes) {
  EXPECT_EQ(Plain({ValueType::kSid, 0, "\x01\x05"}), "0105");
  EXPECT_EQ(Plain({ValueType::kGuid, 0, "\xff"}), "FF");
}

TEST(CanonicalText, GoesByTheLooksOfText) {
  EXPECT_EQ(Canonical(Text("0x00AF")), "0xaf");
  EXPECT_EQ(Canonical(Text("0x0000")), "0x0");
  EXPECT_EQ(Canonical(Text("0xzz")), "0xzz");
  EXPECT_EQ(Canonical(Text("0x11112222333344445")), "0x11112222333344445");
  EXPECT_EQ(Canonical(Text("007")), "007");
  EXPECT_EQ(Canonical(Text("{0b8f529f-966a-59ab-0000-001073f20500}")),
            "{0B8F529F-966A-59AB-0000-001073F20500}");
  EXPECT_EQ(Canonical(Text("{0b8f529f-966a-59ab-0000-001073f2050g}")),
            "{0b8f529f-966a-59ab-0000-001073f2050g}");
  EXPECT_EQ(Canonical(Text("2019-03-09T07:23:05Z")), "2019-03-09T07:23:05.0000000Z");
  EXPECT_EQ(Canonical(Text("2019-13-09T07:23:05Z")), "2019-13-09T07:23:05Z");
  EXPECT_EQ(Canonical(Text("FALSE")), "false");
  EXPECT_EQ(Canonical(Text("a\r\nb\rc\n\r\r\n")), "a\nb\nc");
}

TEST(CanonicalText, OfNumbersIsDecimalWhereTheFieldIsKnown) {
  for (const Value& value :
       {Text("0x3e7"), Text("0x00000000000003E7"), Text(" 999 "), Number(ValueType::kHex, 999),
        Number(ValueType::kUint, 999), Number(ValueType::kInt, 999)})
    EXPECT_EQ(Canonical(value, FieldType::kNumber), "999");
  EXPECT_EQ(Canonical(Number(ValueType::kInt, static_cast<std::uint64_t>(-1)), FieldType::kNumber),
            "-1");
  EXPECT_EQ(Canonical(Text("-1"), FieldType::kNumber), "-1");
  EXPECT_EQ(Canonical(Text("-"), FieldType::kNumber), "-");
  EXPECT_EQ(Canonical(Text(""), FieldType::kNumber), "");
  EXPECT_EQ(Canonical({}, FieldType::kNumber), "");
}

TEST(ValueNumber, TakesNumbersOfAnyFormAndNothingElse) {
  EXPECT_EQ(ValueNumber(Text("0xab3c35a64")), 0xab3c35a64u);
  EXPECT_EQ(ValueNumber(Text("12")), 12u);
  EXPECT_EQ(ValueNumber(Text("-2")), static_cast<std::uint64_t>(-2));
  EXPECT_EQ(ValueNumber(Text("")), std::nullopt);
  EXPECT_EQ(ValueNumber(Text("0x1 2")), std::nullopt);
  EXPECT_EQ(ValueNumber(Number(ValueType::kReal, 1)), std::nullopt);
  EXPECT_EQ(ValueNumber(Number(ValueType::kFileTime, 1)), std::nullopt);
  EXPECT_EQ(ValueNumber({}), std::nullopt);
}

TEST(ValueTime, TakesFileTimesAndIsoText) {
  const auto time = ParseTime("2021-02-12T12:34:30.0502110Z");
  EXPECT_EQ(ValueTime(Text("2021-02-12T12:34:30.050211000Z")), time);
  EXPECT_EQ(ValueTime(Number(ValueType::kFileTime, static_cast<std::uint64_t>(time->ticks))), time);
  EXPECT_EQ(ValueTime(Text("11:52:54 PM")), std::nullopt);
  EXPECT_EQ(ValueTime(Number(ValueType::kUint, 1)), std::nullopt);
}

TEST(ValueBytes, TakesBinaryAndHexDigits) {
  EXPECT_EQ(ValueBytes(Text("00fFa1")), std::string("\x00\xff\xa1", 3));
  EXPECT_EQ(ValueBytes({ValueType::kBinary, 0, "ab"}), "ab");
  EXPECT_EQ(ValueBytes(Text("")), "");
  for (const char* bad : {"0", "0g", "+1", "-1", "0x"})
    EXPECT_EQ(ValueBytes(Text(bad)), std::nullopt) << bad;
}

}  // namespace
}  // namespace logonloom
