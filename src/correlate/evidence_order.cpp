#include "correlate/evidence_order.h"

#include <algorithm>
#include <cstddef>
#include <tuple>

namespace logonloom {
namespace {

// Stable, by one session: each has its place counted out.
void SortBy(Index SessionEvidence::*session, BulkList<SessionEvidence>& all) {
  const auto place = [session](const SessionEvidence& e) {
    return static_cast<std::size_t>(e.*session + 1);
  };
  std::vector<std::size_t> begins(1);
  for (const SessionEvidence& e : all) {
    if (place(e) + 1 >= begins.size()) begins.resize(place(e) + 2);
    ++begins[place(e) + 1];
  }
  for (std::size_t i = 1; i < begins.size(); ++i) begins[i] += begins[i - 1];
  BulkList<SessionEvidence> sorted(all.size());
  for (const SessionEvidence& e : all) sorted[begins[place(e)]++] = e;
  all = std::move(sorted);
}

}  // namespace

void PutInOrder(BulkList<SessionEvidence>& all) {
  SortBy(&SessionEvidence::logon_session, all);
  SortBy(&SessionEvidence::access_session, all);
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
