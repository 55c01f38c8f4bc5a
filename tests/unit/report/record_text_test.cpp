// Records as JSON and XML: hostile names and values stay inside their quotes.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "report/record_json.h"
#include "report/record_xml.h"

namespace logonloom {
namespace {

using testing::HasSubstr;
using testing::Not;

Field Text(std::string_view name, std::string_view path, std::string_view value,
           Section section = Section::kEventData) {
  return {section, name, path, {ValueType::kText, 0, value}};
}

Record RecordOf(std::span<const Field> fields) {
  Record record;
  record.offset = 4608;
  record.header_record_id = 7;
  record.recovery = Recovery::kSlack;
  record.system.provider = "P";
  record.system.event_id = 4624;
  record.system.event_record_id = 42;
  record.fields = fields;
  return record;
}

TEST(RecordAsJson, SaysWhereTheRecordStandsAndKeepsTypes) {
  const Field fields[] = {{Section::kEventData, "LogonType", "Data", {ValueType::kUint, 3, {}}},
                          {Section::kEventData, "Nothing", "Data", {}}};
  const auto json = nlohmann::json::parse(RecordAsJson(RecordOf(fields), "a.evtx"));
  EXPECT_EQ(json["file"], "a.evtx");
  EXPECT_EQ(json["offset"], 4608);
  EXPECT_EQ(json["recovery"], "slack");
  EXPECT_EQ(json["event_record_id"], 42);
  EXPECT_EQ(json["fields"][0]["type"], "uint");
  EXPECT_EQ(json["fields"][0]["value"], "3");
  EXPECT_FALSE(json["fields"][1].contains("value"));
}

TEST(RecordAsJson, LosesNeitherNulNorLoneSurrogate) {
  const std::string value("a\0\xed\xa0\x80", 5);
  const Field fields[] = {Text("x\"}\n", "Data", value)};
  const std::string text = RecordAsJson(RecordOf(fields), "f");
  EXPECT_THAT(text, HasSubstr("a\\u0000\\ud800"));
  EXPECT_THAT(text, HasSubstr("\"x\\\"}\\u000a\""));
  EXPECT_EQ(text.find('\n'), text.size() - 1);
}

TEST(RecordAsXml, EscapesMarkupAndShowsControlCharacters) {
  const Field fields[] = {Text("n\"><x>", "Data", "<b>&\x01")};
  const std::string xml = RecordAsXml(RecordOf(fields), "a--b.evtx");
  EXPECT_THAT(xml,
              HasSubstr("<Data Name=\"n&quot;&gt;&lt;x&gt;\">&lt;b&gt;&amp;\xe2\x90\x81</Data>"));
  EXPECT_THAT(xml, Not(HasSubstr("a--b")));
}

TEST(RecordAsXml, PutsUserDataBackIntoItsElements) {
  const Field fields[] = {Text("User", "EventXML/User", "alice", Section::kUserData),
                          Text("Session", "EventXML/Session", "2", Section::kUserData)};
  EXPECT_THAT(RecordAsXml(RecordOf(fields), "f"),
              HasSubstr("<UserData><EventXML><User>alice</User><Session>2</Session></EventXML>"
                        "</UserData>"));
}

TEST(RecordAsXml, TakesNoNameThatWouldBreakTheDocument) {
  const Field fields[] = {Text("a b", "x y/a b", "v", Section::kUserData)};
  EXPECT_THAT(RecordAsXml(RecordOf(fields), "f"),
              HasSubstr("<Element><Data Name=\"a b\">v</Data></Element>"));
}

}  // namespace
}  // namespace logonloom
