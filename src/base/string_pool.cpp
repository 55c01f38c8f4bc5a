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
  std::unordered_set<std::string, TextHash, std::equal_to<>> texts;  // nodes never move
};

StringPool::StringPool() : impl_(std::make_unique<Impl>()) {}
StringPool::~StringPool() = default;

Symbol StringPool::Intern(std::string_view text) {
  if (text.empty()) return Symbol();
  const auto known = impl_->texts.find(text);
  if (known != impl_->texts.end()) return Symbol(&*known);
  return Symbol(&*impl_->texts.emplace(text).first);
}

}  // namespace logonloom
