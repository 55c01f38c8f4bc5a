// Which session of an account was the only one open at a moment. Answers take logarithmic time:
// the spans between which the answer changes are worked out once.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "logonloom/sessions.h"

namespace logonloom {

class AccountIndex {
 public:
  explicit AccountIndex(const Correlation& correlation);
  // As Scene::OnlySessionOf, but for accounts with sessions of their own only.
  Index Find(Index boot, const Account& account, FileTime time) const;

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
