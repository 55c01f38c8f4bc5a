// SIDs as text, remembered: few of them stand in millions of records.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "logonloom/types.h"

namespace logonloom {

// Keeps a fixed number of SIDs; one that comes takes the place of another. Not thread-safe.
class SidMemo {
 public:
  struct Sid {
    std::string bytes;             // as stored; empty: none is kept here
    Symbol text;                   // S-1-…; hex digits of bytes that are no SID
    std::uint64_t value_hash = 0;  // as HashOf (events/payload_hash.h) gives it
    bool has_form = false;         // its text has the form of a SID
  };

  // `pool` must outlive the memo.
  explicit SidMemo(StringPool& pool) : pool_(pool) {}
  // `bytes`: of a value of type kSid, not empty. Valid until the next call.
  const Sid& At(std::string_view bytes);

 private:
  StringPool& pool_;
  std::array<Sid, 256> known_;
};

}  // namespace logonloom
