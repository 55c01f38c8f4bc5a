#include "report/session_moments.h"

#include <algorithm>

#include "base/time.h"
#include "report/record_meaning.h"
#include "report/row_view.h"

namespace logonloom {
namespace {

constexpr std::int64_t kTogether = 5 * 10'000'000LL;  // ticks

bool IsFoldedFailure(const RowCopy& row) {
  return row.Is("rule", "failures_before") || row.Is("rule", "failures_of_one_account");
}

bool Near(const std::string& a, const std::string& b) {
  const auto first = ParseTime(a), second = ParseTime(b);
  return first && second && second->ticks - first->ticks <= kTogether;
}

std::string WordsOf(const RowCopy& row) {
  const std::string_view words =
      RecordMeaning(row.Raw("channel"), row.Integer("event_id").value_or(0));
  return words.empty() ? row["role"] : std::string(words);
}

std::string RecordOf(const RowCopy& row) {
  return ShortChannel(row["channel"]) + " " + row["event_id"] + " #" + row["record_id"];
}

}  // namespace

std::vector<Moment> SessionMoments(const CaseReader& reader, std::int64_t session) {
  std::vector<Moment> moments;
  std::size_t failed = 0;  // place of the folded failures, from 1
  int security = 0, others = 0;
  const Rows rows(reader, "session_events", Condition("session_id = ?", {session}),
                  "time, event_id_ref");
  for (const RowCopy& row : rows) {
    if (IsFoldedFailure(row)) {
      if (failed == 0) {
        moments.push_back({row.Raw("time"), "failure", "", {}, 0});
        failed = moments.size();
      }
      if (row.Is("role", "failure")) ++(row.Is("channel", "Security") ? security : others);
      moments[failed - 1].records.push_back(RecordOf(row));
      continue;
    }
    const bool together = !moments.empty() && moments.size() != failed &&
                          moments.back().role == row.Raw("role") &&
                          Near(moments.back().time, row.Raw("time"));
    if (!together) moments.push_back({row.Raw("time"), row.Raw("role"), WordsOf(row), {}, 0});
    moments.back().records.push_back(RecordOf(row));
  }
  if (failed > 0) {
    Moment& moment = moments[failed - 1];
    moment.failures = security > 0 ? security : others;
    moment.words = std::to_string(moment.failures) + " failed attempts";
    if (moment.failures == 1) moment.words.pop_back();
  }
  return moments;
}

}  // namespace logonloom
