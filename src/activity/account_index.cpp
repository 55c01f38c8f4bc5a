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

std::string Key(Index boot, std::string_view account) {
  return std::to_string(boot) + '|' + ToLower(account);
}

// CORP and corp.example are one domain.
std::string Qualified(std::string_view name, std::string_view domain) {
  return std::string(name) + '@' + std::string(domain.substr(0, domain.find('.')));
}

struct Change {
  FileTime time;
  bool opens = false;
  Index unit = kNone;
};

}  // namespace

AccountIndex::AccountIndex(const Correlation& c) {
  std::map<std::string, std::vector<Change>> changes;
  const auto add = [&changes](const std::string& key, const Change& open, const Change& close) {
    changes[key].push_back(open);
    changes[key].push_back(close);
  };
  for (std::size_t l = 0; l < c.logon_sessions.size(); ++l) {
    const LogonSession& s = c.logon_sessions[l];
    if (IsPermanent(s.logon_id) || IsByProduct(s.purpose)) continue;
    const auto self = static_cast<Index>(l);
    // The elevated half stands behind the filtered one.
    const Index unit = s.linked != kNone && s.elevated.value_or(false) ? s.linked : self;
    const auto end = s.end.time ? s.end.time : s.end.upper;
    const FileTime from = s.start_time ? *s.start_time - kProcessSlack
                                       : FileTime{std::numeric_limits<std::int64_t>::min()};
    const FileTime to =
        end ? *end + kProcessSlack : FileTime{std::numeric_limits<std::int64_t>::max()};
    const Change open{from, true, unit}, close{to, false, unit};
    if (!s.user.sid.empty()) add(Key(s.boot, s.user.sid), open, close);
    if (s.user.name.empty()) continue;
    add(Key(s.boot, s.user.name), open, close);
    if (!s.user.domain.empty())
      add(Key(s.boot, Qualified(s.user.name, s.user.domain)), open, close);
  }
  for (auto& [key, list] : changes) {
    std::sort(list.begin(), list.end(), [](const Change& a, const Change& b) {
      return std::tie(a.time, b.opens, a.unit) < std::tie(b.time, a.opens, b.unit);
    });
    Spans& spans = spans_[key];
    std::map<Index, int> open;
    for (const Change& change : list) {
      int& count = open[change.unit];
      count += change.opens ? 1 : -1;
      if (count == 0) open.erase(change.unit);
      spans.push_back({change.time, open.size() == 1 ? open.begin()->first : kNone});
    }
  }
}

const AccountIndex::Spans* AccountIndex::SpansOf(Index boot, const std::string& account) const {
  const auto known = spans_.find(Key(boot, account));
  return known == spans_.end() ? nullptr : &known->second;
}

Index AccountIndex::Find(Index boot, const AccountName& account, FileTime time) const {
  const Spans* spans = nullptr;
  if (!account.sid.empty()) spans = SpansOf(boot, std::string(account.sid));
  if (spans == nullptr && !account.name.empty())
    spans = SpansOf(boot, account.domain.empty() ? std::string(account.name)
                                                 : Qualified(account.name, account.domain));
  if (spans == nullptr) return kNone;
  const auto after = std::upper_bound(spans->begin(), spans->end(), time,
                                      [](FileTime t, const Span& span) { return t < span.from; });
  return after == spans->begin() ? kNone : std::prev(after)->only;
}

}  // namespace logonloom
