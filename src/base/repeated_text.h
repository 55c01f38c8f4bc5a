// A text that is mostly the one of the record before: comparing is cheaper than looking up.
#pragma once

#include <string_view>

#include "logonloom/types.h"

namespace logonloom {

class RepeatedText {
 public:
  // The symbol of `text` in `pool`, which has to be the same in all calls.
  Symbol In(StringPool& pool, std::string_view text) {
    if (text != last_.view()) last_ = pool.Intern(text);
    return last_;
  }

 private:
  Symbol last_;
};

}  // namespace logonloom
