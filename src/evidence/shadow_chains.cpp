#include "evidence/shadow_chains.h"

#include <array>
#include <functional>
#include <optional>
#include <string_view>
#include <unordered_set>

#include "base/bytes.h"
#include "evidence/image_contents.h"
#include "evidence/image_layout.h"

namespace logonloom {
namespace {

constexpr std::string_view kIdentifier{
    "\x6b\x87\x08\x38\x76\xc1\x48\x4e\xb7\xae\x04\x04\x6e\x6c\xc7\x52", 16};
constexpr std::uint64_t kHeaderPlace = 0x1e00;
constexpr std::size_t kCatalogueField = 48;  // u64, of the header of the volume
constexpr std::size_t kBlock = 0x4000;
constexpr std::size_t kHead = 128;       // of each block
constexpr std::size_t kNextField = 40;   // u64, of the head: the next block of the list, or 0
constexpr std::size_t kEntry = 128;      // of the catalogue
constexpr std::size_t kIdentifierField = 16;  // of an entry
constexpr std::uint64_t kPlacesEntry = 3;  // the type of an entry that says where the lists begin
constexpr std::size_t kMostCopies = 512;   // as many as Windows keeps of one volume
constexpr std::size_t kMostBlocks = 1'000'000;  // of one list; for terabytes of overwritten data

struct List {
  const char* name;
  std::size_t field;  // u64, of an entry: its first block
};
constexpr List kLists[] = {{"store header", 32},
                           {"list of blocks", 8},
                           {"list of ranges", 40},
                           {"bitmap", 48},
                           {"earlier bitmap", 72}};

using OnBlock = std::function<void(Bytes)>;

// Why the list that begins at `first` has no end, or nothing. `size`: of a block, as far as the
// caller wants it.
std::string Follow(EvidenceSource& volume, std::uint64_t first, std::size_t size,
                   const OnBlock& on_block) {
  std::unordered_set<std::uint64_t> seen;
  std::vector<std::byte> block(size);
  for (std::uint64_t at = first; at != 0;) {
    if (at > volume.size() || volume.size() - at < kBlock) return "leads out of the volume";
    if (!seen.insert(at).second) return "leads in a circle";
    if (seen.size() > kMostBlocks) return "is longer than any that is followed";
    if (volume.ReadAt(at, block) != block.size()) return "cannot be read";
    if (!StandsAt(block, 0, kIdentifier)) return {};  // libvshadow says so itself, and stops
    on_block(block);
    at = ReadInt<std::uint64_t>(block, kNextField).value_or(0);
  }
  return {};
}

std::uint64_t CatalogueOf(EvidenceSource& volume) {
  std::array<std::byte, kSector> header{};
  if (volume.ReadAt(kHeaderPlace, header) != header.size()) return 0;
  if (!StandsAt(header, 0, kIdentifier)) return 0;
  return ReadInt<std::uint64_t>(header, kCatalogueField).value_or(0);
}

std::string ProblemOf(EvidenceSource& volume, Bytes entry) {
  for (const List& list : kLists) {
    const auto first = ReadInt<std::uint64_t>(entry, list.field).value_or(0);
    const std::string problem = Follow(volume, first, kHead, [](Bytes) {});
    if (!problem.empty())
      return "The shadow copy is damaged: its " + std::string(list.name) + " " + problem + ".";
  }
  return {};
}

}  // namespace

bool HasShadowCatalogue(EvidenceSource& volume) { return CatalogueOf(volume) != 0; }

std::vector<ListedShadowCopy> ListShadowCopies(EvidenceSource& volume) {
  std::vector<std::vector<std::byte>> entries;
  const std::string problem =
      Follow(volume, CatalogueOf(volume), kBlock, [&entries](Bytes block) {
        for (std::size_t at = kHead; at + kEntry <= block.size(); at += kEntry)
          if (ReadInt<std::uint64_t>(block, at) == kPlacesEntry && entries.size() <= kMostCopies)
            entries.emplace_back(block.begin() + static_cast<std::ptrdiff_t>(at),
                                 block.begin() + static_cast<std::ptrdiff_t>(at + kEntry));
      });
  if (!problem.empty())
    throw ImageError("The catalogue of the shadow copies is damaged: it " + problem +
                     ". They are left. Carve the image for what they kept.");
  if (entries.size() > kMostCopies)
    throw ImageError(
        "The catalogue lists more shadow copies than Windows keeps of a volume. They are left. "
        "Carve the image for what they kept.");
  std::vector<ListedShadowCopy> copies;
  for (const auto& entry : entries)
    copies.push_back({std::string(reinterpret_cast<const char*>(&entry[kIdentifierField]), 16),
                      ProblemOf(volume, entry)});
  return copies;
}

}  // namespace logonloom
