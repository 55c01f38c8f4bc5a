#include "events/normaliser.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "base/time.h"
#include "events/catalogue.h"
#include "events/slots.h"
#include "events/value_text.h"

namespace logonloom {
namespace {

constexpr std::size_t kShownValue = 60;  // bytes of a bad value that a diagnostic quotes

bool IsPayload(Section section) {
  return section == Section::kEventData || section == Section::kUserData;
}

std::string Quoted(std::string_view text) {
  std::string quoted;
  for (const char c : text.substr(0, kShownValue))
    quoted += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
  return quoted;
}

// Exports write 1601 into headers; such a time says nothing.
FileTime TimeOf(const Record& record) {
  if (record.system.time_created) return *record.system.time_created;
  return record.header_time.value_or(FileTime{});
}

class CatalogueNormaliser : public Normaliser {
 public:
  explicit CatalogueNormaliser(StringPool& pool) : pool_(pool) {}

  Disposition Normalise(const Record& record, Event& event,
                        std::vector<Diagnostic>& diagnostics) override {
    const LogFamily* family = FindFamily(record.system.provider, record.system.channel);
    if (family == nullptr) return Disposition::kFiltered;
    const CatalogueEntry* entry = FindEntry(*family, record.system.event_id);
    if (entry == nullptr && !family->keeps_events_with_logon_id) return Disposition::kFiltered;
    event = {};
    if (entry != nullptr) event.kind = entry->kind;
    FillFields(record, *family, entry, event, diagnostics);
    if (entry == nullptr && event.subject_logon_id == 0) return Disposition::kFiltered;
    FillSystem(record, event);
    return Disposition::kEvent;
  }

 private:
  void FillSystem(const Record& record, Event& event) {
    const SystemProperties& system = record.system;
    event.source.offset = record.offset;
    event.source.recovery = record.recovery;
    event.provider = pool_.Intern(system.provider);
    event.channel = pool_.Intern(system.channel);
    event.computer = pool_.Intern(system.computer);
    event.event_id = system.event_id;
    event.version = system.version;
    event.record_id = system.event_record_id.value_or(record.header_record_id);
    event.time = TimeOf(record);
    event.activity_id = pool_.Intern(system.activity_id);
    event.writer_pid = system.process_id.value_or(0);
    event.writer_sid = pool_.Intern(system.user_sid);
  }

  void FillFields(const Record& record, const LogFamily& family, const CatalogueEntry* entry,
                  Event& event, std::vector<Diagnostic>& diagnostics) {
    std::size_t nameless = 0;
    event.payload_hash = kHashSeed;
    for (const Field& field : record.fields) {
      if (!IsPayload(field.section)) continue;
      const FieldRule* rule = nullptr;
      if (field.name.empty()) {
        char position[12] = "#";
        const auto end = std::to_chars(position + 1, position + sizeof position, nameless++).ptr;
        rule = FindRule(family, entry, {position, end});
      } else {
        rule = FindRule(family, entry, field.name);
      }
      AddToHash(field, rule, event);
      if (rule == nullptr || Fill(event, rule->slot, rule->type, field.value, pool_)) continue;
      if (!IsKnownTextForm(event, record, *rule)) Tell(record, field, diagnostics);
    }
  }

  static const FieldRule* FindRule(const LogFamily& family, const CatalogueEntry* entry,
                                   std::string_view name) {
    const auto named = [name](const FieldRule& rule) { return rule.name == name; };
    if (entry != nullptr) {
      const auto own = std::find_if(entry->fields.begin(), entry->fields.end(), named);
      if (own != entry->fields.end()) return &*own;
    }
    const auto shared = std::find_if(family.fields.begin(), family.fields.end(), named);
    return shared == family.fields.end() ? nullptr : &*shared;
  }

  static void AddToHash(const Field& field, const FieldRule* rule, Event& event) {
    const std::string text = rule != nullptr ? ValueText(field.value, rule->type)
                                             : ValueText(field.value);
    event.payload_hash = Hash64(field.name, event.payload_hash);
    event.payload_hash = Hash64("\x1f", event.payload_hash);
    event.payload_hash = Hash64(text, event.payload_hash);
    event.payload_hash = Hash64("\x1e", event.payload_hash);
  }

  // 4616 of version 0 holds the clock as text in the machine's language and zone.
  static bool IsKnownTextForm(const Event& event, const Record& record, const FieldRule& rule) {
    return event.kind == EventKind::kClockChanged && record.system.version == 0 &&
           rule.type == FieldType::kTime;
  }

  static void Tell(const Record& record, const Field& field,
                   std::vector<Diagnostic>& diagnostics) {
    Diagnostic diagnostic;
    diagnostic.code = "field_unparsable";
    diagnostic.message = "Field " + Quoted(field.name) + " of event " +
                         std::to_string(record.system.event_id) + ", record " +
                         std::to_string(record.system.event_record_id.value_or(0)) +
                         ", is not of its type: «" + Quoted(ValueText(field.value)) +
                         "». The field is left empty.";
    diagnostic.host = std::string(record.system.computer);
    diagnostic.offset = record.offset;
    diagnostics.push_back(std::move(diagnostic));
  }

  StringPool& pool_;
};

}  // namespace

std::unique_ptr<Normaliser> MakeNormaliser(StringPool& pool) {
  return std::make_unique<CatalogueNormaliser>(pool);
}

}  // namespace logonloom
