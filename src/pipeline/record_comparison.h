// Two readers' versions of one record, compared part by part.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "logonloom/record.h"

namespace logonloom {

// Why versions differ. All but kUnexplained are known defects of the second reader, observed in
// the real logs that docs/verify.md names.
enum class DifferenceClass : std::uint8_t {
  kUnexplained,
  kSkipsWithoutTemplate,  // does not deliver records of plain elements
  kSkipsEntity,           // does not deliver records with an entity in an attribute
  kSkipsBehindDamage,     // does not deliver what follows a damaged record in its chunk
  kSkipsChunkEnd,         // does not deliver a record that ends on the last byte of its chunk
  kMarkupInText,          // takes markup inside an ANSI text for elements
  kOneRootOnly,           // delivers the first of several elements in a value
  kNegativeNumber,        // writes negative 32-bit numbers wrongly
  kSizeNumber,            // writes pointer-sized numbers decimal, not hex
  kLostSurrogate,         // leaves lone surrogates out
  kCutAtNul,              // cuts a text at a NUL, and the record with it
};
inline constexpr int kDifferenceClasses = static_cast<int>(DifferenceClass::kCutAtNul) + 1;

struct ClassText {
  std::string_view name, meaning;
};
ClassText Describe(DifferenceClass difference);

// A copy of what was read, in a form that does not depend on the reader.
struct RecordCopy {
  struct Part {
    std::string label;  // «System/EventID», «EventData/TargetUserName»
    std::string text;
    ValueType type = ValueType::kText;
    bool negative = false;
  };
  RecordTraits traits;
  std::uint64_t record_id = 0;
  std::vector<Part> parts;
};
RecordCopy CopyRecord(const Record& record);
// Equal for equal copies, traits aside; for a first look that keeps nothing.
std::uint64_t HashOf(const RecordCopy& copy);

struct Difference {
  DifferenceClass kind = DifferenceClass::kUnexplained;
  std::string part, first, second;
};
// Empty if the records say the same.
std::vector<Difference> Compare(const RecordCopy& first, const RecordCopy& second);

}  // namespace logonloom
