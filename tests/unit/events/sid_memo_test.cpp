#include "events/sid_memo.h"

#include <gtest/gtest.h>

#include "events/payload_hash.h"
#include "record_builder.h"

namespace logonloom {
namespace {

TEST(SidMemo, GivesTheTextOfEachOfManySids) {
  StringPool pool;
  SidMemo sids(pool);
  for (int round = 0; round < 2; ++round)
    for (int i = 0; i < 1000; ++i) {
      const std::string text = "S-1-5-21-1-2-3-" + std::to_string(i);
      const SidMemo::Sid& sid = sids.At(SidBytes(text));
      EXPECT_EQ(sid.text.view(), text);
      EXPECT_TRUE(sid.has_form);
    }
}

TEST(SidMemo, HashesASidLikeItsText) {
  StringPool pool;
  SidMemo sids(pool);
  std::string scratch;
  EXPECT_EQ(sids.At(SidBytes("S-1-5-18")).value_hash,
            HashOf(CanonicalOf({ValueType::kText, 0, "S-1-5-18"}, FieldType::kSid, scratch)));
}

TEST(SidMemo, SaysWhatHasNotTheFormOfASid) {
  StringPool pool;
  SidMemo sids(pool);
  const SidMemo::Sid& sid = sids.At("\x01\x05");
  EXPECT_EQ(sid.text.view(), "0105");
  EXPECT_FALSE(sid.has_form);
}

}  // namespace
}  // namespace logonloom
