#include "model/token_words.h"

#include <utility>

#include "base/text.h"

namespace logonloom {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr Pair kElevation[] = {{"%%1936", "default"}, {"%%1937", "full"}, {"%%1938", "limited"}};

constexpr Pair kIntegrity[] = {
    {"S-1-16-0", "untrusted"},
    {"S-1-16-4096", "low"},
    {"S-1-16-8192", "medium"},
    {"S-1-16-8448", "medium_plus"},
    {"S-1-16-12288", "high"},
    {"S-1-16-16384", "system"},
    {"S-1-16-20480", "protected"},
    {"Untrusted", "untrusted"},
    {"Low", "low"},
    {"Medium", "medium"},
    {"High", "high"},
    {"System", "system"},
    {"AppContainer", "app_container"},
};

template <std::size_t N>
std::string_view WordOf(const Pair (&words)[N], std::string_view logged) {
  for (const auto& [value, word] : words)
    if (EqualsIgnoreCase(value, logged)) return word;
  return logged;
}

}  // namespace

std::string_view ElevationWord(std::string_view logged) { return WordOf(kElevation, logged); }
std::string_view IntegrityWord(std::string_view logged) { return WordOf(kIntegrity, logged); }

}  // namespace logonloom
