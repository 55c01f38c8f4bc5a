#include "correlate/correlation_parts.h"

#include <iterator>
#include <utility>

namespace logonloom {
namespace {

// Lays the indices of a part behind those of the parts before it.
class Shift {
 public:
  explicit Shift(const Correlation& before)
      : host_(Size(before.hosts)),
        boot_(Size(before.boots)),
        event_(Size(before.places)),
        logon_(Size(before.logon_sessions)),
        local_(Size(before.local_sessions)),
        access_(Size(before.access_sessions)) {}

  void Apply(Correlation& part) const {
    for (EventPlace& p : part.places) Hosted(p), Logon(p.logon_session), Access(p.access_session);
    for (auto& [event, copy] : part.duplicates) Event(event);
    for (Boot& boot : part.boots) Host(boot.host);
    for (LogonSession& s : part.logon_sessions) {
      Hosted(s), Logon(s.linked), Logon(s.parent), Access(s.access_session);
      Local(s.local_session);
    }
    for (LocalSession& s : part.local_sessions) Hosted(s), Logon(s.logon_session);
    for (AccessSession& s : part.access_sessions) {
      Hosted(s), Logon(s.logon_session), Local(s.local_session);
      Access(s.reconnect_of), Access(s.superseded_by);
    }
    for (SessionEvidence& e : part.evidence)
      Access(e.access_session), Logon(e.logon_session), Event(e.event);
    for (Link& k : part.links) {
      Host(k.from_host), Logon(k.from_logon_session), Host(k.to_host);
      Logon(k.to_logon_session);
    }
    for (AttemptGroup& g : part.attempt_groups) Hosted(g), Access(g.first_success);
    for (Gap& gap : part.gaps) Host(gap.host), Event(gap.event);
    for (ChannelStatistics& s : part.channels) Host(s.host);
  }

 private:
  template <typename T>
  static Index Size(const std::vector<T>& all) {
    return static_cast<Index>(all.size());
  }
  static void Add(Index& index, Index base) {
    if (index != kNone) index += base;
  }
  template <typename T>
  void Hosted(T& thing) const {
    Host(thing.host);
    Add(thing.boot, boot_);
  }
  void Host(Index& index) const { Add(index, host_); }
  void Event(Index& index) const { Add(index, event_); }
  void Logon(Index& index) const { Add(index, logon_); }
  void Local(Index& index) const { Add(index, local_); }
  void Access(Index& index) const { Add(index, access_); }

  Index host_, boot_, event_, logon_, local_, access_;
};

// Room for all of a list ahead, so that none is ever held twice.
template <typename T>
void Reserve(const std::vector<Correlation>& parts, std::vector<T> Correlation::*list,
             Correlation& all) {
  std::size_t count = 0;
  for (const Correlation& part : parts) count += (part.*list).size();
  (all.*list).reserve(count);
}

template <typename T>
void MoveBehind(std::vector<T>& more, std::vector<T>& all) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
  std::vector<T>().swap(more);
}

}  // namespace

Correlation CorrelationParts::Join(EventTable events, std::vector<Diagnostic> diagnostics) {
  Correlation all;
  Reserve(parts_, &Correlation::places, all);
  Reserve(parts_, &Correlation::logon_sessions, all);
  Reserve(parts_, &Correlation::access_sessions, all);
  Reserve(parts_, &Correlation::evidence, all);
  all.diagnostics = std::move(diagnostics);
  for (Correlation& part : std::exchange(parts_, {})) {
    Shift(all).Apply(part);
    MoveBehind(part.places, all.places);
    MoveBehind(part.duplicates, all.duplicates);
    MoveBehind(part.hosts, all.hosts);
    MoveBehind(part.boots, all.boots);
    MoveBehind(part.logon_sessions, all.logon_sessions);
    MoveBehind(part.local_sessions, all.local_sessions);
    MoveBehind(part.access_sessions, all.access_sessions);
    MoveBehind(part.evidence, all.evidence);
    MoveBehind(part.links, all.links);
    MoveBehind(part.attempt_groups, all.attempt_groups);
    MoveBehind(part.gaps, all.gaps);
    MoveBehind(part.channels, all.channels);
    MoveBehind(part.diagnostics, all.diagnostics);
  }
  all.events = std::move(events);
  return all;
}

}  // namespace logonloom
