#include "activity/task_runners.h"

namespace logonloom {

TaskRunners::TaskRunners(const MachineScene& scene) : scene_(scene) {
  for (Index i = scene.begin(); i < scene.end(); ++i) {
    if (scene.kind(i) != EventKind::kTaskRan) continue;
    const Event& e = scene.event(i);
    if (!e.target.empty() && !e.activity_id.empty())
      of_instance_.try_emplace({scene.place(i).boot, e.activity_id}, e.target);
  }
}

Account TaskRunners::RunnerOf(Index event) const {
  const Event& e = scene_.event(event);
  if (!e.target.empty() || e.activity_id.empty()) return e.target;
  const auto known = of_instance_.find({scene_.place(event).boot, e.activity_id});
  return known == of_instance_.end() ? Account() : known->second;
}

}  // namespace logonloom
