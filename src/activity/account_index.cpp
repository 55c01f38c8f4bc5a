#include "activity/account_index.h"

#include <algorithm>
#include <cstddef>

#include "activity/windows.h"
#include "base/flat_map.h"
#include "base/text.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

// Logons that only serve a session that is there already, or is about to be.
bool IsByProduct(Purpose purpose) {
  switch (purpose) {
    case Purpose::kNla:
    case Purpose::kUnlock:
    case Purpose::kReconnect:
    case Purpose::kSshLookup:
      return true;
    default:
      return false;
  }
}

// A visit that neither a logon session nor a desktop stands for, on this machine.
bool IsOfItself(const AccessSession& s) {
  const bool opened = s.outcome == Outcome::kEstablished || s.outcome == Outcome::kTakenOver;
  return opened && s.kind != SessionKind::kGateway && s.logon_session == kNone &&
         s.local_session == kNone;
}

// Sessions share the texts that they call their users by, so that a text's place stands for it.
struct UserTexts {
  const char *sid = nullptr, *name = nullptr, *domain = nullptr;
  friend bool operator==(const UserTexts&, const UserTexts&) = default;
};
UserTexts TextsOf(const User& user) {
  return {user.sid.view().data(), user.name.view().data(), user.domain.view().data()};
}

struct UserTextsHash {
  std::size_t operator()(const UserTexts& texts) const noexcept {
    const auto place = [](const char* text) { return reinterpret_cast<std::uintptr_t>(text); };
    return HashNumber(place(texts.sid) ^ place(texts.domain) << 1, place(texts.name));
  }
};

// CORP and corp.example are one domain.
std::string Qualified(std::string_view name, std::string_view domain) {
  return std::string(name) + '@' + std::string(FirstLabel(domain));
}

}  // namespace

// Most users are the only ones whom any of the ways to name them means: their spans are worked out
// once, and all ways lead there.
AccountIndex::AccountIndex(const Correlation& c, IndexRange events, IndexRange logons,
                           IndexRange locals, IndexRange accesses)
    : logons_(logons),
      locals_(locals),
      accesses_(accesses),
      units_(static_cast<std::size_t>(logons.size() + locals.size() + accesses.size())) {
  struct KnownUser {
    std::uint64_t number = 0;
    std::vector<WayNumber> ways;
  };
  FlatMap<UserTexts, KnownUser, UserTextsHash> users;
  NumberMap<Stay> stays;  // boot, user
  const auto add = [&](const auto& session, Index unit, const Seen& seen) {
    const auto [user, added] = users.Add(TextsOf(session.user));
    if (added) user = {users.size() - 1, WaysOf(session.user)};
    std::vector<Change>& changes = stays[{session.boot, user.number}].changes;
    AddPossible(session, unit, changes);
    AddKnown(session, unit, seen, changes);
  };
  const std::vector<Seen> seen = SeenOf(c, logons, events);
  for (Index l = logons.begin; l < logons.end; ++l) {
    const LogonSession& s = c.logon_sessions[static_cast<std::size_t>(l)];
    if (IsPermanent(s.logon_id) || IsByProduct(s.purpose)) continue;
    // The elevated half stands behind the filtered one.
    const Index half = s.linked != kNone && s.elevated.value_or(false) ? s.linked : l;
    add(s, half - logons.begin, seen[static_cast<std::size_t>(l - logons.begin)]);
  }
  for (Index l = locals.begin; l < locals.end; ++l) {
    const LocalSession& s = c.local_sessions[static_cast<std::size_t>(l)];
    if (s.logon_session == kNone) add(s, logons.size() + l - locals.begin, {});
  }
  for (Index a = accesses.begin; a < accesses.end; ++a) {
    const AccessSession& s = c.access_sessions[static_cast<std::size_t>(a)];
    if (IsOfItself(s)) add(s, logons.size() + locals.size() + a - accesses.begin, {});
  }
  NumberMap<Stays> named;  // boot, way
  for (auto& [key, stay] : stays)
    for (const WayNumber way : users.begin()[static_cast<std::ptrdiff_t>(key.number)].second.ways)
      named[{key.place, way}].push_back(&stay);
  for (const auto& [key, means] : named) {
    IndexRange own;
    IndexRange& spans = means.size() == 1 ? means.front()->spans : own;
    if (spans.size() == 0) AddSpans(means, spans);
    ranges_[key] = spans;
  }
}

std::vector<AccountIndex::WayNumber> AccountIndex::WaysOf(const User& user) {
  std::vector<WayNumber> ways;
  const auto add = [&](std::string_view way) {
    ways.push_back(numbers_.try_emplace(ToLower(way), numbers_.size()).first->second);
  };
  if (!user.sid.empty()) add(user.sid);
  if (!user.name.empty()) add(user.name);
  if (!user.name.empty() && !user.domain.empty()) add(Qualified(user.name, user.domain));
  return ways;
}

// Of the logon sessions of which the begin is not told, or nothing of the end.
std::vector<AccountIndex::Seen> AccountIndex::SeenOf(const Correlation& c, IndexRange logons,
                                                     IndexRange events) {
  std::vector<Seen> seen(static_cast<std::size_t>(logons.size()));
  for (Index i = events.begin; i < events.end; ++i) {
    const Index l = c.places[static_cast<std::size_t>(i)].logon_session;
    if (l == kNone) continue;
    const LogonSession& s = c.logon_sessions[static_cast<std::size_t>(l)];
    if (s.start_time && (s.end.time || s.end.lower)) continue;
    Seen& of_session = seen[static_cast<std::size_t>(l - logons.begin)];
    const FileTime time = c.events[static_cast<std::size_t>(i)].time;
    of_session.first = std::min(of_session.first, time);
    of_session.last = std::max(of_session.last, time);
  }
  return seen;
}

// Unless it is known to have been closed.
template <typename Session>
void AccountIndex::AddPossible(const Session& s, Index unit, std::vector<Change>& changes) {
  const auto end = s.end.time ? s.end.time : s.end.upper;
  const FileTime from = s.start_time ? *s.start_time - kProcessSlack
                                     : FileTime{std::numeric_limits<std::int64_t>::min()};
  const FileTime to =
      end ? *end + kProcessSlack : FileTime{std::numeric_limits<std::int64_t>::max()};
  changes.push_back({from, unit, 1, false});
  changes.push_back({to, unit, -1, false});
}

// From the first that tells of it to the last.
template <typename Session>
void AccountIndex::AddKnown(const Session& s, Index unit, const Seen& seen,
                            std::vector<Change>& changes) {
  const auto last = s.end.time ? s.end.time : s.end.lower;
  const FileTime from = s.start_time.value_or(std::min(seen.first, last.value_or(seen.first)));
  FileTime to =
      std::max({seen.last, last.value_or(seen.last), s.start_time.value_or(seen.last)});
  if (from > to) return;
  if (s.end.reason == EndReason::kStillOpenAtEndOfLog) to = to + kStayBehindLog;
  changes.push_back({from - kProcessSlack, unit, 1, true});
  changes.push_back({to + kProcessSlack, unit, -1, true});
}

void AccountIndex::AddSpans(const Stays& stays, IndexRange& range) {
  std::vector<Change> changes;
  for (const Stay* stay : stays)
    changes.insert(changes.end(), stay->changes.begin(), stay->changes.end());
  std::sort(changes.begin(), changes.end(),
            [](const Change& a, const Change& b) { return a.time < b.time; });
  range.begin = static_cast<Index>(spans_.size());
  Index units = 0, all = 0;  // how many have sessions open; their numbers, folded into one
  for (std::size_t i = 0; i < changes.size(); ++i) {
    OpenSessions& of_unit = units_[static_cast<std::size_t>(changes[i].unit)];
    if (changes[i].known) {
      of_unit.known += changes[i].by;
    } else {
      const bool was_open = of_unit.possible != 0;
      of_unit.possible += changes[i].by;
      if (was_open != (of_unit.possible != 0)) {
        units += was_open ? -1 : 1;
        all ^= changes[i].unit;
      }
    }
    if (i + 1 < changes.size() && changes[i + 1].time == changes[i].time) continue;
    const bool known = units == 1 && units_[static_cast<std::size_t>(all)].known > 0;
    spans_.push_back({changes[i].time, known ? all : kNone});
  }
  range.end = static_cast<Index>(spans_.size());
}

const IndexRange* AccountIndex::SpansOf(Index boot, std::string_view account) const {
  const auto number = numbers_.find(ToLower(account));
  return number == numbers_.end() ? nullptr : ranges_.Find({boot, number->second});
}

AccountStay AccountIndex::StayOf(Index unit) const {
  if (unit < logons_.size()) return {logons_.begin + unit, kNone, kNone};
  unit -= logons_.size();
  if (unit < locals_.size()) return {kNone, locals_.begin + unit, kNone};
  return {kNone, kNone, accesses_.begin + unit - locals_.size()};
}

AccountStay AccountIndex::Find(Index boot, const AccountName& account, FileTime time) const {
  const IndexRange* range = nullptr;
  if (!account.sid.empty()) range = SpansOf(boot, account.sid);
  if (range == nullptr && !account.name.empty())
    range = account.domain.empty() ? SpansOf(boot, account.name)
                                   : SpansOf(boot, Qualified(account.name, account.domain));
  if (range == nullptr) return {};
  const auto begin = spans_.begin() + range->begin, end = spans_.begin() + range->end;
  const auto after = std::upper_bound(
      begin, end, time, [](FileTime t, const Span& span) { return t < span.from; });
  const Index only = after == begin ? kNone : std::prev(after)->only;
  return only == kNone ? AccountStay() : StayOf(only);
}

}  // namespace logonloom
