#include "report/record_json.h"

#include <cstdio>

#include "base/code_points.h"
#include "base/time.h"
#include "base/utf8.h"
#include "model/record_words.h"
#include "model/value_text.h"

namespace logonloom {
namespace {

class JsonObject {
 public:
  explicit JsonObject(std::string& out) : out_(out) { out_ += '{'; }
  void Close() { out_ += '}'; }
  void Key(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    Text(name);
    out_ += ':';
  }
  void Add(std::string_view name, std::string_view text) {
    if (text.empty()) return;
    Key(name);
    Text(text);
  }
  void Add(std::string_view name, std::uint64_t number) {
    Key(name);
    out_ += std::to_string(number);
  }
  void Text(std::string_view text) {
    out_ += '"';
    for (const CodePoint point : CodePoints(text)) {
      const std::uint32_t c = point.valid || point.surrogate ? point.value : 0xfffd;
      if (c == '"' || c == '\\') {
        out_ += '\\';
        out_ += static_cast<char>(c);
      } else if (c < 0x20 || c == 0x7f || point.surrogate) {
        char escape[8];
        std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
        out_ += escape;
      } else {
        AppendUtf8(c, out_);
      }
    }
    out_ += '"';
  }

 private:
  std::string& out_;
  bool first_ = true;
};

void AddSystem(const SystemProperties& s, JsonObject& json) {
  json.Add("provider", s.provider);
  json.Add("provider_guid", s.provider_guid);
  json.Add("event_id", std::uint64_t{s.event_id});
  if (s.qualifiers != 0) json.Add("qualifiers", std::uint64_t{s.qualifiers});
  json.Add("version", std::uint64_t{s.version});
  json.Add("level", std::uint64_t{s.level});
  json.Add("task", std::uint64_t{s.task});
  json.Add("opcode", std::uint64_t{s.opcode});
  std::string keywords;
  AppendValueText({ValueType::kHex, s.keywords, {}}, keywords);
  json.Add("keywords", keywords);
  if (s.time_created) json.Add("time_created", FormatTime(*s.time_created));
  if (s.event_record_id) json.Add("event_record_id", *s.event_record_id);
  json.Add("activity_id", s.activity_id);
  json.Add("related_activity_id", s.related_activity_id);
  if (s.process_id) json.Add("process_id", std::uint64_t{*s.process_id});
  if (s.thread_id) json.Add("thread_id", std::uint64_t{*s.thread_id});
  json.Add("channel", s.channel);
  json.Add("computer", s.computer);
  json.Add("user_sid", s.user_sid);
}

void AddField(const Field& field, std::string& out) {
  JsonObject json(out);
  json.Add("section", Word(field.section));
  json.Add("name", field.name);
  if (field.path != field.name) json.Add("path", field.path);
  json.Add("type", Word(field.value.type));
  if (field.value.type != ValueType::kNull) {
    json.Key("value");
    json.Text(ValueText(field.value));
  }
  json.Close();
}

}  // namespace

std::string RecordAsJson(const Record& record, std::string_view file) {
  std::string out;
  JsonObject json(out);
  json.Add("file", file);
  json.Add("offset", record.offset);
  json.Add("recovery", Word(record.recovery));
  if (!record.complete) {
    json.Key("complete");
    out += "false";
  }
  json.Add("header_record_id", record.header_record_id);
  if (record.header_time) json.Add("header_time", FormatTime(*record.header_time));
  AddSystem(record.system, json);
  json.Key("fields");
  out += '[';
  for (const Field& field : record.fields) {
    if (&field != record.fields.data()) out += ',';
    AddField(field, out);
  }
  out += ']';
  json.Close();
  out += '\n';
  return out;
}

}  // namespace logonloom
