#include "correlate/end_bounds.h"

#include <algorithm>

namespace logonloom {
namespace {

template <typename Session>
void DropImpossible(Session& s) {
  if (!s.start_time) return;
  const auto latest = s.end.time ? s.end.time : s.end.upper;
  if (!latest || *latest >= *s.start_time) return;
  s.end = {};
  s.end.lower = s.start_time;
}

}  // namespace

void DropImpossibleEnds(LogonTable& logons, LocalTable& locals, AccessTable& access) {
  for (Index l = 0; l < logons.size(); ++l) DropImpossible(logons.at(l).session);
  for (TracedLocal& local : locals.locals) DropImpossible(local.session);
  for (AccessSession& s : access.sessions) {
    DropImpossible(s);
    s.confidence = std::min(s.confidence, s.end.confidence);
  }
}

void ProveBounds(LogonTable& logons, const LocalTable& locals, AccessTable& access) {
  for (Index l = 0; l < logons.size(); ++l) {
    const TracedLogon& logon = logons.at(l);
    if (!logon.session.start_time && logon.logon_event == kNone)
      logons.evidence.push_back({kNone, l, logon.first_event, EvidenceRole::kUse, "first_record"});
    if (logon.session.end.confidence < 1 && logon.session.end.basis != EndBasis::kPartner)
      logons.evidence.push_back(
          {kNone, l, logon.last_event, EvidenceRole::kEndBound, "last_record"});
  }
  for (Index a = 0; a < access.size(); ++a) {
    const AccessSession& s = access.at(a);
    Index first = kNone, last = kNone;
    if (s.logon_session != kNone) {
      first = logons.at(s.logon_session).first_event;
      last = logons.at(s.logon_session).last_event;
    } else if (s.local_session != kNone) {
      first = locals.at(s.local_session).first_event;
      last = locals.at(s.local_session).last_event;
    } else {
      continue;
    }
    if (!s.start_time) access.Prove(a, first, EvidenceRole::kUse, "first_record");
    if (!s.end.time) access.Prove(a, last, EvidenceRole::kEndBound, "last_record");
  }
}

}  // namespace logonloom
