#include "evidence/shadow_copies.h"

#include <gmock/gmock.h>

#include <cstring>

#include "evidence/image_contents.h"
#include "support/memory_source.h"
#include "support/shadowed_volume.h"

namespace logonloom {
namespace {

using testing::HasSubstr;

class ShadowCopiesOfAVolume : public testing::Test {
 protected:
  std::string Read(ShadowCopies& copies, std::size_t copy) {
    std::string bytes(copies.SizeOf(copy), '\0');
    bytes.resize(copies.Read(copy, 0, bytes));
    return bytes;
  }
  // What a copy says when it is opened, empty if nothing is wrong.
  static std::string ProblemOf(ShadowCopies& copies, std::size_t copy) {
    try {
      copies.SizeOf(copy);
    } catch (const ImageError& failure) {
      return failure.what();
    }
    return {};
  }
  void Put(std::uint64_t at, std::uint64_t number) {
    std::memcpy(&volume_.bytes[at], &number, sizeof number);
  }

  support::ShadowedVolume volume_ = support::MakeShadowedVolume();
  MemorySource source_{std::as_bytes(std::span(volume_.bytes))};
};

TEST_F(ShadowCopiesOfAVolume, ShowItsEarlierStates) {
  ShadowCopies copies(source_);
  ASSERT_EQ(copies.count(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string state = Read(copies, i);
    ASSERT_EQ(state.size(), volume_.bytes.size());
    EXPECT_EQ(volume_.Content(state), volume_.Content(volume_.states[i].volume)) << i;
  }
}

TEST_F(ShadowCopiesOfAVolume, AreNamedByNumberTimeAndIdentifier) {
  ShadowCopies copies(source_);
  EXPECT_EQ(copies.StepOf(0), "vss1 2024-03-04T04:26:40Z {00000001-DB5C-11EE-8000-6C6F676F6E69}");
  EXPECT_EQ(copies.StepOf(2), "vss3 2024-03-04T06:26:40Z {00000003-DB5C-11EE-8000-6C6F676F6E69}");
}

TEST_F(ShadowCopiesOfAVolume, AreReadInPieces) {
  ShadowCopies copies(source_);
  const std::string whole = Read(copies, 1);
  std::string piece(100, '\0');
  EXPECT_EQ(copies.Read(1, 3 * support::kShadowBlock - 50, piece), 100u);
  EXPECT_EQ(piece, whole.substr(3 * support::kShadowBlock - 50, 100));
}

TEST_F(ShadowCopiesOfAVolume, ThatAreDamagedTakeTheEarlierOnesWithThem) {
  const std::uint64_t list = volume_.places.stores[1].list;
  Put(list + support::kNextBlockField, list);
  ShadowCopies copies(source_);
  EXPECT_THAT(ProblemOf(copies, 0), HasSubstr("built upon a later one that cannot be read, vss2"));
  EXPECT_THAT(ProblemOf(copies, 1), HasSubstr("list of blocks leads in a circle"));
  EXPECT_EQ(ProblemOf(copies, 2), "");
  EXPECT_EQ(volume_.Content(Read(copies, 2)), volume_.Content(volume_.states[2].volume));
}

TEST_F(ShadowCopiesOfAVolume, ThatLieInTheirListsCannotBeRead) {
  Put(volume_.places.stores[2].list + 128 + 16, std::uint64_t{1} << 62);  // a saved block
  ShadowCopies copies(source_);
  EXPECT_THROW(Read(copies, 2), ImageError);
}

TEST_F(ShadowCopiesOfAVolume, CannotBeOpenedWithoutACatalogue) {
  volume_.bytes.replace(volume_.places.catalogue, 16, 16, 'x');
  EXPECT_THROW(ShadowCopies copies(source_), ImageError);
}

}  // namespace
}  // namespace logonloom
