#include "exported/json_event.h"

#include <gmock/gmock.h>

#include "base/time.h"
#include "model/value_text.h"

namespace logonloom {
namespace {

std::string FieldOf(const Record& record, std::string_view name) {
  for (const Field& field : record.fields)
    if (field.name == name) return ValueText(field.value);
  return "(none)";
}

// One 4624 as each exporter writes it.
constexpr const char* kEvtxDump = R"({"Event":{"#attributes":{"xmlns":
"http://schemas.microsoft.com/win/2004/08/events/event"},"System":{"Provider":{"#attributes":{"Name":
"Microsoft-Windows-Security-Auditing","Guid":"54849625-5478-4994-A5BA-3E3B0328C30D"}},"EventID":4624,
"Version":2,"Level":0,"Task":12544,"Opcode":0,"Keywords":"0x8020000000000000","TimeCreated":
{"#attributes":{"SystemTime":"2021-03-01T08:00:00.123456Z"}},"EventRecordID":77,"Correlation":
{"#attributes":{"ActivityID":"f4203a2c-9d8e-4d51-b1a4-6f4e1c3b0000"}},"Execution":{"#attributes":
{"ProcessID":640,"ThreadID":700}},"Channel":"Security","Computer":"WS01","Security":null},"EventData":
{"TargetUserName":"alice","TargetLogonId":"0x5000","LogonType":3}}})";

constexpr const char* kWinlogbeat = R"({"@timestamp":"2021-03-01T08:00:00.123Z","event":{"created":
"2021-03-02T09:00:00.000Z"},"winlog":{"channel":
"Security","event_id":"4624","provider_name":"Microsoft-Windows-Security-Auditing","provider_guid":
"{54849625-5478-4994-a5ba-3e3b0328c30d}","record_id":77,"computer_name":"WS01","version":2,
"activity_id":"{F4203A2C-9D8E-4D51-B1A4-6F4E1C3B0000}","process":{"pid":640,"thread":{"id":700}},
"event_data":{"TargetUserName":"alice","TargetLogonId":"0x5000","LogonType":"3"}}})";

constexpr const char* kVelociraptor = R"({"System":{"Provider":{"Name":
"Microsoft-Windows-Security-Auditing","Guid":"54849625-5478-4994-A5BA-3E3B0328C30D"},"EventID":
{"Value":4624},"Version":2,"TimeCreated":{"SystemTime":1614585600.123456},"EventRecordID":77,
"Correlation":{"ActivityID":"F4203A2C-9D8E-4D51-B1A4-6F4E1C3B0000"},"Execution":{"ProcessID":640,
"ThreadID":700},"Channel":"Security","Computer":"WS01"},"EventData":{"TargetUserName":"alice",
"TargetLogonId":20480,"LogonType":3},"Message":"An account was logged on"})";

constexpr const char* kEvtxECmd = R"({"PayloadData1":"Target: CORP\\alice","Channel":"Security",
"Provider":"Microsoft-Windows-Security-Auditing","EventId":4624,"EventRecordId":"77","ProcessId":640,
"ThreadId":700,"Level":"LogAlways","Computer":"WS01","TimeCreated":"2021-03-01T08:00:00.1234560+00:00",
"Payload":"{\"EventData\":{\"Data\":[{\"@Name\":\"TargetUserName\",\"#text\":\"alice\"},{\"@Name\":
\"TargetLogonId\",\"#text\":\"0x5000\"},{\"@Name\":\"LogonType\",\"#text\":\"3\"}]}}"})";

constexpr const char* kNxlog = R"({"EventTime":"2021-03-01T08:00:00.123456+00:00","Hostname":"WS01",
"EventID":4624,"SourceName":"Microsoft-Windows-Security-Auditing","Version":2,"Channel":"Security",
"RecordNumber":77,"ExecutionProcessID":640,"ExecutionThreadID":700,"ActivityID":
"{F4203A2C-9D8E-4D51-B1A4-6F4E1C3B0000}","TargetUserName":"alice","TargetLogonId":"0x5000",
"LogonType":"3","EventReceivedTime":"2021-03-01T08:00:01+00:00"})";

constexpr const char* kProperties = R"({"EventSourceName":"Microsoft-Windows-Security-Auditing",
"Provider":"Microsoft-Windows-Security-Auditing","Level":"0","Channel":"Security","Computer":"WS01",
"TimeCreated":"2021-03-01T08:00:00.123Z","TimeGenerated":"2021-03-01T10:00:00.123Z","EventRecordID":
"77","EventID":4624,"Message":"An account was logged on","EventData":"<EventData/>","TargetUserName":
"alice","TargetLogonId":"0x5000","LogonType":"3"})";

constexpr const char* kVelociraptorHunt = R"({"EventTime":"2021-03-01T08:00:00.123Z","Computer":
"WS01","Channel":"Security","Provider":"Microsoft-Windows-Security-Auditing","EventID":4624,
"EventRecordID":77,"UserSID":null,"Username":null,"EventData":{"TargetUserName":"alice",
"TargetLogonId":20480,"LogonType":3},"UserData":null,"Message":"An account was logged on","OSPath":
"C:\\x.evtx","Hostname":"WS01"})";

// Attributes as «@», as converters of XML write them.
constexpr const char* kXmlAsJson = R"({"Event":{"@xmlns":
"http://schemas.microsoft.com/win/2004/08/events/event","System":{"Provider":{"@Name":
"Microsoft-Windows-Security-Auditing","@Guid":"{54849625-5478-4994-A5BA-3E3B0328C30D}"},"EventID":
{"@Qualifiers":"","#text":"4624"},"Version":"2","TimeCreated":{"@SystemTime":
"2021-03-01 08:00:00.123456"},"EventRecordID":"77","Correlation":{"@ActivityID":
"{F4203A2C-9D8E-4D51-B1A4-6F4E1C3B0000}"},"Execution":{"@ProcessID":"640","@ThreadID":"700"},
"Channel":"Security","Computer":"WS01","Security":{"@UserID":""}},"EventData":{"Data":[{"@Name":
"TargetUserName","#text":"alice"},{"@Name":"TargetLogonId","#text":"0x5000"},{"@Name":"LogonType",
"#text":"3"}]}}})";

class EveryExporter : public testing::TestWithParam<const char*> {};

TEST_P(EveryExporter, GivesTheSameRecord) {
  std::string line = GetParam();
  std::erase(line, '\n');
  JsonEventParser parser;
  Record record;
  ASSERT_EQ(parser.Read(line, record), "");
  EXPECT_EQ(record.system.provider, "Microsoft-Windows-Security-Auditing");
  EXPECT_EQ(record.system.event_id, 4624u);
  EXPECT_EQ(record.system.event_record_id, 77u);
  EXPECT_EQ(record.system.channel, "Security");
  EXPECT_EQ(record.system.computer, "WS01");
  EXPECT_EQ(record.system.process_id.value_or(640), 640u);
  ASSERT_TRUE(record.system.time_created);
  EXPECT_EQ(FormatTime(*record.system.time_created).substr(0, 23), "2021-03-01T08:00:00.123");
  EXPECT_EQ(FieldOf(record, "TargetUserName"), "alice");
  EXPECT_THAT(FieldOf(record, "TargetLogonId"), testing::AnyOf("0x5000", "20480"));
  EXPECT_EQ(FieldOf(record, "LogonType"), "3");
  for (const char* own : {"Hostname", "Message", "Computer", "EventData"})
    EXPECT_EQ(FieldOf(record, own), "(none)") << own;
  EXPECT_THAT(std::string(record.system.activity_id),
              testing::AnyOf("", "{F4203A2C-9D8E-4D51-B1A4-6F4E1C3B0000}"));
}

INSTANTIATE_TEST_SUITE_P(JsonEvent, EveryExporter,
                         testing::Values(kEvtxDump, kWinlogbeat, kVelociraptor, kEvtxECmd, kNxlog,
                                         kProperties, kVelociraptorHunt, kXmlAsJson));

TEST(JsonEvent, UserDataKeepsItsElementsAndAttributes) {
  JsonEventParser parser;
  Record record;
  ASSERT_EQ(parser.Read(R"({"Event":{"System":{"Provider":{"#attributes":{"Name":"P"}},"EventID":
21,"Channel":"C"},"UserData":{"EventXML":{"#attributes":{"xmlns":"Event_NS"},"User":"CORP\\bob",
"SessionID":2}}}})",
                        record),
            "");
  EXPECT_EQ(FieldOf(record, "User"), "CORP\\bob");
  ASSERT_EQ(record.fields.size(), 2u);
  EXPECT_EQ(record.fields[0].section, Section::kUserData);
  EXPECT_EQ(record.fields[0].path, "EventXML/User");  // in the order of the record
}

std::string TimeOf(const std::string& line) {
  JsonEventParser parser;
  Record record;
  EXPECT_EQ(parser.Read(line, record), "");
  return record.system.time_created ? FormatTime(*record.system.time_created) : "(none)";
}

TEST(JsonEvent, TimesGoByTheirZoneAndThoseOfSystemAreUtc) {
  const std::string flat = R"({"SourceName":"P","Channel":"C","EventID":1,"EventTime":")";
  EXPECT_EQ(TimeOf(flat + R"(2021-03-31T12:03:46.974060+03:00"})"), "2021-03-31T09:03:46.9740600Z");
  EXPECT_EQ(TimeOf(flat + R"(2021-03-31 12:03:46"})"), "(none)");
  EXPECT_EQ(TimeOf(R"({"System":{"Provider":{"Name":"P"},"EventID":1,"TimeCreated":{"SystemTime":)"
                   R"("2021-03-31 12:03:46.974060"}}})"),
            "2021-03-31T12:03:46.9740600Z");
}

TEST(JsonEvent, ADocumentOfElasticsearchHoldsTheEvent) {
  JsonEventParser parser;
  Record record;
  std::string line = R"({"_index":"winlogbeat","_id":"x","_source":)" + std::string(kWinlogbeat) + "}";
  std::erase(line, '\n');
  ASSERT_EQ(parser.Read(line, record), "");
  EXPECT_EQ(record.system.event_record_id, 77u);
  EXPECT_EQ(FieldOf(record, "TargetUserName"), "alice");
}

// As the modules of Winlogbeat and Elastic Agent write them.
constexpr const char* kModuleLogon = R"({"@timestamp":"2021-03-01T08:00:00.123Z","process":
{"executable":"C:\\Windows\\System32\\svchost.exe","pid":912},"source":{"domain":"LAPTOP","ip":
"203.0.113.9","port":0},"user":{"domain":"CORP","id":"S-1-5-21-1-2-3-1105","name":"alice"},"winlog":
{"channel":"Security","event_id":"4624","provider_name":"Microsoft-Windows-Security-Auditing",
"event_data":{"TargetLogonId":"0x5000","LogonType":"10","PrivilegeList":["SeA","SeB"]}}})";

constexpr const char* kModuleConnection = R"({"@timestamp":"2021-03-01T08:00:00.123Z","process":
{"entity_id":"{a}","executable":"C:\\x.exe","pid":912},"network":{"direction":"egress","transport":
"tcp"},"source":{"ip":"10.0.0.5","port":50123},"destination":{"ip":"10.0.0.9","port":445},"user":
{"domain":"CORP","name":"alice"},"winlog":{"channel":"Microsoft-Windows-Sysmon/Operational",
"event_id":3,"provider_name":"Microsoft-Windows-Sysmon","event_data":{"ProcessId":"7"}}})";

TEST(JsonEvent, FieldsThatAModuleMovedArePutBack) {
  JsonEventParser parser;
  Record record;
  const auto read = [&](std::string line) {
    std::erase(line, '\n');
    ASSERT_EQ(parser.Read(line, record), "");
  };
  read(kModuleLogon);
  EXPECT_EQ(FieldOf(record, "TargetUserName"), "alice");
  EXPECT_EQ(FieldOf(record, "TargetUserSid"), "S-1-5-21-1-2-3-1105");
  EXPECT_EQ(FieldOf(record, "IpAddress"), "203.0.113.9");
  EXPECT_EQ(FieldOf(record, "WorkstationName"), "LAPTOP");
  EXPECT_EQ(FieldOf(record, "ProcessId"), "912");
  EXPECT_EQ(FieldOf(record, "ProcessName"), "C:\\Windows\\System32\\svchost.exe");
  EXPECT_EQ(FieldOf(record, "PrivilegeList"), "SeA SeB");
  read(kModuleConnection);
  EXPECT_EQ(FieldOf(record, "User"), "CORP\\alice");
  EXPECT_EQ(FieldOf(record, "Initiated"), "true");
  EXPECT_EQ(FieldOf(record, "DestinationPort"), "445");
  EXPECT_EQ(FieldOf(record, "ProcessId"), "7");  // what stands in the data goes first
}

TEST(JsonEvent, RefusesWhatIsNoEvent) {
  JsonEventParser parser;
  Record record;
  for (const char* line : {"", "{", "[]", "7", "{}", R"({"a":1})", R"({"Event":7})",
                           R"({"System":[]})",
                           R"({"Provider":"P","Channel":"C"})", R"({"winlog":null})"})
    EXPECT_NE(parser.Read(line, record), "") << line;
}

}  // namespace
}  // namespace logonloom
