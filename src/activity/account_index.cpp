#include "activity/account_index.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

#include "activity/windows.h"
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

// CORP and corp.example are one domain.
std::string Qualified(std::string_view name, std::string_view domain) {
  return std::string(name) + '@' + std::string(domain.substr(0, domain.find('.')));
}

}  // namespace

AccountIndex::AccountIndex(const Correlation& c, IndexRange logon_sessions) {
  std::vector<Change> changes;
  for (Index l = logon_sessions.begin; l < logon_sessions.end; ++l) {
    const LogonSession& s = c.logon_sessions[static_cast<std::size_t>(l)];
    if (!IsPermanent(s.logon_id) && !IsByProduct(s.purpose)) AddChanges(s, l, changes);
  }
  std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
    return std::tie(a.boot, a.account, a.time, b.opens, a.unit) <
           std::tie(b.boot, b.account, b.time, a.opens, b.unit);
  });
  AddSpans(changes);
}

AccountIndex::AccountNumber AccountIndex::NumberOf(std::string_view account) {
  return numbers_.try_emplace(ToLower(account), numbers_.size()).first->second;
}

void AccountIndex::AddChanges(const LogonSession& s, Index self, std::vector<Change>& changes) {
  // The elevated half stands behind the filtered one.
  const Index unit = s.linked != kNone && s.elevated.value_or(false) ? s.linked : self;
  const auto end = s.end.time ? s.end.time : s.end.upper;
  const FileTime from = s.start_time ? *s.start_time - kProcessSlack
                                     : FileTime{std::numeric_limits<std::int64_t>::min()};
  const FileTime to =
      end ? *end + kProcessSlack : FileTime{std::numeric_limits<std::int64_t>::max()};
  const auto add = [&](std::string_view account) {
    const AccountNumber number = NumberOf(account);
    changes.push_back({s.boot, number, from, true, unit});
    changes.push_back({s.boot, number, to, false, unit});
  };
  if (!s.user.sid.empty()) add(s.user.sid);
  if (s.user.name.empty()) return;
  add(s.user.name);
  if (!s.user.domain.empty()) add(Qualified(s.user.name, s.user.domain));
}

void AccountIndex::AddSpans(std::vector<Change>& changes) {
  std::map<Index, int> open;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const Change& change = changes[i];
    const bool first = i == 0 || changes[i - 1].boot != change.boot ||
                       changes[i - 1].account != change.account;
    if (first) open.clear();
    int& count = open[change.unit];
    count += change.opens ? 1 : -1;
    if (count == 0) open.erase(change.unit);
    const auto place = static_cast<Index>(spans_.size());
    IndexRange& range = ranges_[{change.boot, change.account}];
    if (first) range.begin = place;
    range.end = place + 1;
    spans_.push_back({change.time, open.size() == 1 ? open.begin()->first : kNone});
  }
}

const IndexRange* AccountIndex::SpansOf(Index boot, std::string_view account) const {
  const auto number = numbers_.find(ToLower(account));
  return number == numbers_.end() ? nullptr : ranges_.Find({boot, number->second});
}

Index AccountIndex::Find(Index boot, const AccountName& account, FileTime time) const {
  const IndexRange* range = nullptr;
  if (!account.sid.empty()) range = SpansOf(boot, account.sid);
  if (range == nullptr && !account.name.empty())
    range = account.domain.empty() ? SpansOf(boot, account.name)
                                   : SpansOf(boot, Qualified(account.name, account.domain));
  if (range == nullptr) return kNone;
  const auto begin = spans_.begin() + range->begin, end = spans_.begin() + range->end;
  const auto after = std::upper_bound(
      begin, end, time, [](FileTime t, const Span& span) { return t < span.from; });
  return after == begin ? kNone : std::prev(after)->only;
}

}  // namespace logonloom
