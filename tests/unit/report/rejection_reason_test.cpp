// The rules by which a record is not of a session, one case each.
#include "report/rejection_reason.h"

#include <gmock/gmock.h>

#include <map>

#include "base/time.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

using testing::HasSubstr;

static_assert(kConnectionToDesktop == Seconds(kConnectionCounts));
static_assert(kAttemptPause == Seconds(kFailureCounts));

class Row {
 public:
  explicit Row(const std::map<std::string, std::string>& cells) {
    std::vector<std::string> names;
    std::vector<Cell> values;
    for (const auto& [name, value] : cells) {
      names.push_back(name);
      const bool number = name == "ticks" || name == "event_id";
      values.push_back(number ? Cell(std::int64_t{std::stoll(value)})
                              : Cell(std::string_view(value)));
    }
    places_ = std::make_unique<RowPlaces>(names);
    row_ = RowCopy(*places_, values);
  }
  const RowCopy& operator*() const { return row_; }

 private:
  std::unique_ptr<RowPlaces> places_;
  RowCopy row_;
};

using Cells = std::map<std::string, std::string>;

constexpr const char* kRcm = "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational";
constexpr const char* kLsm = "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational";

Cells Session() {
  return {{"session_id", "5"},          {"boot_id", "2"},
          {"own_boot", "1"},            {"logon_id", "0x100"},
          {"linked_logon_id", "0xf0"},  {"ts_session_id", "3"},
          {"local_session_id", "7"},    {"connection_id", "{A}"},
          {"user_name", "bob"},         {"source_ip", "10.0.0.7"},
          {"kind", "rdp"},              {"start_time", "2024-03-05T21:43:50.0000000Z"}};
}

// What a candidate has in common with the session, but for `others`.
std::string Why(const char* channel, int event_id, const Cells& others, bool begin,
                double seconds_ahead = 0) {
  Cells cells = Session();
  cells["channel"] = channel;
  cells["event_id"] = std::to_string(event_id);
  const FileTime start = *ParseTime("2024-03-05T21:43:50Z");
  cells["ticks"] = std::to_string((start - Seconds(seconds_ahead)).ticks);
  for (const auto& [name, value] : others) cells[name] = value;
  return RejectionReason(*Row(Session()), *Row(cells), begin);
}

TEST(RejectionReason, ALogoffNamesAnotherLogonId) {
  EXPECT_EQ(Why("Security", 4634, {{"logon_id", "0x200"}}, false), "another logon id, 0x200");
  EXPECT_THAT(Why("Security", 4634, {{"logon_id", "0xf0"}}, false),
              HasSubstr("the other half of the split token, which ends by itself"));
  EXPECT_THAT(
      Why("Security", 4634, {{"logon_id", "0x90"}, {"purpose", "nla"}, {"logon_serves", "5"}},
          false),
      HasSubstr("only authenticated the connection"));
  EXPECT_THAT(
      Why("Security", 4634, {{"logon_id", "0x90"}, {"purpose", "unlock"}, {"logon_serves", "5"}},
          false),
      HasSubstr("only unlocked"));
}

TEST(RejectionReason, ALogonCameFromAnotherAddressOrOfAnotherUser) {
  EXPECT_EQ(Why("Security", 4624, {{"logon_id", "0x200"}, {"source_ip", "10.0.0.8"}}, true),
            "another logon id, 0x200; another address, 10.0.0.8");
  EXPECT_THAT(Why("Security", 4624, {{"logon_id", "0x200"}, {"user_name", "eve"}}, true),
              HasSubstr("another user, "));
}

TEST(RejectionReason, AReconnectIsOfAnotherVisitOrDesktop) {
  EXPECT_THAT(Why("Security", 4778, {{"owner_start", "2024-03-05T21:45:00.0000000Z"}}, true),
              HasSubstr("a later visit to the same desktop"));
  EXPECT_THAT(Why(kLsm, 25, {{"owner_start", "2024-03-05T21:40:00.0000000Z"}}, true),
              HasSubstr("an earlier visit to the same desktop"));
  EXPECT_EQ(Why(kLsm, 25, {{"ts_session_id", "4"}, {"local_session_id", "8"}}, true),
            "it names desktop number 4, not 3");
  EXPECT_EQ(
      Why(kLsm, 21, {{"local_session_id", "8"}, {"use_number", "2"}, {"own_use", "1"}}, true),
      "it is of use 2 of desktop number 3, this session of use 1");
}

TEST(RejectionReason, AConnectionIsAnotherByIdAddressUserOrTime) {
  EXPECT_EQ(Why(kRcm, 1149, {{"connection_id", "{B}"}}, true), "another connection, ActivityID {B}");
  EXPECT_THAT(Why(kRcm, 1149, {{"connection_id", ""}, {"source_ip", "10.0.0.8"}}, true),
              HasSubstr("another address"));
  EXPECT_EQ(Why(kRcm, 1149, {{"connection_id", ""}}, true, 61),
            "it lies 61 s ahead of the begin; a connection counts for 60 s");
  EXPECT_EQ(Why(kRcm, 1149, {{"connection_id", ""}}, true, 30), "its connection led to no desktop");
}

TEST(RejectionReason, AFailureIsOfAnotherAccountSourceOrRun) {
  const Cells none = {{"connection_id", ""}};
  EXPECT_THAT(Why("Security", 4625, {{"connection_id", ""}, {"user_name", "eve"}}, true),
              HasSubstr("another account failed, "));
  EXPECT_EQ(Why("Security", 4625, {{"connection_id", ""}, {"source_ip", "10.0.0.8"}}, true),
            "it failed from another address, 10.0.0.8");
  EXPECT_THAT(Why("Security", 4771, none, true, 301), HasSubstr("301 s ahead of the begin"));
  EXPECT_THAT(Why("Security", 4625, none, true, -20), HasSubstr("behind the begin"));
}

TEST(RejectionReason, AnotherBootSettlesIt) {
  EXPECT_EQ(Why("Security", 4634, {{"boot_id", "1"}, {"boot_number", "0"}}, false),
            "boot 0, this session is of boot 1");
}

}  // namespace
}  // namespace logonloom
