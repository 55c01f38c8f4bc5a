#include "model/record_words.h"

namespace logonloom {

std::string_view Word(Recovery value) {
  switch (value) {
    case Recovery::kListed:
      return "listed";
    case Recovery::kResync:
      return "resync";
    case Recovery::kSlack:
      return "slack";
    case Recovery::kHidden:
      return "hidden";
    case Recovery::kCarved:
      return "carved";
  }
  return {};
}

std::string_view Word(Section value) {
  switch (value) {
    case Section::kEventData:
      return "event_data";
    case Section::kUserData:
      return "user_data";
    case Section::kProcessingErrorData:
      return "processing_error_data";
    case Section::kRenderingInfo:
      return "rendering_info";
    case Section::kOther:
      return "other";
  }
  return {};
}

std::string_view Word(ValueType value) {
  switch (value) {
    case ValueType::kNull:
      return "null";
    case ValueType::kText:
      return "text";
    case ValueType::kInt:
      return "int";
    case ValueType::kUint:
      return "uint";
    case ValueType::kHex:
      return "hex";
    case ValueType::kReal:
      return "real";
    case ValueType::kBool:
      return "bool";
    case ValueType::kFileTime:
      return "time";
    case ValueType::kGuid:
      return "guid";
    case ValueType::kSid:
      return "sid";
    case ValueType::kBinary:
      return "binary";
  }
  return {};
}

Section SectionOf(std::string_view name) {
  if (name == "EventData") return Section::kEventData;
  if (name == "UserData") return Section::kUserData;
  if (name == "ProcessingErrorData") return Section::kProcessingErrorData;
  if (name == "RenderingInfo") return Section::kRenderingInfo;
  return Section::kOther;
}

std::string_view LocalName(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace logonloom
