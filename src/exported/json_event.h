// One event as a JSON object, in any of the forms that exporters write.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "logonloom/record.h"

namespace logonloom {

class JsonEventParser {
 public:
  // Fills system and fields of `record`, whose views are valid until the next Read. Returns an
  // empty text, or why it is no event.
  std::string Read(std::string_view json, Record& record);

 private:
  std::deque<std::string> texts_;
  std::vector<Field> fields_;
};

}  // namespace logonloom
