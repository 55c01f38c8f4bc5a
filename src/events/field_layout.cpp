#include "events/field_layout.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>

#include "base/word_hash.h"

namespace logonloom {
namespace {

constexpr std::size_t kMostPlaces = 128;  // real events have up to some 40 fields

std::uint64_t NameHash(const Field& field) {
  return HashText(field.name, static_cast<std::uint64_t>(field.section));
}

}  // namespace

FieldLayout::FieldLayout(std::span<const FieldRule> own, std::span<const FieldRule> shared)
    : rules_(own.begin(), own.end()) {
  for (const FieldRule& rule : shared)
    if (std::none_of(own.begin(), own.end(),
                     [&](const FieldRule& mine) { return mine.name == rule.name; }))
      rules_.push_back(rule);
  if (rules_.size() > kMostRules) throw std::logic_error("an event has too many field rules");
}

void FieldLayout::Begin(std::uint64_t shape) {
  if (on_track_ && !known_ && current_ != 0) shape_ = current_;
  current_ = shape;
  known_ = shape != 0 && shape == shape_;
  at_ = 0;
  on_track_ = true;
  nameless_ = 0;
  used_.reset();
}

FieldLayout::Match FieldLayout::Compare(const Field& field) {
  const std::size_t at = at_++;
  if (on_track_ && at < places_.size()) {
    Place& place = places_[at];
    if (place.section == field.section && place.name == field.name) {
      if (field.name.empty()) ++nameless_;
      if (place.rule >= 0) used_.set(static_cast<std::size_t>(place.rule));
      return MatchOf(place);
    }
    places_.erase(places_.begin() + static_cast<std::ptrdiff_t>(at), places_.end());
    shape_ = 0;
  }
  on_track_ = on_track_ && at < kMostPlaces;
  const int rule = Search(field);
  if (rule >= 0) used_.set(static_cast<std::size_t>(rule));
  Place place{field.section, std::string(field.name), rule, NameHash(field)};
  if (on_track_) return MatchOf(places_.emplace_back(std::move(place)));
  Match match = MatchOf(place);
  match.last = nullptr;  // nothing is kept of it
  return match;
}

// The first rule of that name that no field before has taken.
int FieldLayout::Search(const Field& field) {
  std::string_view name = field.name;
  char position[24] = "#";
  if (name.empty())
    name = {position, std::to_chars(position + 1, position + sizeof position, nameless_++).ptr};
  for (std::size_t i = 0; i < rules_.size(); ++i)
    if (!used_[i] && rules_[i].name == name) return static_cast<int>(i);
  return -1;
}

}  // namespace logonloom
