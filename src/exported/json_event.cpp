#include "exported/json_event.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <span>

#include "base/text.h"
#include "base/time_input.h"
#include "exported/ecs_fields.h"
#include "exported/json_forms.h"
#include "model/identifiers.h"

namespace logonloom {
namespace {

using Json = nlohmann::ordered_json;  // fields in the order of the record, as its copies have them
using Pointer = Json::json_pointer;

constexpr int kMostDepth = 64;

const Json* At(const Json& object, const char* path) {
  const Pointer pointer(path);
  return object.contains(pointer) ? &object.at(pointer) : nullptr;
}

enum class ZonelessTime { kRefused, kUtc };

class Reader {
 public:
  Reader(std::deque<std::string>& texts, std::vector<Field>& fields)
      : texts_(texts), fields_(fields) {}

  // The first of the places that holds something.
  const Json* First(const Json& object, std::initializer_list<const char*> paths) const {
    for (const char* path : paths)
      if (const Json* found = At(object, path); found != nullptr && !found->is_null()) return found;
    return nullptr;
  }

  bool HasFields() const { return !fields_.empty(); }

  std::string_view Keep(std::string text) { return texts_.emplace_back(std::move(text)); }

  std::string_view TextAt(const Json& object, std::initializer_list<const char*> paths) {
    const Json* found = First(object, paths);
    if (found == nullptr) return {};
    return Keep(found->is_string() ? found->get<std::string>() : found->dump());
  }

  std::optional<std::uint64_t> NumberAt(const Json& object,
                                        std::initializer_list<const char*> paths) const {
    const Json* found = First(object, paths);
    if (found == nullptr) return std::nullopt;
    if (found->is_number_unsigned()) return found->get<std::uint64_t>();
    if (found->is_number_integer()) return static_cast<std::uint64_t>(found->get<std::int64_t>());
    if (found->is_string()) return ParseUnsigned(found->get<std::string>());
    return std::nullopt;
  }

  std::uint32_t SmallAt(const Json& object, std::initializer_list<const char*> paths) const {
    return static_cast<std::uint32_t>(NumberAt(object, paths).value_or(0));
  }

  // ISO 8601 with zone (of <System> UTC without one), or seconds since 1970 (Velociraptor).
  std::optional<FileTime> TimeAt(const Json& object, std::initializer_list<const char*> paths,
                                 ZonelessTime zoneless) const {
    const Json* found = First(object, paths);
    if (found == nullptr) return std::nullopt;
    if (found->is_string()) {
      const auto time = ReadTime(found->get<std::string>());
      if (!time || (!time->has_zone && zoneless == ZonelessTime::kRefused)) return std::nullopt;
      return time->time;
    }
    if (!found->is_number()) return std::nullopt;
    const double seconds = found->get<double>();
    if (!std::isfinite(seconds) || std::abs(seconds) > 1e11) return std::nullopt;
    constexpr std::int64_t kUnixEpoch = 116'444'736'000'000'000;
    return FileTime{kUnixEpoch + static_cast<std::int64_t>(std::llround(seconds * 1e6)) * 10};
  }

  void AddLeaf(Section section, std::string_view name, const std::string& path, const Json& json) {
    Field field{section, Keep(std::string(name)), Keep(path), {}};
    Value& value = field.value;
    if (json.is_number_unsigned()) {
      value.type = ValueType::kUint;
      value.number = json.get<std::uint64_t>();
    } else if (json.is_number_integer()) {
      value.type = ValueType::kInt;
      value.number = static_cast<std::uint64_t>(json.get<std::int64_t>());
    } else if (json.is_boolean()) {
      value.type = ValueType::kBool;
      value.number = json.get<bool>() ? 1 : 0;
    } else if (!json.is_null()) {
      value.type = ValueType::kText;
      value.bytes = Keep(TextOf(json));
    }
    fields_.push_back(field);
  }

  // Ingest pipelines split lists of privileges.
  static std::string TextOf(const Json& json) {
    if (json.is_string()) return json.get<std::string>();
    const auto is_text = [](const Json& one) { return one.is_string(); };
    if (!json.is_array() || !std::all_of(json.begin(), json.end(), is_text)) return json.dump();
    std::string joined;
    for (const Json& one : json) joined += (joined.empty() ? "" : " ") + one.get<std::string>();
    return joined;
  }

  // What a module moved elsewhere in the document, back to its name in the event's data.
  void AddMoved(const Json& document, const EcsField& moved) {
    const auto has_name = [&](const Field& field) { return field.name == moved.name; };
    const Json* value = First(document, {moved.path});
    if (value == nullptr || std::any_of(fields_.begin(), fields_.end(), has_name)) return;
    const Json* domain = moved.domain != nullptr ? First(document, {moved.domain}) : nullptr;
    if (std::string_view(moved.name) == "Initiated") {
      const std::string direction = TextOf(*value);
      const bool out = direction == "egress" || direction == "outbound";
      AddLeaf(Section::kEventData, moved.name, "Data", out ? "true" : "false");
    } else if (domain != nullptr) {
      AddLeaf(Section::kEventData, moved.name, "Data", TextOf(*domain) + "\\" + TextOf(*value));
    } else {
      AddLeaf(Section::kEventData, moved.name, "Data", *value);
    }
  }

  // EventData as a map of names; evtx_dump keeps nameless values in «Data» as text or list.
  void AddData(const Json& data) {
    if (!data.is_object()) return;
    for (const auto& [name, json] : data.items()) {
      if (name == "#attributes") continue;
      const Json* text = At(json, "/#text");
      const Json& value = json.is_object() && text != nullptr ? *text : json;
      if (name == "Data" && value.is_array()) {
        for (const Json& one : value) AddNamed(one);
      } else if (name == "Data" && value.is_object()) {
        AddNamed(value);
      } else {
        AddLeaf(Section::kEventData, IsNameless(name) ? "" : name, name, value);
      }
    }
  }

  // evtx_dump's «Data»; Winlogbeat counts values without a name: «param1».
  static bool IsNameless(std::string_view name) {
    if (name == "Data") return true;
    if (!name.starts_with("param") || name.size() == 5) return false;
    return name.find_first_not_of("0123456789", 5) == std::string_view::npos;
  }

  // {"@Name": …, "#text": …} as XML is put into JSON by many.
  void AddNamed(const Json& json) {
    const Json* name = json.is_object() ? First(json, {"/@Name", "/#attributes/Name"}) : nullptr;
    const Json* text = json.is_object() ? First(json, {"/#text"}) : &json;
    const std::string of = name != nullptr && name->is_string() ? name->get<std::string>() : "";
    AddLeaf(Section::kEventData, of, "Data", text != nullptr ? *text : Json());
  }

  void AddUserData(const Json& json, const std::string& path, int depth) {
    if (!json.is_object() || depth > kMostDepth) return;
    for (const auto& [name, value] : json.items()) {
      if (name.starts_with("xmlns") || name.starts_with("@xmlns")) continue;
      const bool attributes = name == "#attributes";
      const std::string deeper = attributes ? path : path.empty() ? name : path + "/" + name;
      if (value.is_object())
        AddUserData(value, deeper, depth + 1);
      else
        AddLeaf(Section::kUserData, name == "#text" ? path.substr(path.rfind('/') + 1) : name,
                deeper, value);
    }
  }

 private:
  std::deque<std::string>& texts_;
  std::vector<Field>& fields_;
};

void ReadSystem(const Json& event, const Form& form, Reader& reader, SystemProperties& system) {
  system.provider = reader.TextAt(event, form.provider);
  system.provider_guid = reader.TextAt(event, form.provider_guid);
  system.channel = reader.TextAt(event, form.channel);
  system.computer = reader.TextAt(event, form.computer);
  system.user_sid = reader.TextAt(event, form.user);
  system.activity_id = reader.Keep(BracedGuid(reader.TextAt(event, form.activity)));
  system.related_activity_id = reader.Keep(BracedGuid(reader.TextAt(event, form.related)));
  system.event_id = reader.SmallAt(event, form.event_id);
  system.qualifiers = reader.SmallAt(event, form.qualifiers);
  system.version = reader.SmallAt(event, form.version);
  system.level = reader.SmallAt(event, form.level);
  system.task = reader.SmallAt(event, form.task);
  system.opcode = reader.SmallAt(event, form.opcode);
  system.keywords = reader.NumberAt(event, form.keywords).value_or(0);
  if (const auto number = reader.NumberAt(event, form.process))
    system.process_id = static_cast<std::uint32_t>(*number);
  if (const auto number = reader.NumberAt(event, form.thread))
    system.thread_id = static_cast<std::uint32_t>(*number);
  system.event_record_id = reader.NumberAt(event, form.record_id);
  system.time_created = reader.TimeAt(
      event, form.time, &form == &kElements ? ZonelessTime::kUtc : ZonelessTime::kRefused);
}

// EvtxECmd keeps the event's data as JSON in a text.
void ReadPayload(const Json& event, Reader& reader) {
  const Json* text = At(event, "/Payload");
  if (text == nullptr || !text->is_string()) return;
  const Json payload = Json::parse(text->get<std::string>(), nullptr, false);
  if (!payload.is_object()) return;
  if (const Json* data = At(payload, "/EventData")) reader.AddData(*data);
  if (const Json* data = At(payload, "/UserData")) reader.AddUserData(*data, {}, 0);
}

// The event's fields, which stand beside the exporter's own names.
void ReadFlat(const Json& event, std::span<const std::string_view> own_names, Reader& reader) {
  for (const auto& [name, value] : event.items())
    if (std::find(own_names.begin(), own_names.end(), name) == own_names.end())
      reader.AddLeaf(Section::kEventData, name, "Data", value);
}

// Elasticsearch keeps a document below «_source», evtx_dump an event below «Event».
const Json& InnerObject(const Json& whole) {
  for (const char* path : {"/Event", "/_source"})
    if (const Json* inner = At(whole, path); inner != nullptr && inner->is_object()) return *inner;
  return whole;
}

const Form& FormOfEvent(const Json& event) {
  const auto has = [&](const char* name) { return event.contains(name); };
  if (has("System")) return kElements;
  if (has("winlog")) return kWinlogbeat;
  if (has("EventTime") && has("SourceName")) return kNxlog;
  return has("EventID") && has("EventRecordID") ? kProperties : kEvtxECmd;
}

}  // namespace

std::string JsonEventParser::Read(std::string_view json, Record& record) {
  texts_.clear();
  fields_.clear();
  const Json whole = Json::parse(json, nullptr, false);
  if (!whole.is_object()) return "its JSON does not parse";
  const Json& event = InnerObject(whole);
  const Form& form = FormOfEvent(event);
  Reader reader(texts_, fields_);
  record.system = {};
  ReadSystem(event, form, reader, record.system);
  if (record.system.provider.empty() && record.system.channel.empty())
    return "its JSON is of no exporter that is known";
  if (!reader.NumberAt(event, form.event_id)) return "its JSON has no event id";
  if (const Json* data = reader.First(event, form.event_data)) reader.AddData(*data);
  if (const Json* data = reader.First(event, form.user_data)) reader.AddUserData(*data, {}, 0);
  if (&form == &kWinlogbeat)
    for (const EcsField& moved : EcsFieldsOf(record.system)) reader.AddMoved(event, moved);
  if (&form == &kEvtxECmd) ReadPayload(event, reader);
  if (&form == &kNxlog) ReadFlat(event, NxlogNames(), reader);
  if (&form == &kProperties && !reader.HasFields()) ReadFlat(event, PropertyNames(), reader);
  record.fields = fields_;
  return {};
}

}  // namespace logonloom
