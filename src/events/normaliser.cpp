#include "events/normaliser.h"

#include "base/repeated_text.h"
#include "events/catalogue_index.h"
#include "events/field_orders.h"
#include "events/payload_hash.h"
#include "events/record_time.h"
#include "events/sid_memo.h"
#include "events/slots.h"
#include "events/value_text.h"

namespace logonloom {
namespace {

constexpr std::size_t kShownValue = 60;  // bytes of a bad value that a diagnostic quotes
constexpr std::size_t kLongestKept = 512;  // bytes of a value that is compared with the next one

// Where a text or SID that comes to one symbol goes to; nullptr where there is more to the field.
Symbol* SlotOf(const FieldRule& rule, const Value& value, Event& event) {
  const bool text = rule.type == FieldType::kText && value.type == ValueType::kText;
  const bool sid = rule.type == FieldType::kSid && value.type == ValueType::kSid;
  return text || sid ? SymbolSlot(event, rule.slot) : nullptr;
}

bool IsPayload(Section section) {
  return section == Section::kEventData || section == Section::kUserData;
}

// Fields are named by evidence, so that anything may stand in their names and values.
std::string Escaped(std::string_view text) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string escaped;
  for (const char c : text.substr(0, kShownValue)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f && c != '\\') {
      escaped += c;
    } else {
      escaped += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return text.size() > kShownValue ? escaped + "…" : escaped;
}

class CatalogueNormaliser : public Normaliser {
 public:
  explicit CatalogueNormaliser(StringPool& pool)
      : pool_(pool), sids_(pool), filler_(pool, sids_) {}

  Disposition Normalise(const Record& record, Event& event,
                        std::vector<Diagnostic>& diagnostics) override {
    EventPlan* plan = index_.Find(record.system);
    if (plan == nullptr) return Disposition::kFiltered;
    event = {};
    event.kind = plan->kind;
    if (IsNameless(record)) {
      const std::vector<Field> named = NamedFields(record);
      if (named.empty()) return Disposition::kFiltered;  // values that could mean anything
      plan->layout.Begin();
      FillFields(record, named, plan->layout, event, diagnostics);
    } else {
      plan->layout.Begin(record.shape);
      FillFields(record, record.fields, plan->layout, event, diagnostics);
    }
    if (plan->needs_logon_id && event.subject_logon_id == 0) return Disposition::kFiltered;
    FillSystem(record, event);
    return Disposition::kEvent;
  }

 private:
  void FillSystem(const Record& record, Event& event) {
    const SystemProperties& system = record.system;
    event.source.offset = record.offset;
    event.source.recovery = record.recovery;
    event.source.complete = record.complete;
    event.provider = provider_.In(pool_, system.provider);
    event.channel = channel_.In(pool_, system.channel);
    event.computer = computer_.In(pool_, system.computer);
    event.event_id = system.event_id;
    event.version = system.version;
    event.record_id = system.event_record_id.value_or(record.header_record_id);
    event.time = TimeOf(record).value_or(record.system.time_created.value_or(FileTime{}));
    if (system.activity_id.find_first_not_of("{}-0") != std::string_view::npos)
      event.activity_id = activity_id_.In(pool_, system.activity_id);
    event.writer_pid = system.process_id.value_or(0);
    event.writer_sid = writer_sid_.In(pool_, system.user_sid);
  }

  void FillFields(const Record& record, std::span<const Field> fields, FieldLayout& layout,
                  Event& event, std::vector<Diagnostic>& diagnostics) {
    PayloadHash hash;
    for (const Field& field : fields) {
      if (!IsPayload(field.section)) continue;
      const FieldLayout::Match match = layout.Next(field);
      if (FillRepeated(match, field.value, event, hash)) continue;
      const FieldType type = match.rule != nullptr ? match.rule->type : FieldType::kText;
      hash.Add(match.name_hash, HashOfValue(field.value, type));
      if (match.rule != nullptr && !filler_.Fill(event, match.rule->slot, type, field.value))
        Tell(record, field, diagnostics);
    }
    event.payload_hash = hash.value();
  }

  // Texts and SIDs are mostly those of the record before, and come to the same then.
  bool FillRepeated(const FieldLayout::Match& match, const Value& value, Event& event,
                    PayloadHash& hash) {
    if (match.rule == nullptr || match.last == nullptr) return false;
    Symbol* const slot = SlotOf(*match.rule, value, event);
    LastValue& last = *match.last;
    const bool same = last.type == value.type && last.bytes == value.bytes;
    if (slot == nullptr || (!same && !Keep(value, *match.rule, last))) return false;
    hash.Add(match.name_hash, last.hash);
    if (!last.symbol.empty()) *slot = last.symbol;
    return true;
  }

  bool Keep(const Value& value, const FieldRule& rule, LastValue& last) {
    if (value.bytes.size() > kLongestKept) return false;
    const auto symbol = filler_.SymbolOf(rule.slot, rule.type, value);
    if (!symbol) return false;
    last.type = value.type;
    last.bytes = value.bytes;
    last.hash = HashOfValue(value, rule.type);
    last.symbol = *symbol;
    return true;
  }

  std::uint64_t HashOfValue(const Value& value, FieldType type) {
    if (value.type == ValueType::kSid && !value.bytes.empty())
      return sids_.At(value.bytes).value_hash;
    return HashOf(CanonicalOf(value, type, scratch_));
  }

  void Tell(const Record& record, const Field& field, std::vector<Diagnostic>& diagnostics) {
    Diagnostic diagnostic;
    diagnostic.code = "field_unparsable";
    const std::string_view name = field.name.empty() ? "(nameless)" : field.name;
    diagnostic.message =
        "Field " + Escaped(name) + " of event " + std::to_string(record.system.event_id) +
        ", record " +
        std::to_string(record.system.event_record_id.value_or(record.header_record_id)) +
        ", is not of its type: «" + Escaped(PlainText(field.value, scratch_)) +
        "». It is left empty.";
    diagnostic.host = std::string(record.system.computer);
    diagnostic.offset = record.offset;
    diagnostics.push_back(std::move(diagnostic));
  }

  StringPool& pool_;
  CatalogueIndex index_;
  SidMemo sids_;
  SlotFiller filler_;
  RepeatedText provider_, channel_, computer_, activity_id_, writer_sid_;
  std::string scratch_;
};

}  // namespace

std::unique_ptr<Normaliser> MakeNormaliser(StringPool& pool) {
  return std::make_unique<CatalogueNormaliser>(pool);
}

}  // namespace logonloom
