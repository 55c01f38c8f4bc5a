// The catalogue made ready for millions of records: found by provider, channel, id and version.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "events/catalogue.h"
#include "events/field_layout.h"
#include "logonloom/record.h"

namespace logonloom {

// What is done with the records of one entry, or with those of no entry.
struct EventPlan {
  EventKind kind = EventKind::kActivity;
  bool needs_logon_id = false;  // kept only if it names the logon session of its caller
  FieldLayout layout;
};

// Not thread-safe: plans learn.
class CatalogueIndex {
 public:
  CatalogueIndex();
  // nullptr if the catalogue has nothing on such records. Valid as long as the index.
  EventPlan* Find(const SystemProperties& system);

 private:
  struct VersionPlan {
    Versions versions;
    EventPlan plan;
  };
  struct FamilyPlans {
    const LogFamily* family = nullptr;
    std::unordered_map<std::uint32_t, std::vector<VersionPlan>> by_id;
    std::vector<EventPlan> unlisted;  // by event id modulo their number: each learns few shapes
  };

  static EventPlan* PlanOf(FamilyPlans& family, const SystemProperties& system);
  EventPlan* FindForwarded(const SystemProperties& system);
  FamilyPlans* FindFamily(std::string_view provider, std::string_view channel);

  // Families by provider in lower case; few have more than one channel.
  std::unordered_map<std::string, std::vector<std::unique_ptr<FamilyPlans>>> families_;
  // The last answer: records of one file rarely change the family.
  std::string last_provider_, last_channel_;
  FamilyPlans* last_family_ = nullptr;
};

}  // namespace logonloom
