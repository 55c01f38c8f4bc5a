// Texts out of evidence are data: they come out as they went in.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "base/code_points.h"
#include "base/text.h"
#include "casedb/case_reader.h"
#include "casedb/case_writer.h"
#include "full_case.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

using support::TempFolder;
using testing::Each;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> Column(const std::filesystem::path& case_path, const std::string& view,
                                const std::string& column) {
  const CaseReader reader(case_path);
  const auto columns = reader.Columns(view);
  const auto at =
      static_cast<std::size_t>(std::find(columns.begin(), columns.end(), column) - columns.begin());
  std::vector<std::string> texts;
  reader.ForEachRow(view, "", "", [&](const std::vector<Cell>& cells) {
    texts.emplace_back(std::get<std::string_view>(cells.at(at)));
  });
  return texts;
}

struct Place {
  const char* view;
  const char* column;
};

constexpr Place kPlaces[] = {
    {"evidence_files", "path"},
    {"evidence_files", "message"},
    {"hosts", "name"},
    {"hosts", "domain"},
    {"sessions", "host"},
    {"sessions", "user_name"},
    {"sessions", "user_domain"},
    {"sessions", "user_sid"},
    {"sessions", "source_host"},
    {"logon_sessions", "user_name"},
    {"logon_sessions", "process_name"},
    {"logon_sessions", "outbound_user"},
    {"local_sessions", "user_name"},
    {"token_privileges", "privilege"},
    {"activity", "process_name"},
    {"activity", "command_line"},
    {"activity", "parent_process_name"},
    {"activity", "user_name"},
    {"session_events", "file"},
    {"coverage", "channel"},
    {"gaps", "channel"},
    {"warnings", "message"},
    {"warnings", "host"},
    {"case_info", "command_line"},
    {"case_info", "evidence_roots"},
};

const std::string kHostileTexts[] = {
    "'); DROP TABLE file;--",  "\"` /* -- */ ' || x'00' ;",   std::string("a\0b", 3),
    "\x1b[2J\r\n\t\x7f",       "lone \xed\xa0\x80 surrogate", "no \xff\xfe\xc0\x80 UTF-8",
    "\xf0\x9f\x98\x80 \u202e", "?1 :name @name $name %s %n",  " both ends ",
};

// Files are found again by their paths, which therefore stay as they are.
bool IsPath(std::string_view column) {
  return column == "path" || column == "file" || column == "container_path";
}

class HostileText : public testing::TestWithParam<std::string> {};

// But for what is no UTF-8, which those who read a case with other programs would stop at.
TEST_P(HostileText, ComesOutUnchanged) {
  const TempFolder folder;
  const FullCase full(GetParam());
  WriteCase(folder / "case.db", full.contents);
  for (const auto& [view, column] : kPlaces) {
    const auto texts = Column(folder / "case.db", view, column);
    EXPECT_THAT(texts, Not(IsEmpty())) << view;
    EXPECT_THAT(texts, Each(IsPath(column) ? GetParam() : AsValidUtf8(GetParam())))
        << view << '.' << column;
  }
}

TEST_P(HostileText, IsValidUtf8InAllViews) {
  const TempFolder folder;
  const FullCase full(GetParam());
  WriteCase(folder / "case.db", full.contents);
  const CaseReader reader(folder / "case.db");
  for (const std::string& view : CaseReader::ViewNames()) {
    const auto columns = reader.Columns(view);
    reader.ForEachRow(view, "", "", [&](const std::vector<Cell>& cells) {
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto* const text = std::get_if<std::string_view>(&cells[i]);
        if (text == nullptr || IsPath(columns[i])) continue;
        EXPECT_TRUE(IsValidUtf8(*text)) << view << '.' << columns[i] << ": " << *text;
      }
    });
  }
}

// JSON knows valid UTF-8 only; what is none is shown as U+FFFD there.
TEST_P(HostileText, LeavesJsonReadable) {
  const TempFolder folder;
  const FullCase full(GetParam());
  WriteCase(folder / "case.db", full.contents);
  const bool valid = GetParam().find_first_of("\xed\xff") == std::string::npos;
  for (const auto& [view, column] : {Place{"hosts", "aliases"}, Place{"attempt_groups", "users"},
                                     Place{"attempt_groups", "sources"}}) {
    const auto list = nlohmann::json::parse(Column(folder / "case.db", view, column).at(0));
    ASSERT_EQ(list.size(), 1u);
    const auto text = list[0].get<std::string>();
    EXPECT_EQ(text == GetParam(), valid) << text;
    EXPECT_EQ(text.find("\xef\xbf\xbd") == std::string::npos, valid) << text;
  }
}

INSTANTIATE_TEST_SUITE_P(Texts, HostileText, testing::ValuesIn(kHostileTexts));

TEST(WriteCase, KeepsMachinesApartWhoseNamesAreTheSame) {
  const TempFolder folder;
  CaseContents contents;
  contents.correlation.hosts.resize(3);
  contents.correlation.hosts[1].name = "(unknown)";
  contents.correlation.hosts[2].name = "(unknown) (2)";
  WriteCase(folder / "case.db", contents);
  EXPECT_THAT(Column(folder / "case.db", "hosts", "name"),
              testing::ElementsAre("(unknown)", "(unknown) (2)", "(unknown) (2) (2)"));
}

TEST(WriteCase, KeepsNamesApartThatAreNoUtf8) {
  const TempFolder folder;
  CaseContents contents;
  contents.correlation.hosts.resize(2);
  contents.correlation.hosts[0].name = "a\xed\xa0\x80";
  contents.correlation.hosts[1].name = "a\xed\xa0\x81";
  WriteCase(folder / "case.db", contents);
  EXPECT_THAT(Column(folder / "case.db", "hosts", "name"),
              testing::ElementsAre("a\xef\xbf\xbd" "d800", "a\xef\xbf\xbd" "d801"));
}

TEST(WriteCase, KeepsAllSixtyFourBitsOfALogonId) {
  const TempFolder folder;
  FullCase full;
  full.contents.correlation.logon_sessions[0].logon_id = 0xfedc'ba98'7654'3210;
  full.contents.correlation.logon_sessions[1].logon_id = 0;
  WriteCase(folder / "case.db", full.contents);
  const auto ids = Column(folder / "case.db", "logon_sessions", "logon_id");
  EXPECT_EQ(ids.at(0), "0xfedcba9876543210");
  EXPECT_EQ(ids.at(1), "0x0");
}

}  // namespace
}  // namespace logonloom
