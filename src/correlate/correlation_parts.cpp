#include "correlate/correlation_parts.h"

#include <iterator>
#include <utility>

namespace logonloom {
namespace {

// Lays the indices of a part behind those of the parts before it.
class Shift {
 public:
  // Parts in their order.
  void Apply(Correlation& part) {
    if (host_ != 0) Renumber(part);  // the first one lies right as it is
    host_ += Size(part.hosts);
    boot_ += Size(part.boots);
    event_ += Size(part.places);
    logon_ += Size(part.logon_sessions);
    local_ += Size(part.local_sessions);
    access_ += Size(part.access_sessions);
  }

 private:
  void Renumber(Correlation& part) const {
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
      Logon(k.to_logon_session), Access(k.to_access_session);
    }
    for (AttemptGroup& g : part.attempt_groups) Hosted(g), Access(g.first_success);
    for (Gap& gap : part.gaps) Host(gap.host), Event(gap.event);
    for (ChannelStatistics& s : part.channels) Host(s.host);
  }

  template <typename List>
  static Index Size(const List& all) {
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

  Index host_ = 0, boot_ = 0, event_ = 0, logon_ = 0, local_ = 0, access_ = 0;
};

// The list of each part behind that of the one before it. Room is made ahead, so that none is ever
// held twice.
template <typename List>
void JoinLists(std::vector<Correlation>& parts, List Correlation::*list, Correlation& all) {
  if (parts.size() == 1 && (all.*list).empty()) return (all.*list).swap(parts.front().*list);
  std::size_t count = (all.*list).size();
  for (const Correlation& part : parts) count += (part.*list).size();
  (all.*list).reserve(count);
  for (Correlation& part : parts) {
    std::move((part.*list).begin(), (part.*list).end(), std::back_inserter(all.*list));
    List().swap(part.*list);
    EaseBulk();
  }
}

}  // namespace

Correlation CorrelationParts::Join(EventTable events, std::vector<Diagnostic> diagnostics) {
  Shift shift;
  for (Correlation& part : parts_) shift.Apply(part);
  Correlation all;
  all.diagnostics = std::move(diagnostics);
  JoinLists(parts_, &Correlation::places, all);
  JoinLists(parts_, &Correlation::duplicates, all);
  JoinLists(parts_, &Correlation::hosts, all);
  JoinLists(parts_, &Correlation::boots, all);
  JoinLists(parts_, &Correlation::logon_sessions, all);
  JoinLists(parts_, &Correlation::local_sessions, all);
  JoinLists(parts_, &Correlation::access_sessions, all);
  JoinLists(parts_, &Correlation::evidence, all);
  JoinLists(parts_, &Correlation::links, all);
  JoinLists(parts_, &Correlation::attempt_groups, all);
  JoinLists(parts_, &Correlation::gaps, all);
  JoinLists(parts_, &Correlation::channels, all);
  JoinLists(parts_, &Correlation::diagnostics, all);
  all.events = std::move(events);
  return all;
}

}  // namespace logonloom
