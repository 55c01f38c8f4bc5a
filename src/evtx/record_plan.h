// How a tree of nodes becomes System properties and fields: worked out once per template
// definition, run for every record that uses it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "evtx/nodes.h"
#include "evtx/text_arena.h"
#include "logonloom/record.h"

namespace logonloom::evtx {

enum class Property : std::uint8_t {
  kProviderName,
  kProviderGuid,
  kEventSourceName,
  kEventId,
  kQualifiers,
  kVersion,
  kLevel,
  kTask,
  kOpcode,
  kKeywords,
  kTimeCreated,
  kEventRecordId,
  kActivityId,
  kRelatedActivityId,
  kProcessId,
  kThreadId,
  kChannel,
  kComputer,
  kUserSid,
};
inline constexpr std::size_t kProperties = static_cast<std::size_t>(Property::kUserSid) + 1;

// Where in the record a fragment stands.
struct Context {
  enum class Place : std::uint8_t {
    kDocument,    // the root: <Event>
    kEventChild,  // a child of <Event>: <System>, <EventData>, <UserData> …
    kInside,      // in `section`, below `path`
  };
  Place place = Place::kDocument;
  Section section = Section::kOther;
  std::string_view path;
};

struct Piece {
  std::string_view text;  // a constant, if slot is kNoSlot
  std::uint16_t slot = kNoSlot;
};

struct PieceRange {
  std::uint32_t first = 0, count = 0;
};

struct Step {
  enum class Kind : std::uint8_t {
    kSkipIfNull,  // goes on at `target` if the substitution `slot` is NULL
    kProperty,    // sets `property`
    kField,       // adds a field, or runs the fragment that its substitution turns out to be
    kFragment,    // runs the fragment in `slot`; any other value there is text between elements
  };
  Kind kind = Kind::kField;
  Property property = Property::kEventId;
  bool is_attribute = false;     // kField, kProperty: absent if all that it consists of is NULL
  std::uint16_t slot = kNoSlot;  // kProperty: if its value is just that
  std::uint32_t target = 0;
  PieceRange value;
  PieceRange dynamic_name;  // kField: if it is not a constant
  Context context;          // kField: section and path; kFragment: of the fragment
  std::string_view name;    // kField
};

// A plan is straight if each of its fields is there in every record, with one value: then they are
// copied as a whole, and only the values are filled in.
struct RecordPlan {
  struct SlotField {
    std::uint16_t slot = kNoSlot;
    std::uint16_t field = 0;  // index into `fields`
  };

  std::vector<Step> steps;
  std::vector<Piece> pieces;
  SystemProperties constants;  // properties that no substitution and no condition touches
  bool has_constants = false;
  bool straight = false;
  std::vector<Field> fields;           // of a straight plan; constants have their value
  std::vector<SlotField> slot_fields;  // of a straight plan
  std::size_t fields_size = 0;         // bytes of all names and paths, of a straight plan
  std::size_t slots_needed = 0;        // of a straight plan
  std::uint64_t shape = 0;             // of records that have just these fields; of a straight plan

  std::size_t footprint() const;
};

// Texts of `nodes` and `context` have to outlive the plan, and so has `texts`, which gets the paths
// of fields. Trees that are no <Event> give what they have.
void MakePlan(const Nodes& nodes, const Context& context, TextArena& texts, RecordPlan& plan);

}  // namespace logonloom::evtx
