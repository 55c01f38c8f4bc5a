#include "correlate/evidence_order.h"

#include <algorithm>
#include <cstddef>
#include <tuple>

namespace logonloom {
namespace {

// Stable, by one session: each has its place counted out. `sorted` is as long, whatever it holds.
void SortBy(Index SessionEvidence::*session, const BulkList<SessionEvidence>& all,
            BulkList<SessionEvidence>& sorted) {
  const auto place = [session](const SessionEvidence& e) {
    return static_cast<std::size_t>(e.*session + 1);
  };
  std::vector<std::size_t> begins(1);
  for (const SessionEvidence& e : all) {
    if (place(e) + 1 >= begins.size()) begins.resize(place(e) + 2);
    ++begins[place(e) + 1];
  }
  for (std::size_t i = 1; i < begins.size(); ++i) begins[i] += begins[i - 1];
  for (const SessionEvidence& e : all) sorted[begins[place(e)]++] = e;
}

}  // namespace

void PutInOrder(BulkList<SessionEvidence>& all) {
  BulkList<SessionEvidence> by_logon(all.size());
  SortBy(&SessionEvidence::logon_session, all, by_logon);
  SortBy(&SessionEvidence::access_session, by_logon, all);
  by_logon = {};
  for (auto begin = all.begin(), end = begin; begin != all.end(); begin = end) {
    while (end != all.end() && end->access_session == begin->access_session &&
           end->logon_session == begin->logon_session)
      ++end;
    std::sort(begin, end, [](const SessionEvidence& a, const SessionEvidence& b) {
      return std::tie(a.event, a.role, a.rule) < std::tie(b.event, b.role, b.rule);
    });
  }
  all.erase(std::unique(all.begin(), all.end(),
                        [](const SessionEvidence& a, const SessionEvidence& b) {
                          return std::tie(a.access_session, a.logon_session, a.event, a.role) ==
                                 std::tie(b.access_session, b.logon_session, b.event, b.role);
                        }),
            all.end());
}

}  // namespace logonloom
