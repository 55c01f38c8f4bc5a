// Texts of evidence that want to be more than text, through every command that shows a case.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "casedb/case_reader.h"
#include "casedb/case_writer.h"
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

INSTANTIATE_TEST_SUITE_P(Texts, Hostile, testing::Range<std::size_t>(0, 8));

}  // namespace
}  // namespace logonloom
