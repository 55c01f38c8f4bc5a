#include "logon_score.h"

#include <algorithm>
#include <cstdlib>

#include "base/text.h"

namespace logonloom {
namespace {

constexpr double kOneAct = 3, kExactly = 0.001, kSure = 0.9;
constexpr double kStartSpread = 600;  // signs of one start of a machine

bool Nearer(FileTime a, FileTime b, FileTime to) {
  return std::abs((a - to).count) < std::abs((b - to).count);
}

}  // namespace

void LogonScorer::Run() {
  CheckBoots();
  for (const LogonSession& l : claimed_.logon_sessions) Check(l);
}

// Each claimed start is one that was, and no more boots are claimed than there were, save one that
// began ahead of the logs.
void LogonScorer::CheckBoots() {
  std::size_t bounded = 0;
  for (const Boot& b : claimed_.boots) {
    bounded += b.number > 0 ? 1 : 0;
    if (!b.start_time) continue;
    const int machine = claims_.MachineOf(b.host);
    const TrueBoot* real = nullptr;
    for (const TrueBoot& t : truth_.boots) {
      if (t.machine != machine || !Near(t.start, *b.start_time, kStartSpread)) continue;
      if (real == nullptr || Nearer(t.start, real->start, *b.start_time)) real = &t;
    }
    if (real == nullptr) {
      Wrong("boot that never was: " + Told(b.start_time));
    } else if (complete_ ? b.clean != real->clean : !EndIsTrue(b, *real)) {
      Wrong("end of the boot at " + Told(b.start_time) +
            (b.clean ? *b.clean ? " clean" : " not clean" : " unknown"));
    }
  }
  if (complete_ ? bounded != truth_.boots.size() : bounded > truth_.boots.size())
    Wrong(std::to_string(bounded) + " boots, not " + std::to_string(truth_.boots.size()));
  if (complete_ && claimed_.hosts.size() != truth_.set_back.size())
    Wrong(std::to_string(claimed_.hosts.size()) + " machines");
}

// A boot that no record is left of may lie ahead of the stop, which happened all the same.
bool LogonScorer::EndIsTrue(const Boot& b, const TrueBoot& real) const {
  if (!b.clean || b.clean == real.clean) return true;
  return b.end_time &&
         std::any_of(truth_.boots.begin(), truth_.boots.end(), [&](const TrueBoot& t) {
           return t.machine == real.machine && t.clean == b.clean && t.stopped &&
                  Near(*t.stopped, *b.end_time, kOneAct);
         });
}

// A logon id comes again in another boot.
const TrueLogon* LogonScorer::Real(const LogonSession& l) const {
  const int machine = claims_.MachineOf(l.host);
  const auto claimed = l.end.time ? l.end.time : l.end.lower;
  const TrueLogon* best = nullptr;
  for (const TrueLogon& real : truth_.logons) {
    if (real.machine != machine || real.id != l.logon_id || real.user != l.user.name) continue;
    if (l.start_time && !Near(*l.start_time, real.start, kOneAct)) continue;
    const auto over = real.end ? real.end : real.over;
    const bool ends_ahead = claimed && over && *over < *claimed - Seconds(kOneAct);
    if (best == nullptr || !ends_ahead) best = &real;
    if (!ends_ahead) break;
  }
  return best;
}

void LogonScorer::Check(const LogonSession& l) {
  const TrueLogon* real = Real(l);
  if (real == nullptr) return;
  if (l.linked >= 0 || complete_) {
    const Luid other = claims_.IdOf(l.linked);
    score_.pairs.Count(other == real->linked);
    if (other != real->linked)
      Wrong("half is " + HexText(real->linked) + ", not " + HexText(other) + ": " +
            claims_.Text(l));
  }
  if (l.parent >= 0 || complete_) {
    const Luid parent = claims_.IdOf(l.parent);
    score_.parents.Count(parent == real->parent);
    if (parent != real->parent) Wrong("parent is not " + HexText(parent) + ": " + claims_.Text(l));
  }
  if (complete_ && l.purpose != real->purpose)
    Wrong("purpose is " + std::string(Word(real->purpose)) + ": " + claims_.Text(l));
  CheckEnd(l, *real);
}

void LogonScorer::CheckEnd(const LogonSession& l, const TrueLogon& real) {
  const auto over = real.end ? real.end : real.over;
  if (l.end.time && l.end.confidence >= kSure &&
      !(over && Near(*l.end.time, *over, complete_ ? 1 : kOneAct)))
    Wrong("ended " + Told(over) + ": " + claims_.Text(l));
  if (complete_ && real.end && !(l.end.time && Near(*l.end.time, *real.end, kExactly)))
    Wrong("ended " + Told(real.end) + ": " + claims_.Text(l));
  const auto back = truth_.set_back.find(real.machine);
  if (back != truth_.set_back.end() && back->second) return;
  const bool below = !l.end.lower || !over || *l.end.lower <= *over + Seconds(kOneAct);
  const bool above = !l.end.upper || (over && *l.end.upper >= *over - Seconds(kOneAct));
  if (!below || !above) Wrong("bounds, over " + Told(over) + ": " + claims_.Text(l));
}

}  // namespace logonloom
