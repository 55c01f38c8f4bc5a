#include "activity/planned_commands.h"

#include <gtest/gtest.h>

namespace logonloom {
namespace {

TEST(PlannedCommands, AreKnownByTheTextsAroundTheirVariables) {
  EXPECT_TRUE(IsCommandOf("%COMSPEC% /b /c start /min powershell.exe -nop",
                          "C:\\Windows\\system32\\cmd.exe /b /c start /min powershell.exe -nop"));
  EXPECT_TRUE(IsCommandOf("%COMSPEC% /c cd > %TEMP%\\x.bat & %COMSPEC% /c %TEMP%\\x.bat",
                          "C:\\cmd.exe /c cd > C:\\T\\x.bat & C:\\cmd.exe /c C:\\T\\x.bat"));
  EXPECT_FALSE(IsCommandOf("%COMSPEC% /c a.bat", "C:\\Windows\\system32\\cmd.exe /c b.bat"));
  EXPECT_FALSE(IsCommandOf("%SystemRoot%\\a.exe -x", "C:\\Windows\\a.exe -x -y"));
}

TEST(PlannedCommands, MayHaveTheirProgramWrittenInAnotherWay) {
  EXPECT_TRUE(IsCommandOf("\"C:\\a dir\\tool.exe\" -x", "\"c:\\A Dir\\TOOL.exe\" -x"));
  EXPECT_TRUE(IsCommandOf("cmd.exe /c x", "C:\\Windows\\System32\\cmd.exe /c x"));
  EXPECT_TRUE(IsCommandOf("C:\\x\\tool.exe", "\"C:\\x\\tool.exe\""));
}

TEST(PlannedCommands, KeepSingleSignsOfPercent) {
  EXPECT_TRUE(IsCommandOf("a.exe 100% of 5% x", "a.exe 100% of 5% x"));
  EXPECT_FALSE(IsCommandOf("a.exe 100% of 5% x", "a.exe 100 x"));
}

TEST(PlannedCommands, OfVariablesAloneOrOfNothingTellNothing) {
  EXPECT_FALSE(IsCommandOf("%COMSPEC%", "C:\\Windows\\system32\\cmd.exe /c x"));
  EXPECT_FALSE(IsCommandOf("", ""));
  EXPECT_FALSE(IsCommandOf("a.exe", ""));
}

TEST(PlannedCommands, NameTheirProgram) {
  EXPECT_TRUE(IsProgramOf("%COMSPEC% /c start powershell.exe", "C:\\Windows\\System32\\cmd.exe"));
  EXPECT_FALSE(IsProgramOf("%COMSPEC% /c start powershell.exe", "C:\\x\\powershell.exe"));
  EXPECT_TRUE(IsProgramOf("C:\\Program Files\\a b\\x.exe -k", "C:\\Program Files\\a b\\X.EXE"));
  EXPECT_TRUE(IsProgramOf("\"%SystemRoot%\\PSEXESVC.exe\" -x", "C:\\Windows\\PSEXESVC.exe"));
}

}  // namespace
}  // namespace logonloom
