#include "evtx/record_plan.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <optional>
#include <string>
#include <utility>

#include "evtx/system_properties.h"
#include "model/record_words.h"

namespace logonloom::evtx {
namespace {

using Kind = Node::Kind;
using Place = Context::Place;

// Paths grow with each level; longer ones only hostile files have.
constexpr std::size_t kLongestPath = 4096;

struct PropertyName {
  std::string_view element, attribute;  // attribute empty: the element's text
  Property property;
};

// Source: the schema of System in Microsoft's Event Schema.
constexpr std::array kPropertyNames = {
    PropertyName{"Provider", "Name", Property::kProviderName},
    PropertyName{"Provider", "Guid", Property::kProviderGuid},
    PropertyName{"Provider", "EventSourceName", Property::kEventSourceName},
    PropertyName{"EventID", "", Property::kEventId},
    PropertyName{"EventID", "Qualifiers", Property::kQualifiers},
    PropertyName{"Version", "", Property::kVersion},
    PropertyName{"Level", "", Property::kLevel},
    PropertyName{"Task", "", Property::kTask},
    PropertyName{"Opcode", "", Property::kOpcode},
    PropertyName{"Keywords", "", Property::kKeywords},
    PropertyName{"TimeCreated", "SystemTime", Property::kTimeCreated},
    PropertyName{"EventRecordID", "", Property::kEventRecordId},
    PropertyName{"Correlation", "ActivityID", Property::kActivityId},
    PropertyName{"Correlation", "RelatedActivityID", Property::kRelatedActivityId},
    PropertyName{"Execution", "ProcessID", Property::kProcessId},
    PropertyName{"Execution", "ThreadID", Property::kThreadId},
    PropertyName{"Channel", "", Property::kChannel},
    PropertyName{"Computer", "", Property::kComputer},
    PropertyName{"Security", "UserID", Property::kUserSid},
};

std::optional<Property> FindProperty(std::string_view element, std::string_view attribute) {
  for (const PropertyName& known : kPropertyNames)
    if (known.element == element && known.attribute == attribute) return known.property;
  return std::nullopt;
}

class Planner {
 public:
  Planner(const Nodes& nodes, TextArena& texts, RecordPlan& plan)
      : nodes_(nodes), texts_(texts), plan_(plan) {}

  void Plan(const Context& context) {
    for (std::uint32_t i = 0; i < nodes_.size(); i = nodes_[i].end) {
      if (nodes_[i].kind != Kind::kElement) continue;
      switch (context.place) {
        case Place::kDocument:
          Document(i);
          break;
        case Place::kEventChild:
          EventChild(i);
          break;
        case Place::kInside:
          Inside(i, context);
          break;
      }
    }
  }

 private:
  // The element's presence may hang on a substitution: what follows is skipped without it.
  template <typename Content>
  void Conditionally(std::uint32_t element, Content content) {
    const std::uint16_t slot = nodes_[element].slot;
    if (slot == kNoSlot) return content();
    const std::size_t skip = plan_.steps.size();
    Step& step = plan_.steps.emplace_back();
    step.kind = Step::Kind::kSkipIfNull;
    step.slot = slot;
    content();
    plan_.steps[skip].target = static_cast<std::uint32_t>(plan_.steps.size());
  }

  template <typename Visit>
  void ForEachChild(std::uint32_t node, Visit visit) {
    for (std::uint32_t i = node + 1; i < nodes_[node].end; i = nodes_[i].end) visit(i);
  }

  void Document(std::uint32_t root) {
    if (LocalName(nodes_[root].text) != "Event") return EventChild(root);
    ForEachChild(root, [this](std::uint32_t child) {
      if (nodes_[child].kind == Kind::kElement) EventChild(child);
      if (nodes_[child].kind == Kind::kSlot) Fragment(child, {Place::kEventChild, {}, {}});
    });
  }

  void EventChild(std::uint32_t element) {
    Conditionally(element, [this, element] {
      const std::string_view name = LocalName(nodes_[element].text);
      if (name == "System") return System(element);
      const Section section = SectionOf(name);
      if (section == Section::kOther && !HasElements(element))
        return Field(section, name, name, Content(element), false);
      Children(element, {Place::kInside, section, {}});
    });
  }

  void System(std::uint32_t system) {
    ForEachChild(system, [this](std::uint32_t child) {
      if (nodes_[child].kind != Kind::kElement) return;
      Conditionally(child, [this, child] {
        const std::string_view name = LocalName(nodes_[child].text);
        SetProperty(FindProperty(name, {}), Content(child), false);
        ForEachChild(child, [this, name](std::uint32_t part) {
          if (nodes_[part].kind == Kind::kAttribute)
            SetProperty(FindProperty(name, nodes_[part].text), Content(part), true);
        });
      });
    });
  }

  void SetProperty(std::optional<Property> property, PieceRange value, bool is_attribute) {
    if (!property || value.count == 0) return;
    Step& step = plan_.steps.emplace_back();
    step.kind = Step::Kind::kProperty;
    step.property = *property;
    step.is_attribute = is_attribute;
    step.value = value;
    if (value.count == 1) step.slot = plan_.pieces[value.first].slot;
  }

  void Children(std::uint32_t element, const Context& context) {
    ForEachChild(element, [this, &context](std::uint32_t child) {
      if (nodes_[child].kind == Kind::kElement) Inside(child, context);
      if (nodes_[child].kind == Kind::kSlot) Fragment(child, context);
    });
  }

  void Inside(std::uint32_t element, const Context& context) {
    Conditionally(element, [this, element, &context] {
      const std::string_view name = LocalName(nodes_[element].text);
      const std::string_view path = Below(context.path, name);
      if (context.section == Section::kUserData) AttributesAsFields(element, path);
      if (HasElements(element)) return Children(element, {Place::kInside, context.section, path});
      const bool is_data = context.section == Section::kEventData && name == "Data";
      // What has lost its name must not pass for a field that never had one.
      const Section section = name.empty() ? Section::kOther : context.section;
      Field(section, is_data ? std::string_view() : name, path, Content(element), false);
      if (is_data) NameData(element);
    });
  }

  void AttributesAsFields(std::uint32_t element, std::string_view path) {
    ForEachChild(element, [this, path](std::uint32_t child) {
      const Node& node = nodes_[child];
      if (node.kind == Kind::kAttribute && !node.text.starts_with("xmlns"))
        Field(Section::kUserData, node.text, path, Content(child), true);
    });
  }

  // The last step is a Data element: its name is in its attribute Name.
  void NameData(std::uint32_t element) {
    const std::size_t step = plan_.steps.size() - 1;
    ForEachChild(element, [this, step](std::uint32_t child) {
      if (nodes_[child].kind != Kind::kAttribute || nodes_[child].text != "Name") return;
      const PieceRange name = Content(child);
      if (name.count == 1 && plan_.pieces[name.first].slot == kNoSlot)
        plan_.steps[step].name = plan_.pieces[name.first].text;
      else
        plan_.steps[step].dynamic_name = name;
    });
  }

  void Field(Section section, std::string_view name, std::string_view path, PieceRange value,
             bool is_attribute) {
    Step& step = plan_.steps.emplace_back();
    step.kind = Step::Kind::kField;
    step.is_attribute = is_attribute;
    step.value = value;
    step.context = {Place::kInside, section, path};
    step.name = name;
  }

  void Fragment(std::uint32_t slot, const Context& context) {
    Step& step = plan_.steps.emplace_back();
    step.kind = Step::Kind::kFragment;
    step.slot = nodes_[slot].slot;
    step.context = context;
  }

  bool HasElements(std::uint32_t element) {
    bool found = false;
    ForEachChild(element, [this, &found](std::uint32_t child) {
      found = found || nodes_[child].kind == Kind::kElement;
    });
    return found;
  }

  // Texts and substitutions directly inside an element or attribute.
  PieceRange Content(std::uint32_t node) {
    PieceRange range{static_cast<std::uint32_t>(plan_.pieces.size()), 0};
    ForEachChild(node, [this, &range](std::uint32_t child) {
      const Node& part = nodes_[child];
      if (part.kind != Kind::kText && part.kind != Kind::kSlot) return;
      plan_.pieces.push_back({part.text, part.slot});
      ++range.count;
    });
    return range;
  }

  std::string_view Below(std::string_view path, std::string_view name) {
    if (path.empty()) return name;
    if (path.size() + name.size() >= kLongestPath) return path;
    std::string joined(path);
    return texts_.Copy(joined.append("/").append(name));
  }

  const Nodes& nodes_;
  TextArena& texts_;
  RecordPlan& plan_;
};

bool IsConstant(PieceRange value, const RecordPlan& plan) {
  return value.count == 1 && plan.pieces[value.first].slot == kNoSlot;
}

// Takes properties out of the steps that are the same in every record.
void TakeConstants(TextArena& texts, RecordPlan& plan) {
  std::vector<Step> left;
  std::size_t conditional_until = 0;
  std::vector<std::uint32_t> moved_to(plan.steps.size() + 1);
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    const Step& step = plan.steps[i];
    moved_to[i] = static_cast<std::uint32_t>(left.size());
    if (step.kind == Step::Kind::kSkipIfNull)
      conditional_until = std::max<std::size_t>(conditional_until, step.target);
    if (step.kind == Step::Kind::kProperty && i >= conditional_until &&
        IsConstant(step.value, plan)) {
      const Value value{ValueType::kText, 0, plan.pieces[step.value.first].text};
      SetProperty(step.property, value, texts, plan.constants);
      plan.has_constants = true;
    } else {
      left.push_back(step);
    }
  }
  moved_to[plan.steps.size()] = static_cast<std::uint32_t>(left.size());
  for (Step& step : left)
    if (step.kind == Step::Kind::kSkipIfNull) step.target = moved_to[step.target];
  plan.steps = std::move(left);
}

bool IsStraight(const Step& step) {
  return step.kind == Step::Kind::kField && !step.is_attribute && step.value.count <= 1 &&
         step.dynamic_name.count == 0;
}

void AddSlotField(std::uint16_t slot, RecordPlan& plan) {
  const auto uses_slot = [slot](const auto& other) { return other.slot == slot; };
  // A long value that is shown over and over is charged for, field by field.
  plan.straight =
      plan.straight && std::none_of(plan.slot_fields.begin(), plan.slot_fields.end(), uses_slot);
  plan.slot_fields.push_back({slot, static_cast<std::uint16_t>(plan.fields.size())});
  plan.slots_needed = std::max<std::size_t>(plan.slots_needed, std::size_t{slot} + 1);
}

// Never the same twice, whoever reads.
std::uint64_t NextShape() {
  static std::atomic<std::uint64_t> last = 0;
  return ++last;
}

void Straighten(RecordPlan& plan) {
  plan.straight = !plan.steps.empty() && plan.steps.size() < kNoSlot &&
                  std::all_of(plan.steps.begin(), plan.steps.end(), IsStraight);
  for (std::size_t i = 0; i < plan.steps.size() && plan.straight; ++i) {
    const Step& step = plan.steps[i];
    Field field{step.context.section, step.name, step.context.path, {}};
    if (IsConstant(step.value, plan))
      field.value = {ValueType::kText, 0, plan.pieces[step.value.first].text};
    else if (step.value.count == 1)
      AddSlotField(plan.pieces[step.value.first].slot, plan);
    plan.fields_size += field.name.size() + field.path.size() + field.value.bytes.size();
    plan.fields.push_back(field);
  }
  if (plan.straight) plan.shape = NextShape();
}

}  // namespace

std::size_t RecordPlan::footprint() const {
  return steps.capacity() * sizeof(Step) + pieces.capacity() * sizeof(Piece) +
         fields.capacity() * sizeof(Field) + slot_fields.capacity() * sizeof(SlotField);
}

void MakePlan(const Nodes& nodes, const Context& context, TextArena& texts, RecordPlan& plan) {
  plan.steps.clear();
  plan.pieces.clear();
  plan.fields.clear();
  plan.slot_fields.clear();
  plan.constants = {};
  plan.has_constants = false;
  plan.fields_size = plan.slots_needed = 0;
  Planner(nodes, texts, plan).Plan(context);
  TakeConstants(texts, plan);
  Straighten(plan);
}

}  // namespace logonloom::evtx
