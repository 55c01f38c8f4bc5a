#include "support/event_spec.h"

namespace logonloom::support {

XmlElement Data(const std::string& name, EvtxValue value) {
  XmlElement element{"Data", {}, std::move(value), {}};
  if (!name.empty()) element.attributes.emplace_back("Name", name);
  return element;
}

XmlElement EventData(const std::vector<std::pair<std::string, EvtxValue>>& fields) {
  XmlElement element{"EventData", {}, {}, {}};
  for (const auto& [name, value] : fields) element.children.push_back(Data(name, value));
  return element;
}

XmlElement UserData(const std::string& root, const std::string& xmlns,
                    const std::vector<std::pair<std::string, EvtxValue>>& fields) {
  XmlElement inner{root, {{"xmlns", xmlns}}, {}, {}};
  for (const auto& [name, value] : fields) inner.children.push_back({name, {}, value, {}});
  return {"UserData", {}, {}, {inner}};
}

}  // namespace logonloom::support
