#include <mutex>
#include <random>

#include "base/text_slabs.h"
#include "base/word_hash.h"
#include "logonloom/bulk_list.h"
#include "logonloom/types.h"

namespace logonloom {
namespace {

// Seeded: whoever writes the evidence cannot make texts that collide.
std::uint64_t HashOf(std::string_view text) {
  static const std::uint64_t kSeed = [] {
    std::random_device random;
    return std::uint64_t{random()} << 32 | random();
  }();
  return HashText(text, kSeed);
}

// Symbols by their text: open addressing, at most half full. The hash that an entry shows is also
// where it belongs, so that growing does not look at the texts.
class SymbolTable {
 public:
  // The place of the text, or where it belongs; until the next Insert.
  struct Entry {
    std::uint32_t hash = 0;
    Symbol symbol;
  };
  Entry& Find(std::string_view text, std::uint32_t hash) {
    std::size_t place = hash & (entries_.size() - 1);
    while (!entries_[place].symbol.empty() &&
           (entries_[place].hash != hash || entries_[place].symbol.view() != text))
      place = (place + 1) & (entries_.size() - 1);
    return entries_[place];
  }
  void Insert(Entry& entry, Symbol symbol, std::uint32_t hash) {
    entry = {hash, symbol};
    if (++count_ * 2 > entries_.size()) Grow();
  }
  std::size_t size() const { return count_; }
  void Clear() { *this = {}; }

 private:
  static constexpr std::size_t kLeast = 256;

  void Grow() {
    BulkTable<Entry> old(entries_.size() * 2);
    old.swap(entries_);
    for (const Entry& entry : old) {
      if (entry.symbol.empty()) continue;
      std::size_t place = entry.hash & (entries_.size() - 1);
      while (!entries_[place].symbol.empty()) place = (place + 1) & (entries_.size() - 1);
      entries_[place] = entry;
    }
  }

  BulkTable<Entry> entries_ = BulkTable<Entry>(kLeast);
  std::size_t count_ = 0;
};

}  // namespace

struct StringPool::Impl {
  StringPool* shared = nullptr;
  std::mutex mutex;  // for fronts
  TextSlabs texts;
  SymbolTable known;

  // A front that had all texts would be as large as what it stands before.
  static constexpr std::size_t kMostInFront = 1 << 16;

  Symbol Intern(std::string_view text, std::uint32_t hash) {
    if (shared != nullptr && known.size() >= kMostInFront) known.Clear();
    SymbolTable::Entry& entry = known.Find(text, hash);
    if (!entry.symbol.empty()) return entry.symbol;
    const Symbol symbol = shared != nullptr ? shared->impl_->InternLocked(text, hash)
                                            : texts.Append(text);
    known.Insert(entry, symbol, hash);
    return symbol;
  }
  Symbol InternLocked(std::string_view text, std::uint32_t hash) {
    const std::lock_guard lock(mutex);
    return Intern(text, hash);
  }
};

StringPool::StringPool() : impl_(std::make_unique<Impl>()) {}
StringPool::StringPool(StringPool& shared) : StringPool() { impl_->shared = &shared; }
StringPool::~StringPool() = default;

void StringPool::Close() { impl_->known.Clear(); }

Symbol StringPool::Intern(std::string_view text) {
  if (text.empty()) return {};
  return impl_->Intern(text, static_cast<std::uint32_t>(HashOf(text)));
}

}  // namespace logonloom
