#include "casedb/act_rows.h"

#include <string>
#include <string_view>

#include "base/ip_address.h"
#include "casedb/activity_rows.h"
#include "model/actors.h"

namespace logonloom {
namespace {

std::string ObjectOf(const Event& e) {
  const std::string_view object = e.object.view(), path = e.object_path.view();
  if (object.empty() || path.empty()) return std::string(object);
  return std::string(object).append("\\").append(path);
}

// The session's user, unless the session is that of somebody else who was watched.
bool IsDoneByOwner(const Event& e) { return e.kind != EventKind::kSessionShadowed; }

// Who did it, as the record names him.
std::string_view ActorOf(const Event& e, Index host, const SidNames& names) {
  if (!e.subject.name.empty()) return e.subject.name.view();
  if (!e.target.name.empty() && !IsServiceInstall(e)) return e.target.name.view();
  return IsWrittenFor(e) ? names.NameOf(host, e.writer_sid.view()) : std::string_view();
}

// Whether the view whole_act makes the same summary of the other columns.
bool IsPlain(const Event& e) {
  switch (e.kind) {
    case EventKind::kProcessStart:
      return !e.command_line.empty() || !e.process_name.empty();
    case EventKind::kShareFileAccess:
      return !e.object.empty() && !e.object_path.empty();
    case EventKind::kShareAccess:
      return !e.object.empty() && e.object_path.empty();
    default:
      return false;
  }
}

// A visit of which no logon session is known is one too.
bool IsOfSession(const EventPlace& place) {
  return place.logon_session != kNone || place.access_session != kNone;
}

}  // namespace

Acts::Acts(const CaseContents& contents) : contents_(contents), c_(contents.correlation) {
  // Records that prove a logon session stand in session_events; the rest of what names one is
  // activity.
  evident_.assign(c_.events.size(), false);
  for (const SessionEvidence& e : c_.evidence)
    if (e.logon_session != kNone) evident_[static_cast<std::size_t>(e.event)] = true;
  counts_.assign(c_.access_sessions.size(), 0);
  for (std::size_t i = 0; i < c_.events.size(); ++i) {
    if (KindOf(i).empty()) continue;
    const EventPlace& place = c_.places[i];
    ++totals_.acts;
    if (!IsOfSession(place)) ++totals_.of_no_session;
    if (place.access_session != kNone) ++counts_[static_cast<std::size_t>(place.access_session)];
  }
}

std::string_view Acts::KindOf(std::size_t event) const {
  const std::string_view kind = ActivityKind(c_.events[event]);
  return kind.empty() && !evident_[event] ? LogonKind(c_.events[event]) : kind;
}

// Whether the logon session tells who did it.
bool Acts::IsNamed(const EventPlace& place) const {
  return place.logon_session != kNone &&
         !c_.logon_sessions[static_cast<std::size_t>(place.logon_session)].user.name.empty();
}

void Acts::Write(SQLite::Database& db, StringRows& strings) const {
  const SidNames names(c_);
  InsertCounted(db, "act", c_.events.size(),
                [&](Row& row, std::size_t i) { return Fill(row, i, names, strings); });
}

bool Acts::Fill(Row& row, std::size_t i, const SidNames& names, StringRows& strings) const {
  const std::string_view kind = KindOf(i);
  if (kind.empty()) return false;
  const Event& e = c_.events[i];
  const EventPlace& place = c_.places[i];
  const auto& details = contents_.activity.details;
  const EventDetail detail = i < details.size() ? details[i] : EventDetail();
  row.Number(static_cast<std::int64_t>(i) + 1).Text(kind);
  IsOfSession(place) ? row.Text(AttributionWord(place.attribution)) : row.Null();
  IsNamed(place) && IsDoneByOwner(e) ? row.Null() : row.Text(ActorOf(e, place.host, names));
  IsPlain(e) ? row.Null() : row.Text(ActivitySummary(e));
  strings.Put(row, e.process_name);
  row.NumberOrNull(e.process_id).Text(e.command_line.view());
  strings.Put(row, e.parent_process_name);
  FillObject(row, i, kind, detail.access);
  row.Text(CanonicalAddress(e.address.view()));
  row.Reference(detail.process).Reference(detail.access).Reference(detail.caller);
  row.Reference(detail.token).NumberOrNull(e.access_mask);
  HasStatus(e) ? row.Number(e.status) : row.Null();
  return true;
}

// What was folded into an access has its object.
void Acts::FillObject(Row& row, std::size_t i, std::string_view kind, Index access) const {
  std::string object = ObjectOf(c_.events[i]);
  const bool folded = access != kNone && (kind == "share_file" || kind == "share_access") &&
                      contents_.activity.accesses[static_cast<std::size_t>(access)].object == object;
  folded ? row.Null() : row.Text(std::move(object));
}

}  // namespace logonloom
