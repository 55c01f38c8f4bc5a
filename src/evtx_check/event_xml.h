// Event XML, as libevtx renders it, to records.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "logonloom/record.h"

namespace logonloom {

// Reads one <Event> after the other into a Record, whose views are valid until the next Read.
class EventXmlParser {
 public:
  EventXmlParser();
  ~EventXmlParser();
  // Fills system and fields of `record`. Returns an empty text, or why the XML is no event.
  std::string Read(std::string_view xml, Record& record);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace logonloom
