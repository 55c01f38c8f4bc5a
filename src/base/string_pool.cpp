#include <mutex>
#include <unordered_map>
#include <unordered_set>

#include "logonloom/types.h"

namespace logonloom {
namespace {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>()(text);
  }
};

}  // namespace

struct StringPool::Impl {
  StringPool* shared = nullptr;
  std::mutex mutex;                                                  // for fronts
  std::unordered_set<std::string, TextHash, std::equal_to<>> texts;  // nodes never move
  std::unordered_map<std::string_view, Symbol> known;                // of a front
};

StringPool::StringPool() : impl_(std::make_unique<Impl>()) {}
StringPool::StringPool(StringPool& shared) : StringPool() { impl_->shared = &shared; }
StringPool::~StringPool() = default;

Symbol StringPool::Intern(std::string_view text) {
  if (text.empty()) return Symbol();
  if (impl_->shared != nullptr) {
    const auto known = impl_->known.find(text);
    if (known != impl_->known.end()) return known->second;
    const std::lock_guard lock(impl_->shared->impl_->mutex);
    const Symbol symbol = impl_->shared->Intern(text);
    impl_->known.emplace(symbol.view(), symbol);
    return symbol;
  }
  const auto known = impl_->texts.find(text);
  if (known != impl_->texts.end()) return Symbol(&*known);
  return Symbol(&*impl_->texts.emplace(text).first);
}

}  // namespace logonloom
