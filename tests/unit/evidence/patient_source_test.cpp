#include "evidence/patient_source.h"

#include <gmock/gmock.h>

#include <cerrno>
#include <set>
#include <system_error>

#include "support/memory_source.h"

namespace logonloom {
namespace {

using testing::ElementsAre;
using testing::Pair;

constexpr std::uint64_t kBlock = 4096;

// A medium with bad places: a read that touches one fails.
class BadMedium : public EvidenceSource {
 public:
  BadMedium(std::vector<std::byte> bytes, std::set<std::uint64_t> bad, int error = EIO)
      : bytes_(std::move(bytes)), source_(bytes_), bad_(std::move(bad)), error_(error) {}
  std::uint64_t size() const override { return bytes_.size(); }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> buffer) override {
    const auto place = bad_.lower_bound(offset);
    if (place != bad_.end() && *place < offset + buffer.size())
      throw std::system_error(error_, std::generic_category());
    return source_.ReadAt(offset, buffer);
  }

 private:
  std::vector<std::byte> bytes_;
  MemorySource source_;
  std::set<std::uint64_t> bad_;
  int error_;
};

std::vector<std::byte> Ones(std::size_t count) {
  return std::vector<std::byte>(count, std::byte{1});
}

PatientSource Patient(std::size_t size, std::set<std::uint64_t> bad, int error = EIO) {
  return PatientSource(std::make_unique<BadMedium>(Ones(size), std::move(bad), error));
}

TEST(PatientSource, GivesZerosForABadBlockAndTheRestAsItIs) {
  PatientSource source = Patient(10 * kBlock, {3 * kBlock + 100});
  std::vector<std::byte> buffer(10 * kBlock);
  EXPECT_EQ(source.ReadAt(0, buffer), buffer.size());
  for (std::size_t i = 0; i < buffer.size(); ++i)
    ASSERT_EQ(buffer[i] == std::byte{0}, i / kBlock == 3) << i;
  EXPECT_THAT(source.TakeUnread(), ElementsAre(Pair(3 * kBlock, kBlock)));
  EXPECT_THAT(source.TakeUnread(), ElementsAre()) << "they were taken";
}

TEST(PatientSource, CountsABlockOnceWhoeverAsksForIt) {
  PatientSource source = Patient(4 * kBlock, {kBlock + 5});
  std::vector<std::byte> buffer(2 * kBlock);
  source.ReadAt(0, buffer);
  source.ReadAt(kBlock, buffer);
  EXPECT_THAT(source.TakeUnread(), ElementsAre(Pair(kBlock, kBlock)));
}

TEST(PatientSource, EndsWhereTheFileEnds) {
  PatientSource source = Patient(kBlock + 10, {kBlock + 5});
  std::vector<std::byte> buffer(4 * kBlock);
  EXPECT_EQ(source.ReadAt(0, buffer), kBlock + 10);
  EXPECT_THAT(source.TakeUnread(), ElementsAre(Pair(kBlock, 10)));
  EXPECT_EQ(source.ReadAt(kBlock + 10, buffer), 0u);
}

TEST(PatientSource, GivesADeadMediumUp) {
  std::set<std::uint64_t> bad;
  for (std::uint64_t block = 10; block < 2000; ++block) bad.insert(block * kBlock);
  PatientSource source = Patient(2000 * kBlock, bad);
  std::vector<std::byte> buffer(2000 * kBlock);
  EXPECT_THROW(source.ReadAt(0, buffer), std::system_error);
}

TEST(PatientSource, IsNotPatientWithOtherErrors) {
  PatientSource source = Patient(4 * kBlock, {5}, ESTALE);
  std::vector<std::byte> buffer(kBlock);
  EXPECT_THROW(source.ReadAt(0, buffer), std::system_error);
  EXPECT_THAT(source.TakeUnread(), ElementsAre());
}

}  // namespace
}  // namespace logonloom
