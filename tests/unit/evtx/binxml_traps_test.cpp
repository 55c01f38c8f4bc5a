// Forms and damage of BinXML; the numbers are the rows of docs/evtx.md.
#include <gmock/gmock.h>

#include "read_evtx.h"
#include "support/raw_log.h"
#include "support/sample_log.h"

namespace logonloom {
namespace {

using support::EvtxType;
using support::EvtxValue;
using support::Fragment;
using support::RawBinXml;
using support::RawLog;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// The one record of a log whose <Event> holds what `write` appends.
ReadRecord OneEvent(const std::function<void(RawBinXml&)>& write) {
  RawLog raw;
  raw.AddEvent(42, write);
  const ReadLog log = ReadEvtx(raw.Finish());
  EXPECT_THAT(log.records, SizeIs(1));
  return log.records.empty() ? ReadRecord() : log.records[0];
}

// An instance of a template <EventData><Data Name="F">%0</Data></EventData> around `value`.
ReadLog LogOfValue(const EvtxValue& value, EvtxType declared, bool optional = false,
                   std::uint16_t dependency = 0xffff) {
  RawLog raw;
  raw.AddEvent(42, [&](RawBinXml& x) { x.Open("EventData").CloseEmpty(); });
  raw.Add(43, [&](RawBinXml& x) {
    x.FragmentHeader().Template(
        0x11223344,
        [&](RawBinXml& t) {
          t.OpenInDefinition("Event").CloseStart().OpenInDefinition("EventData").CloseStart();
          t.OpenInDefinition("Data", dependency, true).Attribute("Name").Text("F").CloseStart();
          t.Slot(0, declared, optional).End().End().End();
        },
        {value});
    x.EndOfFragment();
  });
  return ReadEvtx(raw.Finish());
}

TEST(BinXmlTraps, Row19_RecordsWithoutTemplateGiveTheSameFields) {
  const ReadRecord record = OneEvent([](RawBinXml& x) {
    x.Open("EventData").CloseStart();
    x.Open("Data", true).Attribute("Name").Text("User").CloseStart().Text("alice").End().End();
  });
  EXPECT_EQ(record.provider, "P");
  EXPECT_EQ(record.event_id, 1u);
  EXPECT_EQ(record.id, 42u);
  EXPECT_EQ(record["User"], "alice");
  EXPECT_EQ(record.fields[0].type, ValueType::kText);
}

TEST(BinXmlTraps, Row20_NestedFragmentsMayBeginInFourWays) {
  const auto element = [](RawBinXml& x) {
    x.Open("EventData").CloseStart().Element("Leaf", "v").End();
  };
  for (const bool header : {true, false}) {
    for (const bool as_template : {true, false}) {
      RawLog raw;
      raw.Add(1, [&](RawBinXml& x) {
        const auto define = [](RawBinXml& t) {
          t.OpenInDefinition("Event").CloseStart().Slot(0, EvtxType::kBinXml).End();
        };
        // The offsets inside the value hang on where it will stand: find out by a first try.
        std::string trial(x.offset(), '\0');
        RawBinXml sizer(trial);
        sizer.FragmentHeader().Template(7, define, {EvtxValue::Raw(EvtxType::kBinXml, "")});
        const EvtxValue value = Fragment(sizer.offset(), [&](RawBinXml& f) {
          if (header) f.FragmentHeader();
          if (!as_template) return element(f), void(f.EndOfFragment());
          f.Template(
              8,
              [](RawBinXml& t) {
                t.OpenInDefinition("EventData").CloseStart().OpenInDefinition("Leaf").CloseStart();
                t.Slot(0, EvtxType::kString).End().End();
              },
              {EvtxValue::String("v")});
          f.EndOfFragment();
        });
        x.FragmentHeader().Template(7, define, {value}).EndOfFragment();
      });
      const ReadLog log = ReadEvtx(raw.Finish());
      ASSERT_THAT(log.records, SizeIs(1)) << header << as_template;
      EXPECT_EQ(log.records[0]["Leaf"], "v") << header << as_template;
      EXPECT_THAT(log.codes, IsEmpty());
    }
  }
}

TEST(BinXmlTraps, Row21_AllRootsOfAFragmentAreRead) {
  RawLog raw;
  raw.Add(1, [&](RawBinXml& x) {
    const auto define = [](RawBinXml& t) {
      t.OpenInDefinition("Event").CloseStart().Slot(0, EvtxType::kBinXml).End();
    };
    std::string trial(x.offset(), '\0');
    RawBinXml sizer(trial);
    sizer.FragmentHeader().Template(7, define, {EvtxValue::Raw(EvtxType::kBinXml, "")});
    const EvtxValue value = Fragment(sizer.offset(), [](RawBinXml& f) {
      f.FragmentHeader().Open("EventData").CloseStart().Element("Leaf", "v").End();
      f.Open("RenderingInfo").CloseStart().Element("Message", "m").End().EndOfFragment();
    });
    x.FragmentHeader().Template(7, define, {value}).EndOfFragment();
  });
  const ReadLog log = ReadEvtx(raw.Finish());
  ASSERT_THAT(log.records, SizeIs(1));
  EXPECT_EQ(log.records[0]["Leaf"], "v");
  EXPECT_EQ(log.records[0]["Message"], "m");
}

TEST(BinXmlTraps, Row22And41_EverySectionIsWalked) {
  const ReadRecord record = OneEvent([](RawBinXml& x) {
    x.Open("UserData").CloseStart().Open("EventXML").CloseStart().Element("User", "u").End().End();
    x.Open("ProcessingErrorData").CloseStart().Element("ErrorCode", "15005").End();
    x.Open("RenderingInfo").CloseStart().Element("Message", "m").End();
    x.Open("SubscriptionBookmarkId").CloseStart().Text("7").End();
  });
  ASSERT_THAT(record.fields, SizeIs(4));
  EXPECT_EQ(record.fields[0].section, Section::kUserData);
  EXPECT_EQ(record.fields[0].path, "EventXML/User");
  EXPECT_EQ(record.fields[1].section, Section::kProcessingErrorData);
  EXPECT_EQ(record.fields[2].section, Section::kRenderingInfo);
  EXPECT_EQ(record["SubscriptionBookmarkId"], "7");
}

TEST(BinXmlTraps, Row23And24_PiecesOfTextAreJoined) {
  const ReadRecord record = OneEvent([](RawBinXml& x) {
    x.Open("EventData").CloseStart();
    x.Open("Data", true).Attribute("Name").Text("a").EntityReference("amp").Text("b").CloseStart();
    x.Text("x").CharacterReference(0x41).CharacterReference(0x20ac, true).CData("<c>");
    x.Instruction("pi", "data").EntityReference("lt").EntityReference("unknown").End().End();
  });
  EXPECT_EQ(record["a&b"], "xA€<c><&unknown;");
}

TEST(BinXmlTraps, Row25_AnElementHangsOnItsDependency) {
  const ReadLog without = LogOfValue(EvtxValue::Null(), EvtxType::kString, true, 0);
  EXPECT_THAT(without.records.at(1).fields, IsEmpty());
  const ReadLog with = LogOfValue(EvtxValue::String("v"), EvtxType::kString, true, 0);
  EXPECT_EQ(with.records.at(1)["F"], "v");
  const ReadLog independent = LogOfValue(EvtxValue::Null(), EvtxType::kString, true);
  ASSERT_THAT(independent.records.at(1).fields, SizeIs(1));
  EXPECT_EQ(independent.records[1].fields[0].type, ValueType::kNull);
}

TEST(BinXmlTraps, Row39_QualifiersAreAValueOfTheirOwn) {
  support::EventSpec spec = support::SampleEvent(1);
  spec.style = support::SystemStyle::kClassic;
  spec.qualifiers = 16384;
  const ReadLog log = ReadEvtx(support::WriteEvtx({spec}).bytes);
  EXPECT_EQ(log.records.at(0).event_id, 4634u);
  EXPECT_EQ(log.records.at(0).qualifiers, 16384u);
}

// What is kept from record to record must not show in another.
TEST(BinXmlTraps, TextsOfSystemAreThoseOfEachRecord) {
  std::vector<support::EventSpec> specs;
  for (std::uint64_t i = 0; i < 12; ++i) {
    specs.push_back(support::SampleEvent(i + 1));
    specs.back().provider = i % 2 == 0 ? "Even" : "Odd";
    specs.back().channel = i % 3 == 0 ? "Security" : "System";
    specs.back().user_sid = i % 4 == 0 ? "" : "S-1-5-" + std::to_string(18 + i % 4);
    specs.back().activity_id =
        i % 5 == 0 ? "" : "{F420B5D2-097C-4EFE-966C-9A968303000" + std::to_string(i % 5) + "}";
  }
  const ReadLog log = ReadEvtx(support::WriteEvtx(specs).bytes);
  ASSERT_EQ(log.records.size(), specs.size());
  for (std::size_t i = 0; i < specs.size(); ++i) {
    EXPECT_EQ(log.records[i].provider, specs[i].provider);
    EXPECT_EQ(log.records[i].channel, specs[i].channel);
    EXPECT_EQ(log.records[i].user_sid, specs[i].user_sid);
    EXPECT_EQ(log.records[i].activity_id, specs[i].activity_id);
  }
}

TEST(BinXmlTraps, RecordsOfOneTemplateAreOfOneShape) {
  const ReadLog log = ReadEvtx(support::SampleLog(300).bytes);
  EXPECT_NE(log.records.front().shape, 0u);
  for (const ReadRecord& record : log.records) EXPECT_EQ(record.shape, log.records.front().shape);
}

TEST(BinXmlTraps, Row40_NamelessAndRepeatedFieldsKeepTheirOrder) {
  support::EventSpec spec = support::SampleEvent(1);
  support::XmlElement data = support::EventData({});
  data.children = {
      support::Data("", EvtxValue::String("1")), support::Data("n", EvtxValue::String("2")),
      support::Data("n", EvtxValue::String("3")), support::Data("", EvtxValue::String("4"))};
  spec.payload = {data};
  const ReadLog log = ReadEvtx(support::WriteEvtx({spec}).bytes);
  EXPECT_THAT(log.records.at(0).All(""), ElementsAre("1", "4"));
  EXPECT_THAT(log.records.at(0).All("n"), ElementsAre("2", "3"));
}

TEST(BinXmlTraps, Row42_TimeCreatedAsText) {
  RawLog raw;
  raw.Add(1, [](RawBinXml& x) {
    x.FragmentHeader().Open("Event").CloseStart().Open("System").CloseStart();
    x.Open("TimeCreated", true).Attribute("SystemTime").Text("2024-03-04T08:01:02.123456700Z");
    x.CloseEmpty().End().End().EndOfFragment();
  });
  ASSERT_TRUE(ReadEvtx(raw.Finish()).records.at(0).time);
}

TEST(BinXmlTraps, Row43_AValueBehindTheRecordsEndIsCutAndTold) {
  support::EvtxFile written = support::SampleLog(2);
  const std::string alice("a\0l\0i\0c\0e\0", 10);
  const std::size_t value = written.bytes.find(alice);
  // The descriptor of the user's name is the first of two; it claims more than the record has.
  const std::size_t descriptor = value - 8;
  ASSERT_EQ(static_cast<unsigned char>(written.bytes[descriptor]), 10);
  written.bytes[descriptor + 1] = 0x7f;
  const ReadLog log = ReadEvtx(written.bytes);
  ASSERT_THAT(log.records, SizeIs(2));
  EXPECT_THAT(log.codes, Contains("value_clipped"));
  EXPECT_FALSE(log.records[0].complete);
  EXPECT_EQ(log.records[1]["TargetUserName"], "alice");
}

TEST(BinXmlTraps, Row47_ACountOfValuesBeyondAllBoundsIsCut) {
  support::EvtxFile written = support::SampleLog(2);
  const std::size_t value = written.bytes.find(std::string("a\0l\0i\0c\0e\0", 10));
  written.bytes.replace(value - 12, 4, 4, '\xff');
  const ReadLog log = ReadEvtx(written.bytes);
  EXPECT_THAT(log.records, SizeIs(2));
  EXPECT_THAT(log.codes, Contains("value_clipped"));
}

TEST(BinXmlTraps, Row48_DeepNestingIsCappedAndTold) {
  RawLog raw;
  raw.AddEvent(1, [](RawBinXml& x) {
    for (int i = 0; i < 2000; ++i) x.Open("d").CloseStart();
    for (int i = 0; i < 2000; ++i) x.End();
  });
  raw.AddEvent(2, [](RawBinXml& x) { x.Open("EventData").CloseEmpty(); });
  const ReadLog log = ReadEvtx(raw.Finish());
  EXPECT_THAT(log.Ids(Recovery::kListed), ElementsAre(2));
  EXPECT_THAT(log.codes, ElementsAre("record_rejected"));
}

TEST(BinXmlTraps, Row32And48_AFewBytesCannotUnfoldWithoutEnd) {
  // A hundred thousand fields per record, a long value in each, in each of many records.
  RawLog raw;
  std::uint32_t definition = 0;
  const auto values = std::vector<EvtxValue>{EvtxValue::String(std::string(4000, 'x'))};
  raw.Add(1, [&](RawBinXml& x) {
    x.FragmentHeader().Template(
        7,
        [](RawBinXml& t) {
          t.OpenInDefinition("Event").CloseStart().OpenInDefinition("EventData").CloseStart();
          for (int i = 0; i < 1500; ++i)
            t.OpenInDefinition("a").CloseStart().Slot(0, EvtxType::kString).End();
          t.End().End();
        },
        values);
    definition = x.last_definition();
    x.EndOfFragment();
  });
  for (std::uint64_t id = 2; id < 5; ++id)
    raw.Add(id, [&](RawBinXml& x) { x.FragmentHeader().Instance(7, definition, values); });
  const ReadLog log = ReadEvtx(raw.Finish());
  EXPECT_GT(log.tally.records_rejected, 0u);
  EXPECT_LT(log.records.size(), 4u);
}

TEST(BinXmlTraps, Row49_AForgedDefinitionForgesNothingElsewhere) {
  // Two chunks with one GUID and other names: each keeps its own.
  const auto log_with = [](const char* name) {
    RawLog raw;
    raw.Add(1, [&](RawBinXml& x) {
      x.FragmentHeader().Template(
          7,
          [&](RawBinXml& t) {
            t.OpenInDefinition("Event").CloseStart().OpenInDefinition("EventData").CloseStart();
            t.OpenInDefinition(name).CloseStart().Slot(0, EvtxType::kString).End().End().End();
          },
          {EvtxValue::String("v")});
      x.EndOfFragment();
    });
    return raw.Finish();
  };
  const std::string both = log_with("Honest") + log_with("Forged").substr(4096);
  const ReadLog log = ReadEvtx(both);
  ASSERT_THAT(log.records, SizeIs(2));
  EXPECT_EQ(log.records[0]["Honest"], "v");
  EXPECT_EQ(log.records[1]["Forged"], "v");
}

TEST(BinXmlTraps, Row51_ARecordAsLargeAsAChunk) {
  support::EventSpec spec = support::SampleEvent(1);
  spec.payload = {support::EventData({{"a", EvtxValue::String(std::string(15000, 'x'))},
                                      {"b", EvtxValue::String(std::string(15000, 'y'))}})};
  const ReadLog log = ReadEvtx(support::WriteEvtx({spec}).bytes);
  EXPECT_EQ(log.records.at(0)["b"], std::string(15000, 'y'));
}

}  // namespace
}  // namespace logonloom
