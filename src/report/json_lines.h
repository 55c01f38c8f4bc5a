// JSON Lines: one object per row, NULL as null, numbers as numbers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casedb/case_reader.h"
#include "report/sink.h"

namespace logonloom {

// Text that is no UTF-8 gets U+FFFD in place of the bad bytes.
void WriteJsonRow(const std::vector<std::string>& columns, const std::vector<Cell>& cells,
                  const TextSink& sink);

// `text` as a JSON string, with its quotes.
std::string JsonText(std::string_view text);

}  // namespace logonloom
