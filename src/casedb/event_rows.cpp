#include "casedb/event_rows.h"

#include <cstdint>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "casedb/rows.h"

namespace logonloom {
namespace {

// Numbers from 1 for the values that occur, in the order in which they first do.
template <typename Value>
class Numbered {
 public:
  std::int64_t Of(const Value& value) {
    if (!values_.empty() && value == last_) return last_number_;
    const auto [it, added] =
        numbers_.try_emplace(value, static_cast<std::int64_t>(values_.size()) + 1);
    if (added) values_.push_back(value);
    last_ = value;
    return last_number_ = it->second;
  }
  const std::vector<Value>& values() const { return values_; }

 private:
  std::map<Value, std::int64_t> numbers_;
  std::vector<Value> values_;
  Value last_{};  // neighbours are mostly alike
  std::int64_t last_number_ = 0;
};

struct EventType {
  Symbol channel, provider;
  std::uint32_t event_id = 0, version = 0;
  friend bool operator==(const EventType&, const EventType&) = default;
  friend bool operator<(const EventType& a, const EventType& b) {
    return std::tie(a.event_id, a.version, a.channel, a.provider) <
           std::tie(b.event_id, b.version, b.channel, b.provider);
  }
};

using EvidenceKind = std::pair<EvidenceRole, std::string_view>;  // rule

// Of one event, what stands in its own row.
struct OwnEvidence {
  Index session = kNone;
  std::uint16_t of_session = 0, of_logon = 0;  // 0: none
};

class EventWriter {
 public:
  EventWriter(SQLite::Database& db, const Correlation& c) : db_(db), c_(c) {}

  void Run() {
    SortEvidence();
    WriteRows();
    WriteTypes();
    WriteMoreEvidence();
    WriteCopies();
  }

 private:
  // What the event's row has room for; the rest is more evidence.
  void SortEvidence() {
    own_.resize(c_.events.size());
    for (const SessionEvidence& e : c_.evidence) {
      const std::int64_t kind = kinds_.Of({e.role, e.rule});
      OwnEvidence& own = own_[static_cast<std::size_t>(e.event)];
      const bool of_session = e.access_session != kNone;
      std::uint16_t& place = of_session ? own.of_session : own.of_logon;
      const bool fits = e.logon_session == c_.places[static_cast<std::size_t>(e.event)].logon_session &&
                        place == 0 && kind <= UINT16_MAX;
      if (!fits) {
        more_.push_back({&e, kind});
        continue;
      }
      place = static_cast<std::uint16_t>(kind);
      if (of_session) own.session = e.access_session;
    }
  }

  void WriteRows() {
    InsertCounted(db_, "event", c_.events.size(), [this](Row& row, std::size_t i) {
      const Event& e = c_.events[i];
      const EventPlace& place = c_.places[i];
      const OwnEvidence& own = own_[i];
      row.Number(static_cast<std::int64_t>(i) + 1).Reference(e.source.file_index);
      row.Number(static_cast<std::int64_t>(e.source.offset));
      row.Number(static_cast<std::int64_t>(e.source.recovery)).Reference(place.boot);
      row.Number(types_.Of({e.channel, e.provider, e.event_id, e.version}));
      row.Number(static_cast<std::int64_t>(e.record_id)).Time(e.time);
      row.Reference(place.logon_session).Reference(place.access_session);
      row.Reference(own.session).NumberOrNull(own.of_session).NumberOrNull(own.of_logon);
    });
  }

  void WriteTypes() {
    InsertEach(db_, "event_type", types_.values(),
               [](Row& row, std::int64_t id, const EventType& type) {
                 row.Number(id).Text(type.channel.view()).Text(type.provider.view());
                 row.Number(type.event_id).Number(type.version);
               });
    InsertEach(db_, "evidence_kind", kinds_.values(),
               [](Row& row, std::int64_t id, const EvidenceKind& kind) {
                 row.Number(id).Text(Word(kind.first)).Text(kind.second);
               });
  }

  void WriteMoreEvidence() {
    InsertEach(db_, "evidence", more_, [](Row& row, std::int64_t, const auto& more) {
      const auto& [e, kind] = more;
      row.Reference(e->access_session).Reference(e->logon_session).Reference(e->event).Number(kind);
    });
  }

  void WriteCopies() {
    InsertEach(db_, "event_copy", c_.duplicates, [](Row& row, std::int64_t, const auto& copy) {
      const auto& [event, source] = copy;
      row.Reference(event).Reference(source.file_index);
      row.Number(static_cast<std::int64_t>(source.offset));
      row.Number(static_cast<std::int64_t>(source.recovery));
    });
  }

  SQLite::Database& db_;
  const Correlation& c_;
  Numbered<EventType> types_;
  Numbered<EvidenceKind> kinds_;
  BulkList<OwnEvidence> own_;  // by event
  BulkList<std::pair<const SessionEvidence*, std::int64_t>> more_;
};

}  // namespace

void WriteEvents(SQLite::Database& db, const Correlation& correlation) {
  EventWriter(db, correlation).Run();
}

}  // namespace logonloom
