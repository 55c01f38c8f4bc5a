// The data of the HTML report: the case's views as compact JSON.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "casedb/case_reader.h"
#include "report/row_view.h"

namespace logonloom {

// Texts by number, since most repeat. They are visible text, cut where no person would read on.
class TextNumbers {
 public:
  int Of(const std::string& visible);
  const nlohmann::ordered_json& texts() const { return texts_; }

 private:
  std::map<std::string, int> numbers_;
  nlohmann::ordered_json texts_ = nlohmann::ordered_json::array();
};

class HtmlData {
 public:
  // `condition` chooses rows of the view sessions.
  HtmlData(const CaseReader& reader, const Condition& condition);
  // All sections; `facts` becomes the section «facts».
  nlohmann::ordered_json Collect(const nlohmann::ordered_json& facts);
  std::uint64_t sessions() const { return ids_.size(); }

 private:
  using Json = nlohmann::ordered_json;
  Json Sessions();
  Json Evidence(Json& marks);
  Json Activity();
  Json Hops() const;
  Json Campaigns();
  Json Hosts();
  Json Coverage();
  Json Gaps();
  Json Warnings();
  Json Files();
  int Text(const RowCopy& row, const char* column);

  const CaseReader& reader_;
  const Condition& condition_;
  TextNumbers texts_;
  std::set<std::int64_t> ids_;
};

}  // namespace logonloom
