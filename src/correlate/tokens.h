// What records tell of a session's token: its privileges and groups.
#pragma once

#include <string_view>
#include <vector>

#include "base/flat_map.h"
#include "logonloom/sessions.h"

namespace logonloom {

// Millions of records tell the same few lists, each of which is taken apart once.
class TokenReader {
 public:
  // The privileges of 4672 and 4703, the groups of 4627, 4964 and LSA 300.
  void AddTo(LogonSession& session, const Event& e);

 private:
  using Words = std::vector<std::string_view>;  // sorted, each once
  const Words& WordsOf(Symbol list);

  FlatMap<Symbol, Words> words_;
};

}  // namespace logonloom
