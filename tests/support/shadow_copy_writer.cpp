#include "support/shadow_copy_writer.h"

#include <array>
#include <cstring>
#include <stdexcept>
#include <string_view>

namespace logonloom::support {
namespace {

constexpr std::string_view kIdentifier{
    "\x6b\x87\x08\x38\x76\xc1\x48\x4e\xb7\xae\x04\x04\x6e\x6c\xc7\x52", 16};
constexpr std::string_view kRoomMark{"room for shadows"};  // 16 bytes
constexpr std::size_t kHeadSize = 128;
constexpr std::size_t kEntrySize = 128;  // of the catalogue
constexpr std::u16string_view kMachine = u"WS01";

enum RecordType : std::uint32_t {
  kVolumeHeader = 1,
  kCatalogue = 2,
  kBlockList = 3,
  kStoreHeader = 4,
  kBlockRanges = 5,
  kBitmap = 6,
};

template <typename T>
void Put(std::string& bytes, std::size_t at, T number) {
  std::memcpy(bytes.data() + at, &number, sizeof number);
}

template <typename T>
void Append(std::string& bytes, T number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void AppendText(std::string& bytes, std::u16string_view text) {
  Append(bytes, static_cast<std::uint16_t>(2 * text.size()));
  bytes.append(reinterpret_cast<const char*>(text.data()), 2 * text.size());
}

std::string_view BlockOf(const std::string& volume, std::uint64_t offset) {
  return std::string_view(volume).substr(offset, kShadowBlock);
}

class Writer {
 public:
  explicit Writer(std::string& volume) : volume_(volume), now_(volume) {
    const std::string room = ShadowRoom(kShadowBlock);
    for (std::uint64_t at = 0; at + kShadowBlock <= volume_.size(); at += kShadowBlock)
      if (BlockOf(volume_, at) == room) room_.push_back(at);
  }

  ShadowPlaces Run(const std::vector<ShadowState>& earlier) {
    ShadowPlaces places;
    places.catalogue = Take();
    std::string entries;
    for (std::size_t i = 0; i < earlier.size(); ++i) {
      const std::string& next = i + 1 < earlier.size() ? earlier[i + 1].volume : now_;
      places.stores.push_back(WriteStore(i + 1, earlier[i].volume, next));
      AppendEntries(entries, i + 1, earlier[i].created, places.stores.back());
      places.stores.back().entry = places.catalogue + kHeadSize + entries.size() - kEntrySize;
    }
    if (entries.size() > kShadowBlock - kHeadSize) throw std::runtime_error("too many copies");
    WriteBlock(kCatalogue, places.catalogue, 0, 0, entries);
    WriteVolumeHeader(places.catalogue);
    return places;
  }

 private:
  std::uint64_t Take() {
    if (taken_ == room_.size()) throw std::runtime_error("no room for shadow copies is left");
    return room_[taken_++];
  }

  // `relative`: in its store, in the order in which its blocks were taken.
  void WriteBlock(RecordType type, std::uint64_t at, std::uint64_t relative, std::uint64_t next,
                  std::string_view content, std::uint64_t information = 0) {
    std::string block(kShadowBlock, '\0');
    block.replace(0, kIdentifier.size(), kIdentifier);
    Put(block, 16, std::uint32_t{1});
    Put(block, 20, static_cast<std::uint32_t>(type));
    Put(block, 24, relative);
    Put(block, 32, at);
    Put(block, kNextBlockField, next);
    Put(block, 48, information);
    block.replace(kHeadSize, content.size(), content);
    volume_.replace(at, kShadowBlock, block);
  }

  // As many blocks as it takes; where the first one lies.
  std::uint64_t WriteChain(RecordType type, std::size_t store, std::string_view content,
                           std::size_t entry_size) {
    const std::size_t most = (kShadowBlock - kHeadSize) / entry_size * entry_size;
    const std::uint64_t first = Take();
    for (std::uint64_t at = first, next = 0;; at = next) {
      const std::string_view part = content.substr(0, most);
      content.remove_prefix(part.size());
      const std::uint64_t relative = Relative(store, at);
      next = content.empty() ? 0 : Take();
      WriteBlock(type, at, relative, next, part);
      if (next == 0) return first;
    }
  }

  std::uint64_t Relative(std::size_t store, std::uint64_t at) const {
    for (std::size_t i = store; i < taken_; ++i)
      if (room_[i] == at) return (i - store) * kShadowBlock;
    throw std::runtime_error("a block is not of its store");
  }

  bool IsRoom(std::uint64_t offset) const {
    for (const std::uint64_t at : room_)
      if (at == offset) return true;
    return false;
  }

  ShadowStore WriteStore(std::size_t number, const std::string& state, const std::string& next) {
    const std::size_t first = taken_;
    ShadowStore store;
    store.header = Take();
    std::string list, ranges, bitmap(volume_.size() / kShadowBlock / 8 + 1, '\0');
    for (std::uint64_t at = 0; at + kShadowBlock <= volume_.size(); at += kShadowBlock) {
      const std::uint64_t block = at / kShadowBlock;
      if (IsRoom(at))
        bitmap[block / 8] = static_cast<char>(bitmap[block / 8] | (1 << (block % 8)));
      else if (BlockOf(state, at) != BlockOf(next, at))
        AppendSaved(list, at, first, BlockOf(state, at));
    }
    store.list = WriteChain(kBlockList, first, list, 32);
    store.bitmap = WriteChain(kBitmap, first, bitmap, 1);
    for (std::size_t i = first; i < taken_; ++i) {
      Append(ranges, room_[i]);
      Append(ranges, std::uint64_t{(i - first) * kShadowBlock});
      Append(ranges, std::uint64_t{kShadowBlock});
    }
    store.ranges = WriteChain(kBlockRanges, first, ranges, 24);
    const std::string information = Information(number);
    WriteBlock(kStoreHeader, store.header, 0, 0, information, information.size());
    return store;
  }

  void AppendSaved(std::string& list, std::uint64_t original, std::size_t store,
                   std::string_view content) {
    const std::uint64_t at = Take();
    Append(list, original);
    Append(list, Relative(store, at));
    Append(list, at);
    Append(list, std::uint64_t{0});  // flags and, of overlays, an allocation bitmap
    volume_.replace(at, kShadowBlock, content);
  }

  static std::string Information(std::size_t number) {
    std::string bytes(16, '\0');
    bytes += ShadowIdentifier(number + 0x1000);      // of the copy
    bytes += ShadowIdentifier(number + 0x2000);      // of the set that it belongs to
    Append(bytes, std::uint32_t{0xd});               // client accessible, with writers
    Append(bytes, std::uint32_t{1});                 // provider
    Append(bytes, std::uint32_t{0x0042000d});        // attributes: persistent, differential …
    Append(bytes, std::uint32_t{0});
    AppendText(bytes, kMachine);
    AppendText(bytes, kMachine);
    return bytes;
  }

  void AppendEntries(std::string& entries, std::size_t number, FileTime created,
                     const ShadowStore& store) const {
    std::string volume(kEntrySize, '\0'), place(kEntrySize, '\0');
    const std::string identifier = ShadowIdentifier(number);
    Put(volume, 0, std::uint64_t{2});
    Put(volume, 8, std::uint64_t{volume_.size()});
    volume.replace(16, identifier.size(), identifier);
    Put(volume, 32, std::uint64_t{number});
    Put(volume, 40, std::uint64_t{0x440});
    Put(volume, 48, static_cast<std::uint64_t>(created.ticks));
    Put(place, 0, std::uint64_t{3});
    Put(place, 8, store.list);
    place.replace(16, identifier.size(), identifier);
    Put(place, 32, store.header);
    Put(place, 40, store.ranges);
    Put(place, 48, store.bitmap);
    entries += volume + place;
  }

  void WriteVolumeHeader(std::uint64_t catalogue) {
    std::string header(512, '\0');
    header.replace(0, kIdentifier.size(), kIdentifier);
    Put(header, 16, std::uint32_t{1});
    Put(header, 20, std::uint32_t{kVolumeHeader});
    Put(header, 24, std::uint64_t{kShadowHeaderPlace});
    Put(header, 32, std::uint64_t{kShadowHeaderPlace});
    Put(header, 48, catalogue);
    const std::string identifier = ShadowIdentifier(0);
    header.replace(64, identifier.size(), identifier);
    header.replace(80, identifier.size(), identifier);
    volume_.replace(kShadowHeaderPlace, header.size(), header);
  }

  std::string& volume_;
  const std::string now_;
  std::vector<std::uint64_t> room_;  // whole blocks that copies may take
  std::size_t taken_ = 0;
};

}  // namespace

std::string ShadowRoom(std::size_t size_bytes) {
  std::string room;
  while (room.size() < size_bytes) room += kRoomMark;
  return room;
}

std::string ShadowIdentifier(std::size_t number) {
  std::string identifier("\0\0\0\0\x5c\xdb\xee\x11\x80\0logoni", 16);
  Put(identifier, 0, static_cast<std::uint32_t>(number));
  return identifier;
}

ShadowPlaces AddShadowCopies(std::string& volume, const std::vector<ShadowState>& earlier) {
  return Writer(volume).Run(earlier);
}

}  // namespace logonloom::support
