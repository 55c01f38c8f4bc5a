// Which rule a field of an event goes by, found fast by the order in which fields come.
#pragma once

#include <bitset>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "events/catalogue.h"
#include "logonloom/record.h"

namespace logonloom {

// A value that stood at a place before, and what came of it.
struct LastValue {
  ValueType type = ValueType::kNull;  // kNull: none yet
  std::string bytes;
  std::uint64_t hash = 0;  // HashOf (events/payload_hash.h)
  Symbol symbol;           // what its slot got
};

// Records of one event have the same fields in the same order, so the layout remembers which rule
// belonged to the field at each place and compares one name instead of searching for it, or none
// if the reader says that the record is of the same shape as one before.
// Not thread-safe.
class FieldLayout {
 public:
  static constexpr std::size_t kMostRules = 64;

  // What a field is in its record.
  struct Match {
    const FieldRule* rule;    // nullptr if the catalogue has none for it
    std::uint64_t name_hash;  // over section and name
    LastValue* last;          // the layout keeps it for its place; nullptr if it knows none
  };

  // `own` rules go ahead of `shared` ones of the same name. Throws std::logic_error if there are
  // more than kMostRules.
  FieldLayout(std::span<const FieldRule> own, std::span<const FieldRule> shared);

  // Starts a record of that shape (Record::shape).
  void Begin(std::uint64_t shape = 0);
  // The next field of the record. Valid until the next Begin.
  Match Next(const Field& field) {
    return known_ ? MatchOf(places_[at_++]) : Compare(field);
  }

 private:
  struct Place {
    Section section;
    std::string name;
    int rule;  // into rules_, -1 if none
    std::uint64_t name_hash;
    LastValue last = {};
  };

  Match MatchOf(Place& place) {
    return {place.rule < 0 ? nullptr : &rules_[static_cast<std::size_t>(place.rule)],
            place.name_hash, &place.last};
  }
  Match Compare(const Field& field);
  int Search(const Field& field);

  std::vector<FieldRule> rules_;
  std::vector<Place> places_;     // what the last records had
  std::uint64_t shape_ = 0;       // of records whose fields the first places are; 0: not known
  std::uint64_t current_ = 0;     // the shape of this record
  bool known_ = false;            // this record is of shape_
  std::size_t at_ = 0;            // place of the next field
  bool on_track_ = true;          // all fields so far were as remembered
  std::size_t nameless_ = 0;      // nameless Data so far
  std::bitset<kMostRules> used_;  // rules that a field of this record has taken
};

}  // namespace logonloom
