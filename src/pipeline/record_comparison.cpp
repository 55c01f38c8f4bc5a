#include "pipeline/record_comparison.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"
#include "base/time.h"
#include "events/value_text.h"

namespace logonloom {
namespace {

using Part = RecordCopy::Part;

constexpr std::array<std::string_view, 5> kSections = {"EventData", "UserData",
                                                       "ProcessingErrorData", "RenderingInfo", ""};

void Add(RecordCopy& copy, const char* label, std::string_view text) {
  copy.parts.push_back({std::string("System/") + label, std::string(text)});
}

void Add(RecordCopy& copy, const char* label, std::uint64_t number) {
  Add(copy, label, std::to_string(number));
}

template <typename Number>
void Add(RecordCopy& copy, const char* label, std::optional<Number> number) {
  Add(copy, label, number ? std::to_string(*number) : std::string());
}

void AddSystem(const SystemProperties& system, RecordCopy& copy) {
  Add(copy, "Provider", system.provider);
  Add(copy, "ProviderGuid", ToUpper(system.provider_guid));
  Add(copy, "EventID", std::uint64_t{system.event_id});
  Add(copy, "Qualifiers", std::uint64_t{system.qualifiers});
  Add(copy, "Version", std::uint64_t{system.version});
  Add(copy, "Level", std::uint64_t{system.level});
  Add(copy, "Task", std::uint64_t{system.task});
  Add(copy, "Opcode", std::uint64_t{system.opcode});
  Add(copy, "Keywords", system.keywords);
  Add(copy, "TimeCreated", system.time_created ? FormatTime(*system.time_created) : "");
  Add(copy, "EventRecordID", system.event_record_id);
  Add(copy, "ActivityID", system.activity_id);
  Add(copy, "RelatedActivityID", system.related_activity_id);
  Add(copy, "ProcessID", system.process_id);
  Add(copy, "ThreadID", system.thread_id);
  Add(copy, "Channel", system.channel);
  Add(copy, "Computer", system.computer);
  Add(copy, "UserID", system.user_sid);
}

bool SamePart(const Part& a, const Part& b) { return a.label == b.label && a.text == b.text; }

// WTF-8 of a code unit from D800 to DFFF.
bool HasSurrogate(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i)
    if (text[i] == '\xed' && static_cast<unsigned char>(text[i + 1]) >= 0xa0) return true;
  return false;
}

bool HasMarkup(const RecordCopy& copy) {
  return std::any_of(copy.parts.begin(), copy.parts.end(), [](const Part& part) {
    return part.type == ValueType::kText && part.text.find_first_of("<&") != std::string::npos;
  });
}

bool HasNul(const RecordCopy& copy) {
  return std::any_of(copy.parts.begin(), copy.parts.end(),
                     [](const Part& part) { return part.text.find('\0') != std::string::npos; });
}

DifferenceClass ClassOfPart(const Part& first, const Part& second) {
  if (first.label != second.label) return DifferenceClass::kUnexplained;
  if (first.type == ValueType::kHex && ParseUnsigned(first.text) == ParseUnsigned(second.text) &&
      ParseUnsigned(first.text))
    return DifferenceClass::kSizeNumber;
  if (first.negative && ParseSigned(second.text)) return DifferenceClass::kNegativeNumber;
  if (HasSurrogate(first.text)) return DifferenceClass::kLostSurrogate;
  return DifferenceClass::kUnexplained;
}

// One cause behind all that differs in the shape of the records; kUnexplained if there is none.
DifferenceClass ClassOfShape(const RecordCopy& first, const RecordCopy& second) {
  if (HasNul(first)) return DifferenceClass::kCutAtNul;
  if (first.traits.ansi_text && HasMarkup(first)) return DifferenceClass::kMarkupInText;
  if (first.traits.several_roots && second.parts.size() < first.parts.size())
    return DifferenceClass::kOneRootOnly;
  return DifferenceClass::kUnexplained;
}

}  // namespace

ClassText Describe(DifferenceClass difference) {
  switch (difference) {
    case DifferenceClass::kUnexplained:
      return {"unexplained", "not a known defect"};
    case DifferenceClass::kSkipsWithoutTemplate:
      return {"skips_without_template", "libevtx does not deliver records of plain elements"};
    case DifferenceClass::kSkipsEntity:
      return {"skips_entity", "libevtx does not deliver records with an entity in an attribute"};
    case DifferenceClass::kSkipsBehindDamage:
      return {"skips_behind_damage",
              "libevtx does not deliver what follows a damaged record in its chunk"};
    case DifferenceClass::kSkipsChunkEnd:
      return {"skips_chunk_end",
              "libevtx does not deliver a record that ends on the last byte of its chunk"};
    case DifferenceClass::kMarkupInText:
      return {"markup_in_text", "libevtx takes markup inside an ANSI text for elements"};
    case DifferenceClass::kOneRootOnly:
      return {"one_root_only", "libevtx delivers the first of several elements in a value"};
    case DifferenceClass::kNegativeNumber:
      return {"negative_number", "libevtx writes negative 32-bit numbers wrongly"};
    case DifferenceClass::kSizeNumber:
      return {"size_number", "libevtx writes pointer-sized numbers decimal instead of hex"};
    case DifferenceClass::kLostSurrogate:
      return {"lost_surrogate", "libevtx changes or leaves out lone surrogates"};
    case DifferenceClass::kCutAtNul:
      return {"cut_at_nul", "libevtx cuts a text at a NUL, and the record with it"};
  }
  return {};
}

RecordCopy CopyRecord(const Record& record) {
  RecordCopy copy;
  copy.traits = record.traits;
  copy.record_id = record.system.event_record_id.value_or(record.header_record_id);
  AddSystem(record.system, copy);
  std::string scratch;
  for (const Field& field : record.fields) {
    Part part;
    part.label = std::string(kSections[static_cast<std::size_t>(field.section)]) + "/" +
                 std::string(field.path) + "/" + std::string(field.name);
    part.text = CanonicalText(field.value, FieldType::kText, scratch);
    part.type = field.value.type;
    part.negative =
        field.value.type == ValueType::kInt && static_cast<std::int64_t>(field.value.number) < 0;
    copy.parts.push_back(std::move(part));
  }
  return copy;
}

std::uint64_t HashOf(const RecordCopy& copy) {
  std::uint64_t hash = kHashSeed;
  for (const Part& part : copy.parts) {
    hash = Hash64(part.label, hash);
    hash = Hash64("\x1f", hash);
    hash = Hash64(part.text, hash);
    hash = Hash64("\x1e", hash);
  }
  return hash;
}

std::vector<Difference> Compare(const RecordCopy& first, const RecordCopy& second) {
  std::vector<Difference> differences;
  const auto same_label = [](const Part& a, const Part& b) { return a.label == b.label; };
  if (!std::equal(first.parts.begin(), first.parts.end(), second.parts.begin(), second.parts.end(),
                  same_label)) {
    const auto [a, b] = std::mismatch(first.parts.begin(), first.parts.end(), second.parts.begin(),
                                      second.parts.end(), SamePart);
    differences.push_back({ClassOfShape(first, second),
                           a != first.parts.end() ? a->label : b->label,
                           a != first.parts.end() ? a->text : "(absent)",
                           b != second.parts.end() ? b->text : "(absent)"});
    return differences;
  }
  for (std::size_t i = 0; i < first.parts.size(); ++i) {
    const Part& a = first.parts[i];
    const Part& b = second.parts[i];
    if (a.text == b.text) continue;
    DifferenceClass kind = ClassOfPart(a, b);
    if (kind == DifferenceClass::kUnexplained) kind = ClassOfShape(first, second);
    differences.push_back({kind, a.label, a.text, b.text});
  }
  return differences;
}

}  // namespace logonloom
