// The payload hash: equal for one content in every reader, different for different contents.
#include "events/payload_hash.h"

#include <map>
#include <set>
#include <utility>

#include "slots_of.h"

namespace logonloom {
namespace {

class PayloadHashes : public NormaliserTest {
 protected:
  std::uint64_t HashOf(const Record& record) { return EventOf(record).payload_hash; }
};

RecordBuilder Process() { return RecordBuilder(kAuditing, "Security", 4688, 2); }

// Fields that the catalogue does not know compare by their looks.
TEST_F(PayloadHashes, AreEqualForTypedAndRenderedValuesOfUnknownFields) {
  RecordBuilder b = Process();
  b.Hex("X1", 0x1f).Hex("X2", 0).Hex("X3", 0xffffffffffffffff).Uint("X4", 7).Int("X5", -7);
  b.Bool("X6", true).Guid("X7", "{0B8F529F-966A-59AB-0000-001073F20500}");
  b.Sid("X8", "S-1-5-21-1-2-3-500").Time("X9", "2021-02-12T12:34:30.0502110Z");
  b.Binary("X10", "00FFAB").Null("X11").Text("X12", " blank ").Text("", "nameless");
  EXPECT_EQ(HashOf(b.Typed()), HashOf(b.Rendered()));
}

TEST_F(PayloadHashes, DoNotDependOnHowWindowsOrTheParserWroteTheText) {
  const std::pair<const char*, const char*> same[] = {
      {"0x000001F", "0x1f"},
      {"{0b8f529f-966a-59ab-0000-001073f20500}", "0B8F529F-966A-59AB-0000-001073F20500"},
      {"2021-02-12T12:34:30.050211000Z", "2021-02-12T12:34:30.0502110Z"},
      {"a\r\n\tb", "a\n\tb"},
      {"True", "true"},
      {"x ", "x"},
  };
  for (const auto& [a, b] : same) {
    RecordBuilder first = Process(), second = Process();
    first.Text("X", a);
    second.Text("X", b);
    EXPECT_EQ(HashOf(first.Typed()), HashOf(second.Typed())) << a;
  }
}

// Texts are what people compare, hashes what the program does: they must say the same.
TEST(HashOfValue, IsEqualWhereTheCanonicalTextIs) {
  const std::string sid = SidBytes("S-1-5-18"), guid = "0123456789abcdef";
  const Value values[] = {
      {},
      {ValueType::kText, 0, ""},
      {ValueType::kText, 0, "7"},
      {ValueType::kText, 0, "07"},
      {ValueType::kText, 0, "-7"},
      {ValueType::kText, 0, "-0"},
      {ValueType::kText, 0, "0x7"},
      {ValueType::kText, 0, "0x07"},
      {ValueType::kText, 0, "S-1-5-18"},
      {ValueType::kText, 0, "true"},
      {ValueType::kText, 0, "{33323130-3534-3736-3839-616263646566}"},
      {ValueType::kText, 0, "1601-01-01T00:00:00Z"},
      {ValueType::kText, 0, guid},
      {ValueType::kUint, 7, {}},
      {ValueType::kUint, static_cast<std::uint64_t>(-7), {}},
      {ValueType::kUint, 0, {}},
      {ValueType::kInt, 7, {}},
      {ValueType::kInt, static_cast<std::uint64_t>(-7), {}},
      {ValueType::kHex, 7, {}},
      {ValueType::kBool, 1, {}},
      {ValueType::kFileTime, 0, {}},
      {ValueType::kFileTime, static_cast<std::uint64_t>(-7), {}},
      {ValueType::kSid, 0, sid},
      {ValueType::kGuid, 0, guid},
      {ValueType::kBinary, 0, guid},
  };
  for (const FieldType type : {FieldType::kText, FieldType::kNumber, FieldType::kTime}) {
    std::map<std::string, std::uint64_t> hash_of_text;
    std::set<std::uint64_t> hashes;
    for (const Value& value : values) {
      std::string scratch;
      const std::uint64_t hash = HashOf(CanonicalOf(value, type, scratch));
      const std::string text(CanonicalText(value, type, scratch));
      EXPECT_EQ(hash_of_text.try_emplace(text, hash).first->second, hash) << text;
      hashes.insert(hash);
    }
    EXPECT_EQ(hashes.size(), hash_of_text.size());
  }
}

TEST_F(PayloadHashes, DifferByNameValueOrderAndSection) {
  std::set<std::uint64_t> hashes;
  const auto add = [&](RecordBuilder b) { hashes.insert(HashOf(b.Typed())); };
  add(Process());
  add(Process().Text("A", ""));
  add(Process().Text("", ""));
  add(Process().Text("A", "1"));
  add(Process().Text("A", "12"));
  add(Process().Text("A", "1").Text("B", "2"));
  add(Process().Text("B", "2").Text("A", "1"));
  add(Process().Text("A", "1").Text("A", "1"));
  add(Process().Text("A", "0x"));
  add(Process().Text("A", "0x10000000000000000"));
  add(Process().InUserData().Text("A", "1"));
  EXPECT_EQ(hashes.size(), 11u);
}

TEST_F(PayloadHashes, StayTheSameHoweverManyRecordsWentBefore) {
  RecordBuilder shape_a = Process(), shape_b = Process();
  shape_a.Text("A", "1").Text("B", "2").Text("C", "3");
  shape_b.Text("A", "1").Text("X", "2");
  const std::uint64_t a = HashOf(shape_a.Typed()), b = HashOf(shape_b.Typed());
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(HashOf(shape_a.Typed()), a);
    EXPECT_EQ(HashOf(shape_a.Typed()), a);
    EXPECT_EQ(HashOf(shape_b.Typed()), b);
  }
}

}  // namespace
}  // namespace logonloom
