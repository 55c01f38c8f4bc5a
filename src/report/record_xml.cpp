#include "report/record_xml.h"

#include <vector>

#include "base/code_points.h"
#include "base/time.h"
#include "base/utf8.h"
#include "model/record_words.h"
#include "model/value_text.h"

namespace logonloom {
namespace {

constexpr std::uint32_t kControlPictures = 0x2400;
constexpr std::uint32_t kDeletePicture = 0x2421;
constexpr std::uint32_t kReplacement = 0xfffd;

std::uint32_t XmlCharacter(const CodePoint& point) {
  if (!point.valid) return kReplacement;
  const std::uint32_t c = point.value;
  if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') return kControlPictures + c;
  if (c == 0x7f) return kDeletePicture;
  return c == 0xfffe || c == 0xffff ? kReplacement : c;
}

// For text and for attributes in either quotes.
std::string Escaped(std::string_view text) {
  std::string out;
  for (const CodePoint point : CodePoints(text)) {
    const std::uint32_t c = XmlCharacter(point);
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&apos;";
        break;
      case '\t':
        out += "&#9;";
        break;
      case '\n':
        out += "&#10;";
        break;
      case '\r':
        out += "&#13;";
        break;
      default:
        AppendUtf8(c, out);
    }
  }
  return out;
}

// Comments may not hold «--».
std::string InComment(std::string_view text) {
  std::string out;
  for (const char c : Escaped(text)) {
    if (c == '-' && !out.empty() && out.back() == '-') out += ' ';
    out += c;
  }
  return out;
}

// A name that is none in XML would make the document unreadable.
bool IsName(std::string_view text) {
  if (text.empty()) return false;
  const auto is_start = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  if (!is_start(text.front())) return false;
  for (const char c : text)
    if (!is_start(c) && !(c >= '0' && c <= '9') && c != '-' && c != '.') return false;
  for (const CodePoint point : CodePoints(text))
    if (!point.valid) return false;
  return true;
}

std::string Attribute(std::string_view name, std::string_view value) {
  if (value.empty()) return {};
  return " " + std::string(name) + "=\"" + Escaped(value) + "\"";
}

std::string Element(std::string_view name, std::string_view text, std::string attributes = {}) {
  const std::string tag(name);
  if (text.empty()) return "<" + tag + attributes + "/>";
  return "<" + tag + attributes + ">" + Escaped(text) + "</" + tag + ">";
}

std::string NumberElement(std::string_view name, std::uint64_t number) {
  return Element(name, std::to_string(number));
}

template <typename Number>
std::string OptionalText(std::optional<Number> number) {
  return number ? std::to_string(*number) : std::string();
}

std::string SystemXml(const SystemProperties& s) {
  std::string keywords;
  AppendValueText({ValueType::kHex, s.keywords, {}}, keywords);
  std::string out = "<System>";
  out +=
      Element("Provider", "", Attribute("Name", s.provider) + Attribute("Guid", s.provider_guid));
  out += Element("EventID", std::to_string(s.event_id),
                 s.qualifiers != 0 ? Attribute("Qualifiers", std::to_string(s.qualifiers)) : "");
  out += NumberElement("Version", s.version) + NumberElement("Level", s.level) +
         NumberElement("Task", s.task);
  out += NumberElement("Opcode", s.opcode) + Element("Keywords", keywords);
  out += Element("TimeCreated", "",
                 Attribute("SystemTime", s.time_created ? FormatTime(*s.time_created) : ""));
  if (s.event_record_id) out += NumberElement("EventRecordID", *s.event_record_id);
  out += Element("Correlation", "",
                 Attribute("ActivityID", s.activity_id) +
                     Attribute("RelatedActivityID", s.related_activity_id));
  out += Element("Execution", "",
                 Attribute("ProcessID", OptionalText(s.process_id)) +
                     Attribute("ThreadID", OptionalText(s.thread_id)));
  out += Element("Channel", s.channel) + Element("Computer", s.computer);
  return out + Element("Security", "", Attribute("UserID", s.user_sid)) + "</System>";
}

std::vector<std::string_view> Split(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    parts.push_back(path.substr(0, slash));
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  }
  return parts;
}

// Puts the fields of one section back into their elements, which their paths tell.
class SectionXml {
 public:
  explicit SectionXml(std::string& out) : out_(out) {}

  void Add(const Field& field) {
    const std::vector<std::string_view> path = Split(field.path);
    const std::size_t depth = path.empty() ? 0 : path.size() - 1;
    Open({path.begin(), path.begin() + static_cast<std::ptrdiff_t>(depth)});
    const std::string_view element = path.empty() ? std::string_view() : path.back();
    const std::string text = ValueText(field.value);
    if (element == field.name && IsName(element))
      out_ += Element(element, text);
    else if (IsName(element) && element != "Data")
      out_ += Element(element, text, Attribute("Name", field.name));
    else
      out_ += Element("Data", text, Attribute("Name", field.name));
  }
  void Close() { Open({}); }

 private:
  // Closes and opens elements until those of `path` are open.
  void Open(const std::vector<std::string_view>& path) {
    std::size_t common = 0;
    while (common < open_.size() && common < path.size() && open_[common] == path[common]) ++common;
    for (; open_.size() > common; open_.pop_back()) out_ += "</" + Tag(open_.back()) + ">";
    for (; open_.size() < path.size(); open_.push_back(path[open_.size()]))
      out_ += "<" + Tag(path[open_.size()]) + ">";
  }
  static std::string Tag(std::string_view name) {
    return IsName(name) ? std::string(name) : std::string("Element");
  }

  std::string& out_;
  std::vector<std::string_view> open_;
};

std::string_view SectionName(Section section) {
  switch (section) {
    case Section::kEventData:
      return "EventData";
    case Section::kUserData:
      return "UserData";
    case Section::kProcessingErrorData:
      return "ProcessingErrorData";
    case Section::kRenderingInfo:
      return "RenderingInfo";
    case Section::kOther:
      break;
  }
  return {};
}

void AppendSections(std::span<const Field> fields, std::string& out) {
  for (std::size_t i = 0; i < fields.size();) {
    const Section section = fields[i].section;
    const std::string name(SectionName(section));
    if (!name.empty()) out += "<" + name + ">";
    SectionXml xml(out);
    for (; i < fields.size() && fields[i].section == section; ++i) xml.Add(fields[i]);
    xml.Close();
    if (!name.empty()) out += "</" + name + ">";
  }
}

}  // namespace

std::string_view EventsBegin() {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Events>\n";
}
std::string_view EventsEnd() { return "</Events>\n"; }

std::string RecordAsXml(const Record& record, std::string_view file) {
  std::string out = "<!-- " + InComment(file) + " offset " + std::to_string(record.offset) + " " +
                    std::string(Word(record.recovery)) + (record.complete ? "" : " incomplete") +
                    " -->\n<Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">";
  out += SystemXml(record.system);
  AppendSections(record.fields, out);
  return out + "</Event>\n";
}

}  // namespace logonloom
