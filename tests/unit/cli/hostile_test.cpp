// Texts of evidence that want to be more than text, through every command that shows a case.
#include <gmock/gmock.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "casedb/case_reader.h"
#include "casedb/case_writer.h"
#include "report/csv_reader.h"
#include "report/query_library.h"
#include "support/evtx_writer.h"
#include "unit/casedb/full_case.h"
#include "unit/cli/run_logonloom.h"

namespace logonloom {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string kBidi = "\u202e";

std::vector<std::string> HostileTexts() {
  return {"<script>alert(1)</script><img src=x onerror=alert(1)>",
          "</script><!--\"'&@DATA@",
          "=cmd|'/c calc'!A1",
          "\x1b[2J\x1b]0;title\x07\r\nlogonloom: all is well",
          kBidi + "gpj.exe\u2066\u200b",
          "a\"b,c|d;e\tf",
          std::string("\xff\xfe\x00 no UTF-8", 12),
          std::string(65'536, 'n')};
}

class Hostile : public testing::TestWithParam<std::size_t> {
 protected:
  Hostile() { WriteCase(folder_ / "case.db", FullCase(HostileTexts()[GetParam()]).contents); }
  std::string Case() const { return (folder_ / "case.db").string(); }
  std::string Path(const std::string& name) const { return (folder_ / name).string(); }

  static void ExpectTame(const std::string& text, const std::string& what) {
    EXPECT_THAT(text, Not(HasSubstr("\x1b"))) << what;
    EXPECT_THAT(text, Not(HasSubstr("\x07"))) << what;
    EXPECT_THAT(text, Not(HasSubstr(kBidi))) << what;
    EXPECT_THAT(text, Not(HasSubstr("\nlogonloom: all"))) << what << ": a line of its own";
  }

  void ExpectTamePage(const std::vector<std::string>& call) {
    const Output output = RunLogonloom(call);
    EXPECT_EQ(output.status, kComplete) << call[0] << output.err;
    ExpectTame(output.out, call[0]);
    ExpectTame(output.err, call[0]);
    nlohmann::json(output.out).dump();  // throws for what is no UTF-8
  }

  static bool IsFormula(const std::string& field) {
    return !field.empty() && std::string_view("=+-@\t\r").find(field[0]) != std::string::npos &&
           field.find_first_not_of("-0123456789.e") != std::string::npos;
  }

  static void ExpectWholeRows(const std::string& csv, const std::string& what) {
    std::istringstream stream(csv);
    CsvReader reader(stream, ',');
    CsvRow row;
    ASSERT_TRUE(reader.Next(row)) << what;
    const std::size_t columns = row.fields.size();
    while (reader.Next(row)) {
      EXPECT_EQ(row.fields.size(), columns) << what;
      EXPECT_EQ(row.line_end, "\r\n") << what;
      for (const std::string& field : row.fields)
        EXPECT_FALSE(IsFormula(field)) << what << ": " << field.substr(0, 100);
    }
  }

  static void ExpectJsonLines(const std::string& text, const std::string& what) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
      EXPECT_TRUE(nlohmann::json::accept(line)) << what << ": " << line.substr(0, 200);
  }

  static std::string Quoted(const std::string& text) {
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
  }

  support::TempFolder folder_;
};

TEST_P(Hostile, ShowsAsTextOnTheTerminal) {
  ExpectTamePage({"sessions", Case(), "--all"});
  ExpectTamePage({"show", Case(), "1", "--all"});
  ExpectTamePage({"explain", Case(), "1", "--all"});
  ExpectTamePage({"coverage", Case()});
  ExpectTamePage({"at", Case(), "*", "2024-01-01T00:00Z"});
  for (const NamedQuery& query : QueryLibrary({})) ExpectTamePage({"query", Case(), query.name});
}

TEST_P(Hostile, IsDataInTheHtmlReport) {
  ASSERT_EQ(RunLogonloom({"report", Case(), "-o", Path("r.html"), "--all", "--title",
                          HostileTexts()[GetParam()]})
                .status,
            kComplete);
  const std::string page = support::ReadWholeFile(Path("r.html"));
  ExpectTame(page, "report");
  EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(page, Not(HasSubstr("</script><!--")));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  const std::string open = "id=\"data\">";
  const std::size_t begin = page.find(open) + open.size();
  EXPECT_TRUE(nlohmann::json::accept(page.substr(begin, page.find("</script>", begin) - begin)));
}

TEST_P(Hostile, StaysInItsCellOfEveryProfile) {
  for (const char* view : {"sessions", "timeline", "activity"}) {
    const Output ecs = RunLogonloom({"export", Case(), view, "--profile", "ecs"});
    std::istringstream lines(ecs.out);
    for (std::string line; std::getline(lines, line);)
      EXPECT_TRUE(nlohmann::json::accept(line)) << line.substr(0, 200);
    for (const char* profile : {"tln", "bodyfile"}) {
      const Output piped = RunLogonloom({"export", Case(), view, "--profile", profile});
      const auto separators = std::string_view(profile) == "tln" ? 4 : 10;
      std::istringstream rows(piped.out);
      for (std::string row; std::getline(rows, row);)
        EXPECT_EQ(std::count(row.begin(), row.end(), '|'), separators) << row.substr(0, 200);
    }
    const Output csv = RunLogonloom({"export", Case(), view, "--profile", "timesketch"});
    EXPECT_THAT(csv.out, Not(HasSubstr(",=cmd"))) << "no formula";
  }
  EXPECT_EQ(RunLogonloom({"export", Case(), "--profile", "xlsx", "-o", Path("c.xlsx")}).status,
            kComplete);
}

// Each row has as many cells as the header, and none is a formula.
TEST_P(Hostile, StaysInItsCellOfEveryView) {
  for (const std::string& view : CaseReader::ViewNames()) {
    ExpectWholeRows(RunLogonloom({"export", Case(), view}).out, view);
    ExpectJsonLines(RunLogonloom({"export", Case(), view, "--format", "jsonl"}).out, view);
  }
  ExpectWholeRows(RunLogonloom({"sessions", Case(), "--all", "--format", "csv"}).out, "sessions");
  ExpectJsonLines(RunLogonloom({"sessions", Case(), "--all", "--format", "jsonl"}).out, "sessions");
  if (HostileTexts()[GetParam()].size() > 1000) return;  // megabytes, and nothing new
  for (const NamedQuery& query : QueryLibrary({})) {
    ExpectWholeRows(RunLogonloom({"query", Case(), query.name, "--format", "csv"}).out, query.name);
    ExpectJsonLines(RunLogonloom({"query", Case(), query.name, "--format", "jsonl"}).out,
                    query.name);
  }
}

// In the timeline, in what the case adds to it, and in the names of its columns.
TEST_P(Hostile, StaysInItsCellOfAnAttributedTimeline) {
  const std::string text = HostileTexts()[GetParam()];
  std::string host;
  CaseReader(Case()).ForEachRow("hosts", {}, "", [&](const std::vector<Cell>& cells) {
    host = std::get<std::string_view>(cells[1]);
  });
  std::string timeline = "datetime,host,user," + Quoted(text) + "\r\n";
  for (const std::string& user : {std::string(), text, std::string("nobody")})
    timeline += "1709600012," + Quoted(host) + "," + Quoted(user) + "," + Quoted(text) + "\r\n";
  support::WriteFile(Path("t.csv"), timeline);
  const Output output = RunLogonloom({"attribute", Case(), Path("t.csv"), "-o", Path("o.csv")});
  EXPECT_EQ(output.status, kComplete) << output.err;
  ExpectTame(output.err, "attribute");
  std::istringstream written(support::ReadWholeFile(Path("o.csv"))), given(timeline);
  CsvReader rows(written, ','), before(given, ',');
  CsvRow row, old;
  std::size_t attributed = 0;
  while (before.Next(old)) {
    ASSERT_TRUE(rows.Next(row));
    EXPECT_EQ(row.fields.size(), 10u);
    EXPECT_EQ(row.raw.substr(0, old.raw.size()), old.raw) << "unchanged";
    for (std::size_t i = 4; i < row.fields.size(); ++i) EXPECT_FALSE(IsFormula(row.fields[i]));
    if (row.fields.size() > 5 && row.fields[5].starts_with("S-")) ++attributed;
  }
  EXPECT_FALSE(rows.Next(row));
  EXPECT_GT(attributed, 0u) << output.err;
}

INSTANTIATE_TEST_SUITE_P(Texts, Hostile, testing::Range<std::size_t>(0, 8));

}  // namespace
}  // namespace logonloom
