#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "logonloom/types.h"

namespace logonloom {
namespace {

TEST(StringPool, EqualTextsGiveEqualSymbols) {
  StringPool pool;
  const std::string text = "alice";
  EXPECT_EQ(pool.Intern("alice"), pool.Intern(text));
  EXPECT_NE(pool.Intern("alice"), pool.Intern("Alice"));
}

TEST(StringPool, EmptyTextIsTheDefaultSymbol) {
  StringPool pool;
  EXPECT_EQ(pool.Intern(""), Symbol());
  EXPECT_TRUE(Symbol().empty());
  EXPECT_FALSE(Symbol());
  EXPECT_EQ(Symbol().view(), "");
}

TEST(StringPool, KeepsItsOwnCopyWhileItGrows) {
  StringPool pool;
  std::string text = "alice";
  const Symbol alice = pool.Intern(text);
  text = "mallory";
  for (int i = 0; i < 10'000; ++i) pool.Intern(std::to_string(i));
  EXPECT_EQ(alice.view(), "alice");
  EXPECT_EQ(pool.Intern("alice"), alice);
}

TEST(StringPool, TextMayHoldNul) {
  StringPool pool;
  EXPECT_NE(pool.Intern(std::string_view("a\0b", 3)), pool.Intern("a"));
}

TEST(Symbol, IsOrderedByContent) {
  StringPool pool;
  const Symbol later = pool.Intern("b"), earlier = pool.Intern("a");
  EXPECT_LT(earlier, later);
  EXPECT_FALSE(later < earlier);
  EXPECT_FALSE(later < later);
  EXPECT_LT(Symbol(), earlier);
}

TEST(StringPool, FrontsOnSeveralThreadsGiveTheSymbolsOfTheirPool) {
  StringPool shared;
  std::vector<std::vector<Symbol>> symbols(4);
  {
    std::vector<std::jthread> threads;
    for (auto& own : symbols)
      threads.emplace_back([&shared, &own] {
        StringPool front(shared);
        for (int i = 0; i < 2000; ++i)
          own.push_back(front.Intern("text " + std::to_string(i % 300)));
      });
  }
  for (const auto& own : symbols) EXPECT_EQ(own, symbols.front());
  EXPECT_EQ(symbols[0][7], shared.Intern("text 7"));
  EXPECT_TRUE(StringPool(shared).Intern("").empty());
}

}  // namespace
}  // namespace logonloom
