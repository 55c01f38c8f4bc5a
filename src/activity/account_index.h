// Which session of an account was the only one open at a moment. Answers take logarithmic time:
// the spans between which the answer changes are worked out once.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "logonloom/sessions.h"

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
  explicit AccountIndex(const Correlation& correlation);
  // As Scene::OnlySessionOf, but for accounts with sessions of their own only.
  Index Find(Index boot, const AccountName& account, FileTime time) const;

 private:
  struct Span {
    FileTime from;
    Index only = kNone;  // kNone: nobody, or several
  };
  using Spans = std::vector<Span>;

  const Spans* SpansOf(Index boot, const std::string& account) const;
  std::unordered_map<std::string, Spans> spans_;
};

}  // namespace logonloom
