#include "exported/export_reader.h"

#include <gmock/gmock.h>

#include <span>

#include "base/time.h"
#include "support/memory_source.h"

namespace logonloom {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Sink : public RecordSink {
 public:
  void OnRecord(const Record& record) override {
    ids.push_back(record.system.event_record_id.value_or(0));
    offsets.push_back(record.offset);
    computers.emplace_back(record.system.computer);
    activity_ids.emplace_back(record.system.activity_id);
    times.push_back(record.system.time_created.value_or(FileTime()));
  }
  void OnDiagnostic(Diagnostic diagnostic) override { told.push_back(diagnostic.message); }
  std::vector<std::uint64_t> ids, offsets;
  std::vector<std::string> computers, activity_ids, told;
  std::vector<FileTime> times;
};

std::string Event(int id, const std::string& computer = "WS01") {
  return "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
         "<Provider Name='P'/><EventID>4624</EventID><TimeCreated "
         "SystemTime='2021-03-01T08:00:00.5Z'/><EventRecordID>" +
         std::to_string(id) + "</EventRecordID><Channel>Security</Channel><Computer>" + computer +
         "</Computer></System><EventData><Data Name='A'>1</Data></EventData></Event>";
}

std::string Utf16(std::string_view ascii) {
  std::string text = "\xff\xfe";
  for (const char c : ascii) {
    text += c;
    text += '\0';
  }
  return text;
}

ReadTally Read(RecordReader& reader, const std::string& bytes, Sink& sink) {
  MemorySource source(std::as_bytes(std::span(bytes)));
  return reader.Read(source, sink);
}

TEST(XmlReader, ReadsEventsWithAndWithoutARoot) {
  for (const std::string& text :
       std::vector<std::string>{Event(1) + Event(2), Event(1) + "\r\n" + Event(2) + "\r\n",
                                "<?xml version='1.0'?><Events>" + Event(1) + Event(2) + "</Events>",
                                "\xef\xbb\xbf" + Event(1) + Event(2), Utf16(Event(1) + Event(2))}) {
    Sink sink;
    const ReadTally tally = Read(*MakeXmlReader(), text, sink);
    EXPECT_THAT(sink.ids, ElementsAre(1u, 2u));
    EXPECT_EQ(tally.records_seen, 2u);
    EXPECT_EQ(tally.records_rejected, 0u);
  }
}

TEST(XmlReader, OffsetsAreThoseOfTheFile) {
  Sink plain, wide;
  const std::string text = Event(1, "K\xc3\xb6ln") + Event(2);
  Read(*MakeXmlReader(), text, plain);
  EXPECT_THAT(plain.offsets, ElementsAre(0u, Event(1, "K\xc3\xb6ln").size()));
  EXPECT_EQ(plain.computers[0], "K\xc3\xb6ln");
  Read(*MakeXmlReader(), Utf16(Event(1) + Event(2)), wide);
  EXPECT_THAT(wide.offsets, ElementsAre(2u, 2 + 2 * Event(1).size()));
}

// As evtx_dump and python-evtx write them.
TEST(XmlReader, GuidsAreBracedAndTimesWithoutZoneAreUtc) {
  std::string text = "Record 1\n<?xml version='1.0'?>\n" + Event(1);
  const auto replace = [&](const std::string& from, const std::string& to) {
    text.replace(text.find(from), from.size(), to);
  };
  replace("2021-03-01T08:00:00.5Z", "2021-03-01 08:00:00.500000");
  replace("<Channel>",
          "<Correlation ActivityID='f4203a2c-9d8e-4d51-b1a4-6f4e1c3b0000'/><Channel>");
  Sink sink;
  Read(*MakeXmlReader(), text, sink);
  ASSERT_EQ(sink.ids.size(), 1u);
  EXPECT_EQ(FormatTime(sink.times[0]), "2021-03-01T08:00:00.5000000Z");
  EXPECT_EQ(sink.activity_ids[0], "{F4203A2C-9D8E-4D51-B1A4-6F4E1C3B0000}");
}

TEST(XmlReader, ABadEventCostsItselfAlone) {
  Sink sink;
  const ReadTally tally =
      Read(*MakeXmlReader(), Event(1) + "<Event><System></Event>" + Event(2), sink);
  EXPECT_THAT(sink.ids, ElementsAre(1u, 2u));
  EXPECT_EQ(tally.records_rejected, 1u);
  ASSERT_EQ(sink.told.size(), 1u);
  EXPECT_THAT(sink.told[0], HasSubstr("byte " + std::to_string(Event(1).size())));
}

TEST(XmlReader, AFileThatEndsInsideAnEventSaysSo) {
  Sink sink;
  const ReadTally tally = Read(*MakeXmlReader(), Event(1) + Event(2).substr(0, 200), sink);
  EXPECT_THAT(sink.ids, ElementsAre(1u));
  EXPECT_TRUE(tally.truncated);
  EXPECT_EQ(tally.records_rejected, 1u);
}

TEST(XmlReader, ManyEventsAcrossItsWindow) {
  std::string text;
  for (int i = 0; i < 6000; ++i) text += Event(i);
  for (const std::string& bytes : {text, Utf16(text)}) {
    Sink sink;
    Read(*MakeXmlReader(), bytes, sink);
    EXPECT_EQ(sink.ids.size(), 6000u);
    EXPECT_EQ(sink.ids.back(), 5999u);
  }
}

TEST(JsonReader, ReadsALineAnEventAndRejectsTheRest) {
  const std::string line =
      R"({"System":{"Provider":{"Name":"P"},"EventID":{"Value":1},"Channel":"C","EventRecordID":5,)"
      R"("TimeCreated":{"SystemTime":1614585600}}})";
  Sink sink;
  const ReadTally tally = Read(*MakeJsonReader(), line + "\r\n\n{broken\n" + line, sink);
  EXPECT_THAT(sink.ids, ElementsAre(5u, 5u));
  EXPECT_EQ(tally.records_seen, 3u);
  EXPECT_EQ(tally.records_rejected, 1u);
}

// With braces and a quotation mark inside of a text.
std::string JsonEvent(int id, const std::string& indent = "") {
  return indent + R"({"System":)" + indent + R"({"Provider":{"Name":"P"},"EventID":{"Value":1},)" +
         indent + R"("Channel":"C }{ \"","EventRecordID":)" + std::to_string(id) +
         R"(,"TimeCreated":{"SystemTime":1614585600}})" + indent + "}";
}

TEST(JsonReader, ReadsEventsOverManyLinesAndInArrays) {
  for (const std::string& text : std::vector<std::string>{
           "[" + JsonEvent(1) + "," + JsonEvent(2) + "]",
           "[\r\n" + JsonEvent(1, "\r\n  ") + ",\r\n" + JsonEvent(2, "\r\n  ") + "\r\n]\r\n",
           "Record 1\n" + JsonEvent(1) + "\nRecord 2\n" + JsonEvent(2) + "\n"}) {
    Sink sink;
    const ReadTally tally = Read(*MakeJsonReader(), text, sink);
    EXPECT_THAT(sink.ids, ElementsAre(1u, 2u)) << text;
    EXPECT_EQ(tally.records_seen, 2u);
    EXPECT_EQ(text.find("System", sink.offsets[1]), text.rfind("\"System\"") + 1);
    EXPECT_EQ(text[sink.offsets[1]], '{');
  }
}

TEST(JsonReader, AnObjectThatBreaksOffCostsItselfAlone) {
  Sink sink;
  const std::string cut = JsonEvent(1).substr(0, 60);
  const ReadTally tally =
      Read(*MakeJsonReader(), cut + "\n" + JsonEvent(2) + "\nno object\n" + JsonEvent(3), sink);
  EXPECT_THAT(sink.ids, ElementsAre(2u, 3u));
  EXPECT_EQ(tally.records_seen, 4u);
  EXPECT_EQ(tally.records_rejected, 2u);
}

TEST(JsonReader, ManyEventsOfOneArrayAcrossItsWindow) {
  std::string text = "[";
  for (int i = 0; i < 12000; ++i) text += (i == 0 ? "" : ",") + JsonEvent(i);
  Sink sink;
  Read(*MakeJsonReader(), text + "]", sink);
  EXPECT_EQ(sink.ids.size(), 12000u);
  EXPECT_EQ(sink.ids.back(), 11999u);
}

TEST(JsonReader, ATimeWithoutZoneIsRefused) {
  Sink sink;
  const ReadTally tally = Read(
      *MakeJsonReader(),
      R"({"EventTime":"2021-03-01 08:00:00","SourceName":"P","Channel":"C","EventID":1})", sink);
  EXPECT_EQ(tally.records_rejected, 1u);
  ASSERT_EQ(sink.told.size(), 1u);
  EXPECT_THAT(sink.told[0], HasSubstr("time zone"));
}

}  // namespace
}  // namespace logonloom
