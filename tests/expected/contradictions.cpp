#include "contradictions.h"

#include <cstdlib>

#include "base/text.h"
#include "base/time.h"
#include "claim_words.h"
#include "end_claims.h"
#include "layer_contradictions.h"
#include "model/logon_ids.h"
#include "unknowable.h"

namespace logonloom {
namespace {

constexpr Ticks kOneAct = Seconds(3);
constexpr Ticks kOneStart = Seconds(600);  // of a boot, told by several logs
constexpr Ticks kOneStop = Seconds(120);

bool Far(const std::optional<FileTime>& a, const std::optional<FileTime>& b, Ticks span) {
  return a && b && std::abs((*a - *b).count) > span.count;
}

// Told as several boots of one machine.
bool IsSplit(const Correspondence& same, Index whole_boot) {
  std::map<Index, int> of_host;
  for (const Index part : same.parts_of_boots().at(whole_boot))
    if (++of_host[At(same.reduced().boots, part).host] > 1) return true;
  return false;
}

void CompareBoot(const Correspondence& same, Index boot, Contradictions& found) {
  const Correlation &whole = same.whole(), &reduced = same.reduced();
  const Index first = *same.BootsOf(boot).begin(), last = *same.BootsOf(boot).rbegin();
  const std::string text =
      BootText(reduced, boot) + " IS " + BootText(whole, first) + " TO " + BootText(whole, last);
  const Boot &r = At(reduced.boots, boot), &begin = At(whole.boots, first),
             &end = At(whole.boots, last);
  if (Far(r.start_time, begin.start_time, kOneStart)) found.push_back({"boot_start", text});
  const bool by_last_record = r.end_basis == BootEndBasis::kNextBoot && r.end_time < end.end_time;
  if (Far(r.end_time, end.end_time, kOneStop) && !by_last_record)
    found.push_back({"boot_end", text});
  if (r.clean && end.clean && *r.clean != *end.clean) found.push_back({"boot_clean", text});
}

class LogonComparer {
 public:
  LogonComparer(const Correspondence& same, Index logon, Contradictions& found)
      : same_(same),
        found_(found),
        logon_(logon),
        r_(At(same.reduced().logon_sessions, logon)),
        w_(At(same.whole().logon_sessions, same.LogonOf(logon))) {}

  void Run() {
    if (r_.logon_id != w_.logon_id) Say("id");
    if (Differ(r_.user, w_.user)) Say("user");
    if (r_.account_class != w_.account_class) Say("account_class");
    if (r_.logon_type && w_.logon_type && *r_.logon_type != *w_.logon_type) Say("type");
    if (OtherPurpose())
      Say("purpose_" + std::string(Word(w_.purpose)) + "_as_" + std::string(Word(r_.purpose)));
    if (Apart(r_.start_time, w_.start_time)) Say("start");
    for (const std::string& what : EndContradictions(w_.end, r_.end)) Say(what);
    if (r_.linked != kNone && !IsSame(r_.linked, w_.linked)) Say("pair");
    if (r_.parent != kNone && !IsSame(r_.parent, w_.parent)) Say("parent");
    if (r_.elevated && w_.elevated && *r_.elevated != *w_.elevated) Say("elevated");
    if (Differ(r_.source_ip, w_.source_ip)) Say("address");
    if (Differ(r_.source_host, w_.source_host)) Say("host");
    if (r_.access_session != kNone && w_.purpose != Purpose::kUnknown) CompareServed();
  }

 private:
  void Say(const std::string& what) {
    found_.push_back({"logon_" + what,
                      LogonText(same_.reduced(), logon_) + " IS " +
                          LogonText(same_.whole(), same_.LogonOf(logon_)),
                      logon_,
                      {}});
  }

  bool IsSame(Index reduced, Index whole) const {
    return whole != kNone && same_.LogonOf(reduced) == whole;
  }

  bool OtherPurpose() const {
    if (r_.purpose == w_.purpose || r_.purpose == Purpose::kUnknown) return false;
    const bool nla = r_.purpose == Purpose::kNetwork && w_.purpose == Purpose::kNla;
    const bool desktop = r_.purpose == Purpose::kDesktop && w_.purpose == Purpose::kRemoteDesktop;
    return !nla && !desktop && w_.purpose != Purpose::kUnknown;
  }

  void CompareServed() {
    if (w_.access_session == kNone) return Say("serves_a_session");
    const AccessSession& served = At(same_.reduced().access_sessions, r_.access_session);
    const AccessSession& whole = At(same_.whole().access_sessions, w_.access_session);
    const bool one_desktop =
        served.logon_session != kNone && same_.LogonOf(served.logon_session) == whole.logon_session;
    if (!one_desktop && !same_.AccessOf(r_.access_session).contains(w_.access_session))
      Say("serves_another_session");
  }

  const Correspondence& same_;
  Contradictions& found_;
  const Index logon_;
  const LogonSession &r_, &w_;
};

}  // namespace

bool Differ(std::string_view a, std::string_view b) {
  return !a.empty() && !b.empty() && !EqualsIgnoreCase(a, b);
}

bool Differ(const User& a, const User& b) {
  return !a.sid.empty() && !b.sid.empty() ? a.sid != b.sid : Differ(a.name.view(), b.name.view());
}

bool Apart(const std::optional<FileTime>& a, const std::optional<FileTime>& b) {
  return Far(a, b, kOneAct);
}

void CompareBoots(const Correspondence& same, Contradictions& found) {
  for (const auto& [boot, parts] : same.parts_of_boots())
    if (IsSplit(same, boot))
      found.push_back({"boot_split", BootText(same.whole(), boot) + " INTO " +
                                         BootText(same.reduced(), *parts.begin()) + " AND " +
                                         BootText(same.reduced(), *parts.rbegin())});
  std::set<Index> told;
  for (const auto& [whole, parts] : same.parts_of_boots())
    if (!IsSplit(same, whole))
      for (const Index boot : parts)
        if (told.insert(boot).second) CompareBoot(same, boot, found);
}

void CompareLogons(const Correspondence& same, Contradictions& found) {
  for (const auto& [logon, wholes] : same.merged_logons())
    found.push_back({"logons_merged", LogonText(same.reduced(), logon) + " IS " +
                                          LogonText(same.whole(), *wholes.begin()) + " AND " +
                                          LogonText(same.whole(), *wholes.rbegin())});
  for (Index l = 0; l < SizeOf(same.reduced().logon_sessions); ++l) {
    if (IsPermanent(At(same.reduced().logon_sessions, l).logon_id)) continue;
    if (same.LogonOf(l) != kNone)
      LogonComparer(same, l, found).Run();
    else
      found.push_back({"logon_invented", LogonText(same.reduced(), l)});
  }
}

void CompareLocals(const Correspondence& same, Contradictions& found) {
  for (Index l = 0; l < SizeOf(same.reduced().local_sessions); ++l) {
    const Index whole = same.LocalOf(l);
    if (whole == kNone) continue;
    const LocalSession& r = At(same.reduced().local_sessions, l);
    const LocalSession& w = At(same.whole().local_sessions, whole);
    const auto say = [&](const std::string& what) {
      found.push_back({"local_" + what,
                       LocalText(same.reduced(), l) + " IS " + LocalText(same.whole(), whole)});
    };
    if (Differ(r.user, w.user)) say("user");
    if (Apart(r.start_time, w.start_time)) say("start");
    for (const std::string& what : EndContradictions(w.end, r.end)) say(what);
    if (r.connects > w.connects) say("connects");
    const Index owner = same.LogonOf(r.logon_session);
    if (owner != kNone && w.logon_session != kNone && owner != w.logon_session &&
        At(same.whole().logon_sessions, owner).linked != w.logon_session)
      say("logon");
  }
}

Contradictions FindContradictions(const Correlation& whole, const Correlation& reduced) {
  const Correspondence same(whole, reduced);
  Contradictions found;
  CompareBoots(same, found);
  CompareLogons(same, found);
  CompareLocals(same, found);
  CompareAccess(same, found);
  std::erase_if(found, [&](const Contradiction& c) { return IsUnknowable(same, c); });
  return found;
}

}  // namespace logonloom
