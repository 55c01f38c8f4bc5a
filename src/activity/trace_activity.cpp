#include "activity/attribution.h"
#include "activity/object_accesses.h"
#include "activity/processes.h"
#include "activity/scene.h"
#include "logonloom/activity.h"

namespace logonloom {

Activity TraceActivity(Correlation& correlation) {
  const Scene scene(correlation);
  ProcessTable table = TraceProcesses(scene);
  Activity activity;
  activity.details = Attribute(scene, table, correlation);
  activity.accesses = FoldAccesses(scene, activity.details);
  activity.processes = std::move(table.processes);
  return activity;
}

}  // namespace logonloom
