#include "activity/object_accesses.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/text.h"
#include "model/address_forms.h"

namespace logonloom {
namespace {

// What one folded access has in common.
struct AccessKey {
  Index boot = kNone;
  Index logon_session = kNone;
  std::uint64_t process_id = 0;
  Symbol process_name, address, object, object_path, object_type;
  friend bool operator==(const AccessKey&, const AccessKey&) = default;
};

struct AccessKeyHash {
  std::size_t operator()(const AccessKey& key) const noexcept {
    const auto both = [](std::uint64_t a, std::uint64_t b) { return a << 32 ^ b; };
    const std::hash<Symbol> number;
    const std::uint64_t who = Mixed(key.process_id ^ kSqrt2,
                                    both(static_cast<std::uint32_t>(key.boot),
                                         static_cast<std::uint32_t>(key.logon_session)) ^ kSqrt3);
    const std::uint64_t what = Mixed(both(number(key.object), number(key.object_path)) ^ kSqrt2,
                                     both(number(key.process_name), number(key.address)) ^ kSqrt5);
    return Mixed(who, what ^ number(key.object_type));
  }
};

enum class HandleStep : std::uint8_t { kNone, kOpen, kUse, kDelete, kClose };

HandleStep StepOf(const Event& e) {
  if (e.kind != EventKind::kActivity || e.channel.view() != "Security") return HandleStep::kNone;
  switch (e.event_id) {
    case 4656:
    case 4659:
    case 4661:
      return HandleStep::kOpen;
    case 4657:
    case 4662:
    case 4663:
    case 4670:
      return HandleStep::kUse;
    case 4660:
      return HandleStep::kDelete;
    case 4658:
      return HandleStep::kClose;
    default:
      return HandleStep::kNone;
  }
}

bool IsShare(const Event& e) {
  return e.kind == EventKind::kShareAccess || e.kind == EventKind::kShareFileAccess;
}

std::string_view KindOf(const Event& e) {
  // Classes of the directory are named by a GUID.
  if (e.event_id == 4662 && e.object_type.view().starts_with("%{")) return "directory";
  if (!IsShare(e)) return "object";
  if (e.kind == EventKind::kShareAccess || e.object_path.empty()) return "share";
  return EndsWithIgnoreCase(e.object.view(), "\\IPC$") ? "pipe" : "file";
}

class AccessFolder {
 public:
  AccessFolder(const MachineScene& scene, BulkList<EventDetail>& details, StringPool& texts)
      : scene_(scene), details_(details), texts_(texts) {}

  BulkList<ObjectAccess> Run() {
    for (Index i = scene_.begin(); i < scene_.end(); ++i) {
      const EventKind kind = scene_.kind(i);
      if (kind != EventKind::kActivity && kind != EventKind::kShareAccess &&
          kind != EventKind::kShareFileAccess)
        continue;
      const Event& e = scene_.event(i);
      if (IsShare(e))
        Add(i, FindOrCreate(i, e));
      else if (const HandleStep step = StepOf(e); step != HandleStep::kNone)
        Follow(i, e, step);
    }
    return std::move(accesses_);
  }

 private:
  ObjectAccess& At(Index a) { return accesses_[static_cast<std::size_t>(a)]; }

  void Follow(Index i, const Event& e, HandleStep step) {
    const NumberIn process{scene_.place(i).boot, e.process_id};
    auto& handles = handles_[process];
    const auto known = handles.find(e.handle_id);
    Index access = known == handles.end() || e.handle_id == 0 ? kNone : known->second;
    const bool other = access != kNone && !e.object.empty() && At(access).object != e.object.view();
    if (access == kNone || other || step == HandleStep::kOpen) access = FindOrCreate(i, e);
    Add(i, access);
    if (step == HandleStep::kDelete) At(access).deleted = true;
    if (step == HandleStep::kClose) {
      At(access).closed = true;
      handles.erase(e.handle_id);
    } else if (e.handle_id != 0) {
      handles[e.handle_id] = access;
      At(access).handle_id = e.handle_id;
      At(access).closed = false;
    }
  }

  Index FindOrCreate(Index i, const Event& e) {
    const EventPlace& place = scene_.place(i);
    AccessKey key{place.boot,
                  place.logon_session,
                  IsShare(e) ? 0 : e.process_id,
                  e.process_name,
                  IsShare(e) ? e.address : Symbol(),
                  e.object,
                  e.object_path,
                  e.object_type};
    if (IsShare(e)) key.object_type = Symbol();
    const auto [known, added] = by_key_.Add(key);
    if (!added) return known;
    known = static_cast<Index>(accesses_.size());
    ObjectAccess access;
    access.host = place.host;
    access.boot = place.boot;
    access.kind = KindOf(e);
    access.logon_session = place.logon_session;
    access.access_session = place.access_session;
    access.source_ip = addresses_.FormOf(e.address).text;
    access.object = IsShare(e) && !e.object_path.empty() ? PathOf(e) : e.object;
    access.object_type = e.object_type;
    access.process_id = IsShare(e) ? 0 : e.process_id;
    access.process_name = e.process_name;
    access.first_time = access.last_time = e.time;
    accesses_.push_back(std::move(access));
    return known;
  }

  // «\\*\C$\path».
  Symbol PathOf(const Event& e) {
    path_ = e.object.view();
    path_ += '\\';
    path_ += e.object_path.view();
    return texts_.Intern(path_);
  }

  void Add(Index i, Index a) {
    const Event& e = scene_.event(i);
    ObjectAccess& access = At(a);
    access.access_mask |= e.access_mask;
    access.first_time = std::min(access.first_time, e.time);
    access.last_time = std::max(access.last_time, e.time);
    ++access.count;
    if (e.event_id == 4662 && !e.message.empty() && properties_.insert({a, e.message}).second)
      access.properties.push_back(e.message);
    details_[static_cast<std::size_t>(i)].access = a;
  }

  const MachineScene& scene_;
  BulkList<EventDetail>& details_;
  StringPool& texts_;
  std::string path_;  // used again and again
  AddressForms addresses_;
  BulkList<ObjectAccess> accesses_;
  FlatMap<AccessKey, Index, AccessKeyHash> by_key_;
  std::set<std::pair<Index, Symbol>> properties_;  // that an access has
  NumberMap<std::unordered_map<std::uint64_t, Index>> handles_;  // boot, process → handle → access
};

}  // namespace

BulkList<ObjectAccess> FoldAccesses(const MachineScene& scene, BulkList<EventDetail>& details,
                                    StringPool& texts) {
  return AccessFolder(scene, details, texts).Run();
}

}  // namespace logonloom
