#include "score.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.h"
#include "base/time.h"

namespace logonloom {
namespace {

std::string Told(const std::optional<FileTime>& time) { return time ? FormatTime(*time) : "-"; }

bool Near(FileTime a, FileTime b, double seconds) {
  return std::abs((a - b).count) <= Seconds(seconds).count;
}

class Scorer {
 public:
  Scorer(const Truth& truth, const Correlation& claimed, bool complete)
      : truth_(truth), claimed_(claimed), complete_(complete), found_(truth.sessions.size()) {}

  Score Run() {
    for (const AccessSession& s : claimed_.access_sessions)
      if (s.account_class == AccountClass::kUser) Check(s);
    for (std::size_t t = 0; t < found_.size(); ++t) {
      score_.recall.Count(found_[t]);
      if (complete_ && !found_[t]) Wrong("missed " + Text(truth_.sessions[t]));
    }
    for (const LogonSession& l : claimed_.logon_sessions) CheckLogon(l);
    return std::move(score_);
  }

 private:
  void Wrong(std::string text) { score_.wrong.push_back(std::move(text)); }

  static std::string Text(const TrueSession& s) {
    return s.host + " " + std::string(Word(s.kind)) + " " + s.user + " " + HexText(s.logon_id) +
           " " + s.ip + " " + Told(s.start) + " to " + Told(s.end) + " " +
           std::string(Word(s.reason)) + " failures " + std::to_string(s.failures) + " locks " +
           std::to_string(s.locks);
  }

  std::string Text(const AccessSession& s) const {
    const Luid id =
        s.logon_session < 0
            ? 0
            : claimed_.logon_sessions[static_cast<std::size_t>(s.logon_session)].logon_id;
    return claimed_.hosts[static_cast<std::size_t>(s.host)].name + " " + std::string(Word(s.kind)) +
           " " + std::string(Word(s.outcome)) + " " + s.user.name + " " + HexText(id) + " " +
           s.source_ip + " " + Told(s.attempt_time) + " / " + Told(s.start_time) + " to " +
           Told(s.end.time) + " " + std::string(Word(s.end.reason)) + " failures " +
           std::to_string(s.failures) + " locks " + std::to_string(s.lock_count);
  }

  // A true visit that the claim can only mean: its start is the true one, or, where no start is
  // claimed, something else of it.
  std::size_t Find(const AccessSession& s) const {
    const std::string& host = claimed_.hosts[static_cast<std::size_t>(s.host)].name;
    const Luid id =
        s.logon_session < 0
            ? 0
            : claimed_.logon_sessions[static_cast<std::size_t>(s.logon_session)].logon_id;
    std::size_t best = truth_.sessions.size();
    int best_marks = 0;
    for (std::size_t t = 0; t < truth_.sessions.size(); ++t) {
      const TrueSession& real = truth_.sessions[t];
      if (real.host != host) continue;
      if (!s.user.name.empty() && s.user.name != real.user) continue;
      int marks = 0;
      if (s.start_time && real.start && Near(*s.start_time, *real.start, 3)) marks += 4;
      if (s.attempt_time && Near(*s.attempt_time, real.attempt, 3)) marks += 3;
      if (s.end.time && real.end && Near(*s.end.time, *real.end, 3)) marks += 2;
      if (id != 0 && id == real.logon_id && Overlaps(s, real)) marks += 2;
      const bool same_attempts = s.outcome == Outcome::kFailed && s.source_ip == real.ip &&
                                 real.outcome == Outcome::kFailed;
      if (marks == 0 && !complete_ &&
          (same_attempts ||
           (!s.start_time && !EndsItself(s) && (s.source_ip.empty() || s.source_ip == real.ip))))
        marks = 1;
      if (marks == 0) continue;
      marks = 2 * marks + (s.kind == real.kind ? 1 : 0);
      if (marks > best_marks) {
        best_marks = marks;
        best = t;
      }
    }
    return best;
  }

  // By a record of its own, not with its machine.
  static bool EndsItself(const AccessSession& s) {
    return s.end.time && s.end.reason != EndReason::kInferredBoundary &&
           s.end.reason != EndReason::kShutdown;
  }

  static bool Overlaps(const AccessSession& s, const TrueSession& real) {
    if (s.start_time && real.end && *s.start_time > *real.end + Seconds(3)) return false;
    const auto end = s.end.time ? s.end.time : s.end.lower;
    return !(end && real.start && *end < *real.start - Seconds(3));
  }

  // Where records were lost, one visit may stand for several of its desktop, whose logoff may come
  // when nobody is connected any more.
  bool EndIsTrue(const AccessSession& s, const TrueSession& real) const {
    if (!s.end.time) return true;
    if (!complete_ && s.outcome == Outcome::kFailed) {  // of the failures that are left
      const FileTime last = real.start ? *real.start : *real.end;
      return *s.end.time >= real.attempt && *s.end.time <= last;
    }
    if (!complete_ && s.end.confidence < 0.9 && s.end.lower && s.end.upper) return true;
    for (const TrueDesk& desk : truth_.desks)
      if (!complete_ && desk.host == real.host && desk.number == real.desktop &&
          Near(desk.logoff, *s.end.time, 3))
        return true;
    return std::any_of(truth_.sessions.begin(), truth_.sessions.end(), [&](const TrueSession& t) {
      const bool same = &t == &real || (!complete_ && t.desktop >= 0 && t.host == real.host &&
                                        t.desktop == real.desktop);
      return same && t.end && Near(*t.end, *s.end.time, complete_ ? 0.5 : 3);
    });
  }

  void Check(const AccessSession& s) {
    const std::size_t t = Find(s);
    const bool known = t < truth_.sessions.size();
    score_.precision.Count(known || IsDeskOnly(s));
    if (!known && IsDeskOnly(s)) return;
    if (!known) return Wrong("never happened: " + Text(s));
    const TrueSession& real = truth_.sessions[t];
    if (complete_ && found_[t]) Wrong("claimed twice: " + Text(s));
    found_[t] = true;
    CheckStart(s, real);
    CheckEnd(s, real);
    if (!s.source_ip.empty() || complete_) {
      const bool local = real.ip.empty() && (s.source_ip.empty() || s.source_ip == "127.0.0.1");
      const bool right = local || s.source_ip == real.ip;
      score_.addresses.Count(right);
      if (!right) Wrong("address is " + real.ip + ": " + Text(s));
    }
    // Without its connection's records an RDP attempt is a network logon like others.
    const bool nla = s.kind == SessionKind::kNetwork && real.kind == SessionKind::kRdp;
    const bool kind =
        s.kind == real.kind || (!complete_ && (nla || s.kind == SessionKind::kInteractive));
    if (!kind) Wrong("kind is " + std::string(Word(real.kind)) + ": " + Text(s));
    if (complete_ && s.outcome != real.outcome) Wrong("outcome: " + Text(s));
    if (complete_ && (s.failures != real.failures || s.lock_count != real.locks))
      Wrong("counts, truth " + Text(real) + ": " + Text(s));
  }

  // The end of a desktop whose visits all lie ahead of what is left of the logs.
  bool IsDeskOnly(const AccessSession& s) const {
    if (complete_ || s.start_time || !s.end.time) return false;
    return std::any_of(truth_.desks.begin(), truth_.desks.end(), [&](const TrueDesk& desk) {
      return (s.user.name.empty() || desk.user == s.user.name) && Near(desk.logoff, *s.end.time, 3);
    });
  }

  void CheckStart(const AccessSession& s, const TrueSession& real) {
    const bool claimed = s.start_time && s.begin_confidence >= 0.9;
    if (claimed && real.start && !Near(*s.start_time, *real.start, complete_ ? 0.001 : 3))
      Wrong("started " + Told(real.start) + ": " + Text(s));
    if (complete_ && s.attempt_time && !Near(*s.attempt_time, real.attempt, 0.001))
      Wrong("attempted " + FormatTime(real.attempt) + ": " + Text(s));
    if (claimed && !real.start) Wrong("was never established: " + Text(s));
  }

  void CheckEnd(const AccessSession& s, const TrueSession& real) {
    const bool by_boot =
        real.reason == EndReason::kInferredBoundary || real.reason == EndReason::kShutdown;
    if (s.end.time && !by_boot) {
      const bool right = EndIsTrue(s, real);
      score_.end_times.Count(right);
      if (!right) Wrong("ended " + Told(real.end) + ": " + Text(s));
    }
    if (!complete_ && (s.end.reason == EndReason::kUnknown || s.end.confidence < 0.9)) return;
    const bool link_only = s.outcome != Outcome::kEstablished || NearLogoff(s);
    const bool right =
        s.end.reason == real.reason || (!complete_ && (AnyReason(s, real) || link_only));
    score_.end_reasons.Count(right);
    if (!right) Wrong("end is " + std::string(Word(real.reason)) + ": " + Text(s));
  }

  // The link that drops with a logoff is all that is left of it.
  bool NearLogoff(const AccessSession& s) const {
    return std::any_of(truth_.desks.begin(), truth_.desks.end(), [&](const TrueDesk& desk) {
      return s.end.time && s.end.reason == EndReason::kDisconnect && desk.user == s.user.name &&
             Near(desk.logoff, *s.end.time, 3);
    });
  }

  bool AnyReason(const AccessSession& s, const TrueSession& real) const {
    return std::any_of(truth_.sessions.begin(), truth_.sessions.end(), [&](const TrueSession& t) {
      const bool same = t.desktop >= 0 && t.host == real.host && t.desktop == real.desktop;
      if (!same) return false;
      if (s.end.reason == EndReason::kLogoff) return true;  // sooner or later, each of them
      const auto leaves = [](EndReason reason) {
        return reason == EndReason::kSuperseded || reason == EndReason::kDisconnect;
      };
      return t.reason == s.end.reason || (leaves(t.reason) && leaves(s.end.reason));
    });
  }

  const TrueLogon* Real(Index logon) const {
    const LogonSession& l = claimed_.logon_sessions[static_cast<std::size_t>(logon)];
    const std::string& host = claimed_.hosts[static_cast<std::size_t>(l.host)].name;
    const TrueLogon* best = nullptr;
    for (const TrueLogon& real : truth_.logons) {
      if (real.host != host || real.id != l.logon_id || real.user != l.user.name) continue;
      if (l.start_time && !Near(*l.start_time, real.start, 3)) continue;
      best = &real;
    }
    return best;
  }

  void CheckLogon(const LogonSession& l) {
    const auto self = static_cast<Index>(&l - claimed_.logon_sessions.data());
    const TrueLogon* real = Real(self);
    if (real == nullptr) return;
    if (l.linked >= 0 || complete_) {
      const Luid other =
          l.linked < 0 ? 0 : claimed_.logon_sessions[static_cast<std::size_t>(l.linked)].logon_id;
      score_.pairs.Count(other == real->linked);
      if (other != real->linked)
        Wrong("half of " + HexText(l.logon_id) + " is " + HexText(real->linked) + ", not " +
              HexText(other));
    }
    if (l.parent >= 0 || complete_) {
      const Luid parent =
          l.parent < 0 ? 0 : claimed_.logon_sessions[static_cast<std::size_t>(l.parent)].logon_id;
      score_.parents.Count(parent == real->parent);
      if (parent != real->parent) Wrong("parent of " + HexText(l.logon_id));
    }
    if (complete_ && l.purpose != real->purpose)
      Wrong("purpose of " + HexText(l.logon_id) + " is " + std::string(Word(real->purpose)) +
            ", not " + std::string(Word(l.purpose)));
  }

  const Truth& truth_;
  const Correlation& claimed_;
  bool complete_;
  std::vector<bool> found_;
  Score score_;
};

}  // namespace

void Score::Add(const Score& other) {
  precision.Add(other.precision);
  recall.Add(other.recall);
  end_reasons.Add(other.end_reasons);
  end_times.Add(other.end_times);
  addresses.Add(other.addresses);
  pairs.Add(other.pairs);
  parents.Add(other.parents);
  wrong.insert(wrong.end(), other.wrong.begin(), other.wrong.end());
}

Score ScoreOf(const Truth& truth, const Correlation& claimed, bool complete) {
  return Scorer(truth, claimed, complete).Run();
}

}  // namespace logonloom
