#include <algorithm>

#include "base/time.h"
#include "claim_words.h"
#include "end_claims.h"
#include "layer_contradictions.h"

namespace logonloom {
namespace {

constexpr double kSure = 0.9;

bool IsAttempt(const AccessSession& s) {
  return s.outcome == Outcome::kFailed || s.outcome == Outcome::kAbandoned;
}

// Of a failure only the reduced logs may make a session, or make it with fewer records.
bool IsFailureOf(const AccessSession& r, const AccessSession& w) {
  const bool same_way = r.connection_id.empty() || r.connection_id != w.connection_id;
  return IsAttempt(r) && w.failures > 0 && same_way && !Differ(r.user, w.user) &&
         !Differ(r.source_ip, w.source_ip);
}

// Whether anybody got in is not known of it.
bool IsVague(const AccessSession& s) {
  return s.outcome == Outcome::kAuthenticatedOnly ||
         (s.outcome == Outcome::kAbandoned && s.end.reason == EndReason::kUnknown);
}

class AccessComparer {
 public:
  AccessComparer(const Correspondence& same, Index access, Contradictions& found)
      : same_(same),
        found_(found),
        access_(access),
        r_(At(same.reduced().access_sessions, access)),
        first_(Whole(*same.AccessOf(access).begin())),
        last_(Whole(*same.AccessOf(access).rbegin())) {}

  void Run() {
    if (IsFailureOf(r_, first_)) return;
    CompareParts();
    if (Differ(r_.user, first_.user)) Say("user");
    if (r_.account_class != first_.account_class) Say("account_class");
    CompareKindAndOutcome();
    CompareBegin();
    if (!IsAttempt(r_) && !EndsLikeAVisit())
      for (const std::string& what : EndContradictions(last_.end, r_.end)) Say(what);
    CompareOrigin();
    CompareOwners();
    CompareCounts();
  }

 private:
  const AccessSession& Whole(Index access) const {
    return At(same_.whole().access_sessions, access);
  }
  void Say(const std::string& what) {
    const Index whole = *same_.AccessOf(access_).begin();
    found_.push_back(
        {"access_" + what,
         AccessText(same_.reduced(), access_) + " IS " + AccessText(same_.whole(), whole),
         kNone,
         {access_}});
  }

  bool OneDesktop(const AccessSession& a, const AccessSession& b) const {
    return &a == &b || (a.logon_session != kNone && a.logon_session == b.logon_session) ||
           (a.local_session != kNone && a.local_session == b.local_session);
  }

  void CompareParts() {
    for (const Index whole : same_.AccessOf(access_))
      if (!OneDesktop(first_, Whole(whole)) && !IsAttempt(Whole(whole))) return Say("merged");
  }

  void CompareKindAndOutcome() {
    const bool nla = r_.kind == SessionKind::kNetwork && first_.kind == SessionKind::kRdp;
    if (r_.kind != first_.kind && r_.kind != SessionKind::kInteractive && !nla)
      Say("kind_" + std::string(Word(first_.kind)) + "_as_" + std::string(Word(r_.kind)));
    const bool untold =
        r_.outcome == Outcome::kAbandoned && first_.outcome != Outcome::kEstablished &&
        first_.outcome != Outcome::kTakenOver;
    // A visit whose begin is not told stands for whatever visits the desktop had.
    const bool unbegun = !r_.start_time && first_.outcome == Outcome::kTakenOver;
    if (r_.outcome != first_.outcome && !untold && !unbegun && !IsVague(r_))
      Say("outcome_" + std::string(Word(first_.outcome)) + "_as_" +
          std::string(Word(r_.outcome)));
  }

  void CompareBegin() {
    const bool sure = r_.begin_confidence >= kSure;
    if (sure && r_.attempt_time && first_.attempt_time && *r_.attempt_time < *first_.attempt_time &&
        Apart(r_.attempt_time, first_.attempt_time))
      Say("attempt");
    if (sure && Apart(r_.start_time, first_.start_time)) Say("start");
    if (sure && r_.start_time && !first_.start_time && IsAttempt(first_)) Say("start_invented");
  }

  // Of a visit that stands for several: the end of one of them; the link that drops with a logoff.
  bool EndsLikeAVisit() const {
    const auto& all = same_.whole().access_sessions;
    return std::any_of(all.begin(), all.end(), [&](const AccessSession& w) {
      const bool link_only = r_.end.reason == EndReason::kDisconnect &&
                             w.end.reason == EndReason::kLogoff;
      return r_.end.time && w.end.time && OneDesktop(w, last_) &&
             !Apart(r_.end.time, w.end.time) && (r_.end.reason == w.end.reason || link_only);
    });
  }

  void CompareOrigin() {
    if (Differ(r_.source_ip, first_.source_ip)) Say("address");
    if (r_.is_local && first_.is_local && *r_.is_local != *first_.is_local) Say("is_local");
    if (IsAttempt(r_)) return;  // those that are left may be other ones
    if (r_.source_port != 0 && first_.source_port != 0 && r_.source_port != first_.source_port)
      Say("port");
    if (Differ(r_.source_host, first_.source_host)) Say("host");
  }

  bool IsOwner(Index logon, const AccessSession& w) const {
    if (logon == kNone || w.logon_session == kNone || logon == w.logon_session) return true;
    const LogonSession& s = At(same_.whole().logon_sessions, logon);
    return s.linked == w.logon_session || s.purpose == Purpose::kNla;
  }

  void CompareOwners() {
    if (!IsOwner(same_.LogonOf(r_.logon_session), first_)) Say("logon");
    const bool sure = r_.begin_confidence >= kSure;
    if (sure && r_.ts_session_id && first_.ts_session_id &&
        *r_.ts_session_id != *first_.ts_session_id)
      Say("ts_session");
    if (r_.elevated && first_.elevated && *r_.elevated != *first_.elevated) Say("elevated");
    if (r_.reconnect_of != kNone && first_.reconnect_of == kNone &&
        same_.AccessOf(access_).size() == 1)
      Say("reconnect");
  }

  void CompareCounts() {
    int failures = 0, locks = 0;
    for (const Index whole : same_.AccessOf(access_)) {
      failures += Whole(whole).failures;
      locks += Whole(whole).lock_count;
    }
    if (r_.failures > failures) Say("failures");
    if (r_.lock_count > locks) Say("locks");
  }

  const Correspondence& same_;
  Contradictions& found_;
  const Index access_;
  const AccessSession &r_, &first_, &last_;
};

// A session that the whole logs have, told as two.
void FindSplits(const Correspondence& same, Contradictions& found) {
  std::map<Index, std::vector<Index>> parts;
  for (Index a = 0; a < SizeOf(same.reduced().access_sessions); ++a) {
    const AccessSession& r = At(same.reduced().access_sessions, a);
    if (same.AccessOf(a).size() != 1 || IsVague(r)) continue;
    const Index whole = *same.AccessOf(a).begin(), logon = same.LogonOf(r.logon_session);
    const bool nla =
        logon != kNone && At(same.whole().logon_sessions, logon).purpose == Purpose::kNla;
    if (!nla && !IsFailureOf(r, At(same.whole().access_sessions, whole))) parts[whole].push_back(a);
  }
  for (const auto& [whole, all] : parts)
    if (all.size() > 1)
      found.push_back({"access_split",
                       AccessText(same.reduced(), all.front()) + " AND " +
                           AccessText(same.reduced(), all.back()) + " ARE " +
                           AccessText(same.whole(), whole),
                       kNone,
                       all});
}

// The whole logs do not tell what the logon was for either.
bool IsOfUnknownPurpose(const Correspondence& same, const AccessSession& r) {
  const Index logon = same.LogonOf(r.logon_session);
  return logon != kNone && At(same.whole().logon_sessions, logon).purpose == Purpose::kUnknown;
}

}  // namespace

void CompareAccess(const Correspondence& same, Contradictions& found) {
  for (Index a = 0; a < SizeOf(same.reduced().access_sessions); ++a) {
    if (!same.AccessOf(a).empty())
      AccessComparer(same, a, found).Run();
    else if (!IsOfUnknownPurpose(same, At(same.reduced().access_sessions, a)))
      found.push_back({"access_invented", AccessText(same.reduced(), a), kNone, {a}});
  }
  FindSplits(same, found);
}

}  // namespace logonloom
