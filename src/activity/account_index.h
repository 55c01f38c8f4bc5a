// Which session of an account was the only one open at a moment, whatever tells of it. Answers take
// logarithmic time: the spans between which the answer changes are worked out once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "logonloom/sessions.h"
#include "model/index_range.h"
#include "model/number_in.h"

namespace logonloom {

// An account as a record names it; any part may be empty.
struct AccountName {
  std::string_view sid, name, domain;
  bool empty() const { return sid.empty() && name.empty(); }
};
// A session of an account: a logon session, or a desktop or another visit of which none is known.
struct AccountStay {
  Index logon_session = kNone;
  Index local_session = kNone;
  Index access_session = kNone;
};

inline AccountName NameOf(const Account& account) {
  return {account.sid.view(), account.name.view(), account.domain.view()};
}

class AccountIndex {
 public:
  // Of one machine's events and sessions. Ahead of its first sign and behind its last one a session
  // whose begin or end is not told may have been open: it is no answer then, but others are none
  // either.
  AccountIndex(const Correlation& correlation, IndexRange events, IndexRange logons,
               IndexRange locals, IndexRange accesses);
  // As MachineScene::OnlySessionOf, but for accounts with sessions of their own only.
  AccountStay Find(Index boot, const AccountName& account, FileTime time) const;

 private:
  // A way to name a user, which several users may share: SID, name, name with domain.
  using WayNumber = std::uint64_t;
  // Units count the logon sessions, then the local ones, then the access sessions of the machine.
  struct Change {
    FileTime time;
    Index unit = kNone;
    std::int32_t by = 0;  // 1: a session of the unit opens, -1: one closes
    bool known = false;   // from here on it is known to be open, else it may be
  };
  struct OpenSessions {
    std::int32_t possible = 0, known = 0;
  };
  // The sessions of a user in one boot.
  struct Stay {
    std::vector<Change> changes;
    IndexRange spans;
  };
  using Stays = std::vector<Stay*>;
  struct Span {
    FileTime from;
    Index only = kNone;  // kNone: nobody, or several, or one that is not known to have been open
  };

  // Between which moments records name a session.
  struct Seen {
    FileTime first{std::numeric_limits<std::int64_t>::max()};
    FileTime last{std::numeric_limits<std::int64_t>::min()};
  };
  static std::vector<Seen> SeenOf(const Correlation& c, IndexRange logons, IndexRange events);
  template <typename Session>
  static void AddPossible(const Session& session, Index unit, std::vector<Change>& changes);
  template <typename Session>
  static void AddKnown(const Session& session, Index unit, const Seen& seen,
                       std::vector<Change>& changes);
  AccountStay StayOf(Index unit) const;
  std::vector<WayNumber> WaysOf(const User& user);
  void AddSpans(const Stays& stays, IndexRange& spans);
  const IndexRange* SpansOf(Index boot, std::string_view way) const;

  IndexRange logons_, locals_, accesses_;
  std::unordered_map<std::string, WayNumber> numbers_;  // lower case
  NumberMap<IndexRange> ranges_;                        // boot, way → in spans_
  std::vector<Span> spans_;
  std::vector<OpenSessions> units_;  // of each unit; all 0 between two accounts
};

}  // namespace logonloom
