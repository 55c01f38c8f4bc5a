#include "activity/twin_records.h"

#include "activity/windows.h"
#include "base/text.h"

namespace logonloom {
namespace {

// Which act a record tells; empty: none that two logs tell.
std::string_view ActOf(const Event& e) {
  const bool security = e.channel.view() == "Security";
  switch (e.event_id) {
    case 4697:
      return security ? "service" : "";
    case 7045:
      return e.kind == EventKind::kActivity ? "service" : "";
    case 4698:
    case 4699:
    case 4700:
    case 4701:
    case 4702:
      return security ? "task" : "";
    default:
      return e.kind == EventKind::kTaskChanged ? "task" : "";
  }
}

std::string Key(const MachineScene& scene, Index i, std::string_view act) {
  return std::string(act) + '|' + std::to_string(scene.place(i).boot) + '|' +
         ToLower(scene.event(i).object.view());
}

}  // namespace

TwinRecords::TwinRecords(const MachineScene& scene) : scene_(scene) {
  for (Index i = scene.begin(); i < scene.end(); ++i) {
    const EventKind kind = scene.kind(i);
    if (kind != EventKind::kActivity && kind != EventKind::kTaskChanged) continue;
    const std::string_view act = ActOf(scene.event(i));
    if (!act.empty() && scene.place(i).logon_session != kNone)
      named_[Key(scene, i, act)].push_back(i);
  }
}

Index TwinRecords::SessionBeside(Index event) const {
  const std::string_view act = ActOf(scene_.event(event));
  if (act.empty()) return kNone;
  const auto known = named_.find(Key(scene_, event, act));
  if (known == named_.end()) return kNone;
  const FileTime time = scene_.event(event).time;
  Index best = kNone;
  Ticks nearest = kTwinRecord;
  for (const Index i : known->second) {
    const FileTime other = scene_.event(i).time;
    const Ticks apart = other < time ? time - other : other - time;
    if (apart > nearest || (best != kNone && apart == nearest)) continue;
    nearest = apart;
    best = scene_.place(i).logon_session;
  }
  return best;
}

}  // namespace logonloom
