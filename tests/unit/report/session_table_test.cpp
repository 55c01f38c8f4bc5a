#include "report/session_table.h"

#include <gmock/gmock.h>

#include <sstream>

#include "base/time.h"
#include "casedb/case_writer.h"
#include "report/visible_text.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

AccessSession SessionOf(const std::string& user, const char* start) {
  AccessSession session;
  session.host = session.boot = 0;
  session.user.name = user;
  session.kind = SessionKind::kRdp;
  session.start_time = ParseTime(start);
  session.confidence = 1;
  return session;
}

struct Table {
  std::vector<std::string> lines;
};

Table TableOf(BulkList<AccessSession> sessions, const TextLook& look = {}) {
  CaseContents contents;
  contents.correlation.hosts.resize(1);
  contents.correlation.hosts[0].name = "WS01";
  contents.correlation.boots.resize(1);
  contents.correlation.boots[0].host = 0;
  for (std::size_t i = 0; i < sessions.size(); ++i) sessions[i].key = "S-" + std::to_string(i);
  contents.correlation.access_sessions = std::move(sessions);
  const support::TempFolder folder;
  WriteCase(folder / "case.db", contents);
  std::string text;
  Table table;
  WriteSessionTable(CaseReader(folder / "case.db"), {}, TimeZone(), look,
                    [&text](std::string_view part) { text += part; });
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) table.lines.push_back(line);
  return table;
}

// The columns of the terminal at which `word` begins.
std::size_t PlaceOf(const std::string& word, const std::string& line) {
  return DisplayWidth(line.substr(0, line.find(word)));
}

TEST(SessionTable, AlignsWhateverTheNamesAre) {
  const std::string day = "2024-03-04T08:00:0";
  const Table table = TableOf(
      {SessionOf("al", (day + "1Z").c_str()), SessionOf("山田太郎", (day + "2Z").c_str()),
       SessionOf("müller", (day + "3Z").c_str()), SessionOf("\x1b[2J\u202e", (day + "4Z").c_str()),
       SessionOf(std::string(300, 'x'), (day + "5Z").c_str())});
  ASSERT_THAT(table.lines, SizeIs(6));
  for (const std::string& line : table.lines) {
    EXPECT_THAT(line, Not(HasSubstr("\x1b"))) << "nothing steers the terminal";
    EXPECT_NE(line.back(), ' ');
  }
  for (std::size_t i = 1; i < table.lines.size(); ++i)
    EXPECT_EQ(PlaceOf("rdp", table.lines[i]), PlaceOf("KIND", table.lines[0])) << table.lines[i];
  EXPECT_THAT(table.lines[5], HasSubstr("x…"));
}

TEST(SessionTable, IsOrderedByTheFirstSign) {
  AccessSession tried = SessionOf("first", "2024-03-04T09:00:00Z");
  tried.attempt_time = ParseTime("2024-03-04T07:00:00Z");
  const Table table = TableOf({SessionOf("second", "2024-03-04T08:00:00Z"), tried});
  EXPECT_THAT(table.lines, ElementsAre(HasSubstr("USER"), HasSubstr("first"), HasSubstr("second")));
}

TEST(SessionTable, ShowsWhatIsKnownOfUnknownTimes) {
  AccessSession failed = SessionOf("tried", "");
  failed.attempt_time = ParseTime("2024-03-04T07:00:00Z");
  AccessSession open = SessionOf("open", "2024-03-04T08:00:00.9999999Z");
  open.end.lower = ParseTime("2024-03-04T09:30:00Z");
  const AccessSession timeless = SessionOf("timeless", "");
  const Table table = TableOf({failed, open, timeless});
  ASSERT_THAT(table.lines, SizeIs(4));
  const std::string text = table.lines[1] + table.lines[2] + table.lines[3];
  EXPECT_THAT(text, HasSubstr("2024-03-04 07:00:00Z (try)  ?"));
  EXPECT_THAT(text, HasSubstr("2024-03-04 08:00:00Z        > 2024-03-04 09:30:00Z"));
  EXPECT_THAT(text, HasSubstr("established  ?                           ?"));
}

TEST(SessionTable, ShowsAddressWithPortAndHost) {
  AccessSession v4 = SessionOf("a", "2024-03-04T08:00:01Z");
  v4.source_ip = "10.0.0.5";
  v4.source_port = 51877;
  v4.source_host = "KALI";
  AccessSession v6 = SessionOf("b", "2024-03-04T08:00:02Z");
  v6.source_ip = "fe80::1";
  v6.source_port = 4711;
  AccessSession console = SessionOf("c", "2024-03-04T08:00:03Z");
  console.is_local = true;
  const Table table = TableOf({v4, v6, console});
  ASSERT_THAT(table.lines, SizeIs(4));
  EXPECT_THAT(table.lines[1], HasSubstr(" 10.0.0.5:51877 (KALI) "));
  EXPECT_THAT(table.lines[2], HasSubstr(" [fe80::1]:4711 "));
  EXPECT_THAT(table.lines[3], HasSubstr(" local "));
}

TEST(SessionTable, FitsTheTerminalAndKeepsWhatMattersMost) {
  const AccessSession session = SessionOf(std::string(60, 'x'), "2024-03-04T08:00:01Z");
  for (const std::size_t width : {200U, 120U, 100U}) {
    const Table table = TableOf({session}, {width, false});
    ASSERT_THAT(table.lines, SizeIs(2));
    for (const std::string& line : table.lines) EXPECT_LE(DisplayWidth(line), width) << line;
    EXPECT_THAT(table.lines[1], HasSubstr("2024-03-04 08:00:01Z")) << "times stay whole";
    EXPECT_THAT(table.lines[0], HasSubstr("FROM"));
  }
  EXPECT_THAT(TableOf({session}, {80, false}).lines[0], Not(HasSubstr("CONF")));
}

TEST(SessionTable, ColoursOnlyWhenAsked) {
  const AccessSession session = SessionOf("bob", "2024-03-04T08:00:01Z");
  EXPECT_THAT(TableOf({session}).lines[1], Not(HasSubstr("\x1b[")));
  EXPECT_THAT(TableOf({session}, {0, true}).lines[1], HasSubstr("\x1b[36mbob\x1b[0m"));
}

}  // namespace
}  // namespace logonloom
