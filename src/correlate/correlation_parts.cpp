#include "correlate/correlation_parts.h"

#include <type_traits>
#include <utility>

namespace logonloom {
namespace {

class Shift {
 public:
  explicit Shift(const PartPlace& to) : to_(to) {}

  bool IsNone() const { return to_.host == 0; }
  void Apply(EventPlace& p) const { Hosted(p), Logon(p.logon_session), Access(p.access_session); }
  void Apply(std::pair<Index, RecordRef>& duplicate) const { Event(duplicate.first); }
  void Apply(logonloom::Host&) const {}
  void Apply(Boot& boot) const { Host(boot.host); }
  void Apply(LogonSession& s) const {
    Hosted(s), Logon(s.linked), Logon(s.parent), Access(s.access_session);
    Local(s.local_session);
  }
  void Apply(LocalSession& s) const { Hosted(s), Logon(s.logon_session); }
  void Apply(AccessSession& s) const {
    Hosted(s), Logon(s.logon_session), Local(s.local_session);
    Access(s.reconnect_of), Access(s.superseded_by);
  }
  void Apply(SessionEvidence& e) const {
    Access(e.access_session), Logon(e.logon_session), Event(e.event);
  }
  void Apply(Link& k) const {
    Host(k.from_host), Logon(k.from_logon_session), Host(k.to_host);
    Logon(k.to_logon_session), Access(k.to_access_session);
  }
  void Apply(AttemptGroup& g) const { Hosted(g), Access(g.first_success); }
  void Apply(Gap& gap) const { Host(gap.host), Event(gap.event); }
  void Apply(ChannelStatistics& s) const { Host(s.host); }
  void Apply(Diagnostic&) const {}

 private:
  static void Add(Index& index, Index base) {
    if (index != kNone) index += base;
  }
  template <typename T>
  void Hosted(T& thing) const {
    Host(thing.host);
    Add(thing.boot, to_.boot);
  }
  void Host(Index& index) const { Add(index, to_.host); }
  void Event(Index& index) const { Add(index, to_.event); }
  void Logon(Index& index) const { Add(index, to_.logon); }
  void Local(Index& index) const { Add(index, to_.local); }
  void Access(Index& index) const { Add(index, to_.access); }

  const PartPlace& to_;
};

template <typename List>
void Append(List& part, const Shift& shift, double share, List& all) {
  if (all.empty() && share >= 1 && shift.IsNone()) return all.swap(part);  // of the only machine
  if constexpr (std::is_same_v<List, BulkList<typename List::value_type>>)
    MakeRoom(all, part.size(), share);
  for (auto& member : part) {
    shift.Apply(member);
    all.push_back(std::move(member));
  }
  List().swap(part);
}

template <typename List>
void Pass(Index& next, const List& part) {
  next += static_cast<Index>(part.size());
}

}  // namespace

CorrelationParts::CorrelationParts(std::vector<Diagnostic> diagnostics, std::size_t events_of_all)
    : events_of_all_(events_of_all) {
  all_.diagnostics = std::move(diagnostics);
}

void CorrelationParts::Add(Correlation part) {
  const PartPlace place = next_;
  Pass(next_.host, part.hosts);
  Pass(next_.boot, part.boots);
  Pass(next_.event, part.places);
  Pass(next_.logon, part.logon_sessions);
  Pass(next_.local, part.local_sessions);
  Pass(next_.access, part.access_sessions);
  const double share = static_cast<double>(next_.event) / static_cast<double>(events_of_all_);
  const auto append = [&, shift = Shift(place)](auto list) {
    Append(part.*list, shift, share, all_.*list);
  };
  append(&Correlation::places);
  append(&Correlation::duplicates);
  append(&Correlation::hosts);
  append(&Correlation::boots);
  append(&Correlation::logon_sessions);
  append(&Correlation::local_sessions);
  append(&Correlation::access_sessions);
  append(&Correlation::evidence);
  append(&Correlation::links);
  append(&Correlation::attempt_groups);
  append(&Correlation::gaps);
  append(&Correlation::channels);
  append(&Correlation::diagnostics);
  EaseBulk();
}

Correlation CorrelationParts::Join(EventTable events) {
  all_.events = std::move(events);
  return std::move(all_);
}

}  // namespace logonloom
