// Damage is made where libvshadow would follow a list without end or out of the volume.
#include "evidence/shadow_chains.h"

#include <gmock/gmock.h>

#include <cstring>

#include "evidence/image_contents.h"
#include "support/memory_source.h"
#include "support/shadow_copy_writer.h"
#include "support/shadowed_volume.h"

namespace logonloom {
namespace {

using support::ShadowStore;
using testing::HasSubstr;

class ShadowChains : public testing::Test {
 protected:
  std::vector<ListedShadowCopy> List() {
    MemorySource source(std::as_bytes(std::span(volume_.bytes)));
    return ListShadowCopies(source);
  }
  void Put(std::uint64_t at, std::uint64_t number) {
    std::memcpy(&volume_.bytes[at], &number, sizeof number);
  }
  // What is wrong with the second of three copies after `number` was put at `at`, and then is not.
  std::string ProblemWith(std::uint64_t at, std::uint64_t number) {
    const std::string whole = volume_.bytes;
    Put(at, number);
    const auto copies = List();
    volume_.bytes = whole;
    EXPECT_EQ(copies.at(0).problem + copies.at(2).problem, "");
    return copies.at(1).problem;
  }

  support::ShadowedVolume volume_ = support::MakeShadowedVolume();
};

TEST_F(ShadowChains, OfAVolumeWithoutCatalogueAreNone) {
  MemorySource with(std::as_bytes(std::span(volume_.bytes)));
  EXPECT_TRUE(HasShadowCatalogue(with));
  MemorySource without(std::as_bytes(std::span(volume_.states[0].volume)));
  EXPECT_FALSE(HasShadowCatalogue(without));
  EXPECT_THAT(ListShadowCopies(without), testing::IsEmpty());
  const std::string some = "too short for a header";
  MemorySource tiny(std::as_bytes(std::span(some)));
  EXPECT_FALSE(HasShadowCatalogue(tiny));
}

TEST_F(ShadowChains, ThatAreWholeMayBeFollowed) {
  const auto copies = List();
  ASSERT_EQ(copies.size(), 3u);
  for (std::size_t i = 0; i < copies.size(); ++i) {
    EXPECT_EQ(copies[i].identifier, support::ShadowIdentifier(i + 1));
    EXPECT_EQ(copies[i].problem, "");
  }
}

TEST_F(ShadowChains, ThatLeadInACircleAreTold) {
  const ShadowStore store = volume_.places.stores[1];
  for (const std::uint64_t block : {store.header, store.list, store.ranges, store.bitmap})
    EXPECT_THAT(ProblemWith(block + support::kNextBlockField, block), HasSubstr("in a circle"));
}

TEST_F(ShadowChains, ThatLeadOutOfTheVolumeAreTold) {
  const ShadowStore store = volume_.places.stores[1];
  for (const std::uint64_t far : {~std::uint64_t{0}, std::uint64_t{1} << 62,
                                  std::uint64_t{volume_.bytes.size()} - 100}) {
    EXPECT_THAT(ProblemWith(store.list + support::kNextBlockField, far),
                HasSubstr("list of blocks"));
    for (const std::uint64_t field : {8, 32, 40, 48, 72})
      EXPECT_THAT(ProblemWith(store.entry + field, far), HasSubstr("out of the volume"));
  }
}

TEST_F(ShadowChains, OfADamagedCatalogueAreNotFollowed) {
  const std::uint64_t next = volume_.places.catalogue + support::kNextBlockField;
  for (const std::uint64_t wrong : {volume_.places.catalogue, ~std::uint64_t{0}}) {
    Put(next, wrong);
    EXPECT_THROW(List(), ImageError) << wrong;
  }
}

}  // namespace
}  // namespace logonloom
