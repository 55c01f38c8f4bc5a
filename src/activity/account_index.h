// Which session of an account was the only one open at a moment. Answers take logarithmic time:
// the spans between which the answer changes are worked out once.
#pragma once

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
inline AccountName NameOf(const Account& account) {
  return {account.sid.view(), account.name.view(), account.domain.view()};
}

class AccountIndex {
 public:
  // Of these logon sessions.
  AccountIndex(const Correlation& correlation, IndexRange logon_sessions);
  // As MachineScene::OnlySessionOf, but for accounts with sessions of their own only.
  Index Find(Index boot, const AccountName& account, FileTime time) const;

 private:
  // A way to name an account, which several accounts may share.
  using AccountNumber = std::uint64_t;
  struct Change {
    Index boot = kNone;
    AccountNumber account = 0;
    FileTime time;
    bool opens = false;
    Index unit = kNone;
  };
  struct Span {
    FileTime from;
    Index only = kNone;  // kNone: nobody, or several
  };

  AccountNumber NumberOf(std::string_view account);
  void AddChanges(const LogonSession& session, Index self, std::vector<Change>& changes);
  void AddSpans(std::vector<Change>& changes);
  const IndexRange* SpansOf(Index boot, std::string_view account) const;

  std::unordered_map<std::string, AccountNumber> numbers_;  // lower case
  NumberMap<IndexRange> ranges_;                            // boot, account → in spans_
  std::vector<Span> spans_;
};

}  // namespace logonloom
