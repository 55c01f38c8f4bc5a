#include <cstring>
#include <mutex>
#include <random>
#include <vector>

#include "base/text_slabs.h"
#include "logonloom/types.h"

namespace logonloom {
namespace {

// Eight bytes at a time, seeded: whoever writes the evidence cannot make texts that collide.
std::uint64_t HashOf(std::string_view text) {
  static const std::uint64_t kSeed = [] {
    std::random_device random;
    return std::uint64_t{random()} << 32 | random();
  }();
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15ULL;
  std::uint64_t hash = kSeed ^ text.size() * kOdd;
  const auto add = [&hash](std::uint64_t word) {
    hash = (hash ^ word) * kOdd;
    hash ^= hash >> 32;
  };
  std::uint64_t word = 0;
  for (; text.size() >= sizeof word; text.remove_prefix(sizeof word)) {
    std::memcpy(&word, text.data(), sizeof word);
    add(word);
  }
  word = 0;
  std::memcpy(&word, text.data(), text.size());
  add(word);
  return hash * kOdd;
}

// Symbols by their text: open addressing, at most half full.
class SymbolTable {
 public:
  // The place of the text, or where it belongs; until the next Insert.
  struct Entry {
    std::uint32_t hash = 0;
    Symbol symbol;
  };
  Entry& Find(std::string_view text, std::uint64_t hash) {
    const auto shown = static_cast<std::uint32_t>(hash >> 32);
    std::size_t place = hash & (entries_.size() - 1);
    while (!entries_[place].symbol.empty() &&
           (entries_[place].hash != shown || entries_[place].symbol.view() != text))
      place = (place + 1) & (entries_.size() - 1);
    return entries_[place];
  }
  void Insert(Entry& entry, Symbol symbol, std::uint64_t hash) {
    entry = {static_cast<std::uint32_t>(hash >> 32), symbol};
    if (++count_ * 2 > entries_.size()) Grow();
  }

 private:
  void Grow() {
    std::vector<Entry> old(entries_.size() * 2);
    old.swap(entries_);
    for (const Entry& entry : old) {
      if (entry.symbol.empty()) continue;
      const std::uint64_t hash = HashOf(entry.symbol.view());
      Find(entry.symbol.view(), hash) = entry;
    }
  }

  std::vector<Entry> entries_ = std::vector<Entry>(256);
  std::size_t count_ = 0;
};

}  // namespace

struct StringPool::Impl {
  StringPool* shared = nullptr;
  std::mutex mutex;  // for fronts
  TextSlabs texts;
  SymbolTable known;

  Symbol Intern(std::string_view text, std::uint64_t hash) {
    SymbolTable::Entry& entry = known.Find(text, hash);
    if (!entry.symbol.empty()) return entry.symbol;
    const Symbol symbol = shared != nullptr ? shared->impl_->InternLocked(text, hash)
                                            : texts.Append(text);
    known.Insert(entry, symbol, hash);
    return symbol;
  }
  Symbol InternLocked(std::string_view text, std::uint64_t hash) {
    const std::lock_guard lock(mutex);
    return Intern(text, hash);
  }
};

StringPool::StringPool() : impl_(std::make_unique<Impl>()) {}
StringPool::StringPool(StringPool& shared) : StringPool() { impl_->shared = &shared; }
StringPool::~StringPool() = default;

Symbol StringPool::Intern(std::string_view text) {
  return text.empty() ? Symbol() : impl_->Intern(text, HashOf(text));
}

}  // namespace logonloom
