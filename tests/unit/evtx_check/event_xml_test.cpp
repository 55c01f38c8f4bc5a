#include "evtx_check/event_xml.h"

#include <gtest/gtest.h>

namespace logonloom {
namespace {

constexpr char kSystem[] =
    "<System><Provider Name='P' Guid='{11111111-2222-3333-4444-555555555555}'/>"
    "<EventID Qualifiers='16384'>7036</EventID><Keywords>0x8080000000000000</Keywords>"
    "<TimeCreated SystemTime='2024-03-04T08:01:02.1234567Z'/><EventRecordID>42</EventRecordID>"
    "<Correlation ActivityID='{f420b5d2-097c-4efe-966c-9a9683030000}'/>"
    "<Execution ProcessID='4' ThreadID='8'/><Channel>System</Channel><Computer>WS01</Computer>"
    "<Security UserID='S-1-5-18'/></System>";

struct Parsed {
  std::string xml;
  EventXmlParser parser;
  Record record;
  std::string reason;
  explicit Parsed(const std::string& payload)
      : xml("<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>") {
    xml.append(kSystem).append(payload).append("</Event>");
    reason = parser.Read(xml, record);
  }
};

TEST(EventXml, ReadsTheSystemElement) {
  const Parsed p("<EventData/>");
  ASSERT_EQ(p.reason, "");
  EXPECT_EQ(p.record.system.provider, "P");
  EXPECT_EQ(p.record.system.event_id, 7036u);
  EXPECT_EQ(p.record.system.qualifiers, 16384u);
  EXPECT_EQ(p.record.system.keywords, 0x8080000000000000u);
  EXPECT_EQ(p.record.system.event_record_id, 42u);
  EXPECT_EQ(p.record.system.activity_id, "{F420B5D2-097C-4EFE-966C-9A9683030000}");
  EXPECT_EQ(p.record.system.process_id, 4u);
  EXPECT_EQ(p.record.system.user_sid, "S-1-5-18");
}

TEST(EventXml, KeepsNamelessAndRepeatedDataInTheirOrder) {
  const Parsed p(
      "<EventData><Data>a</Data><Data Name='n'>1</Data><Data Name='n'>2</Data></EventData>");
  ASSERT_EQ(p.record.fields.size(), 3u);
  EXPECT_EQ(p.record.fields[0].name, "");
  EXPECT_EQ(p.record.fields[1].value.bytes, "1");
  EXPECT_EQ(p.record.fields[2].value.bytes, "2");
}

TEST(EventXml, UnescapesEntitiesAndKeepsWhiteSpace) {
  const Parsed p("<EventData><Data Name='n'> &lt;b&gt; &amp; &#x41; </Data></EventData>");
  EXPECT_EQ(p.record.fields[0].value.bytes, " <b> & A ");
}

TEST(EventXml, WalksUserDataAndRenderingInfo) {
  const Parsed p(
      "<UserData><EventXML xmlns='x' kind='k'><User>u</User></EventXML></UserData>"
      "<RenderingInfo><Message>m</Message></RenderingInfo>");
  ASSERT_EQ(p.record.fields.size(), 3u);
  EXPECT_EQ(p.record.fields[0].name, "kind");
  EXPECT_EQ(p.record.fields[1].path, "EventXML/User");
  EXPECT_EQ(p.record.fields[2].section, Section::kRenderingInfo);
}

TEST(EventXml, TellsTheSectionsApart) {
  const Parsed p(
      "<ProcessingErrorData><ErrorCode>15005</ErrorCode></ProcessingErrorData>"
      "<BinaryEventData>CAFE</BinaryEventData><EventData><Binary>00</Binary></EventData>");
  ASSERT_EQ(p.record.fields.size(), 3u);
  EXPECT_EQ(p.record.fields[0].section, Section::kProcessingErrorData);
  EXPECT_EQ(p.record.fields[0].name, "ErrorCode");
  EXPECT_EQ(p.record.fields[1].section, Section::kOther);
  EXPECT_EQ(p.record.fields[1].value.bytes, "CAFE");
  EXPECT_EQ(p.record.fields[2].section, Section::kEventData);
  EXPECT_EQ(p.record.fields[2].name, "Binary");
}

TEST(EventXml, JoinsThePiecesOfAText) {
  const Parsed p("<EventData><Data>a<![CDATA[<b>]]>c</Data></EventData>");
  ASSERT_EQ(p.record.fields.size(), 1u);
  EXPECT_EQ(p.record.fields[0].value.bytes, "a<b>c");
}

TEST(EventXml, TakesNothingOverFromTheEventBefore) {
  Parsed p("<EventData><Data Name='n'>1</Data></EventData>");
  ASSERT_EQ(p.parser.Read("<Event><System><EventID>5</EventID></System></Event>", p.record), "");
  EXPECT_EQ(p.record.system.event_id, 5u);
  EXPECT_EQ(p.record.system.computer, "");
  EXPECT_EQ(p.record.system.event_record_id, std::nullopt);
  EXPECT_TRUE(p.record.fields.empty());
}

TEST(EventXml, GivesUpNeitherStackNorSenseAtDeepNesting) {
  std::string open, close;
  for (int i = 0; i < 50'000; ++i) {
    open += "<a>";
    close += "</a>";
  }
  const Parsed p("<UserData>" + open + "x" + close + "</UserData>");
  EXPECT_EQ(p.reason, "");
  ASSERT_EQ(p.record.fields.size(), 1u);
  EXPECT_LT(p.record.fields[0].path.size(), 1000u);
}

TEST(EventXml, NoBeginningOfAnEventPassesForTheWhole) {
  const std::string whole = Parsed("<EventData><Data Name='n'>&amp;</Data></EventData>").xml;
  EventXmlParser parser;
  Record record;
  EXPECT_EQ(parser.Read(whole, record), "");
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_NE(parser.Read(whole.substr(0, size), record), "") << size;
}

TEST(EventXml, SaysWhyItCannotReadSomething) {
  EventXmlParser parser;
  Record record;
  EXPECT_NE(parser.Read("<Event><System>", record), "");
  EXPECT_NE(parser.Read("<Other/>", record), "");
  EXPECT_NE(parser.Read("<Event/>", record), "");
  EXPECT_NE(parser.Read("", record), "");
}

}  // namespace
}  // namespace logonloom
