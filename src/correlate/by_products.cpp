#include "correlate/by_products.h"

#include <algorithm>
#include <map>
#include <optional>

#include "correlate/windows.h"

namespace logonloom {
namespace {

class ByProductPlacer {
 public:
  ByProductPlacer(const History& history, const LogonRequests& requests, const Desktop& desktop,
                  LogonTable& logons, AccessTable& access)
      : history_(history),
        requests_(requests),
        desktop_(desktop),
        logons_(logons),
        access_(access) {}

  // In the order of time: the halves of one unlock are neighbours, though one may be implied by a
  // later record.
  void Run() {
    std::vector<Index> by_products = desktop_.unlocks;
    std::stable_sort(by_products.begin(), by_products.end(),
                     [this](Index a, Index b) { return TimeOf(a) < TimeOf(b); });
    for (const Index by_product : by_products) Place(by_product);
    for (const auto& [visit, count] : unlocked_)
      access_.at(visit).lock_count = std::max(access_.at(visit).lock_count, count);
  }

 private:
  FileTime TimeOf(Index by_product) const {
    return history_.event(logons_.at(by_product).first_event).time;
  }

  void Place(Index by_product) {
    LogonSession& logon = logons_.at(by_product).session;
    const Purpose purpose = logon.purpose;
    const FileTime time = TimeOf(by_product);
    const Index let_in = VisitLetIn(purpose, time);
    const Index visit = let_in != kNone                 ? let_in
                        : purpose == Purpose::kReconnect ? VisitAt(time + kShortLogon)
                                                         : VisitAt(time);
    logon.access_session = visit;
    const bool unlock = purpose == Purpose::kUnlock && let_in == kNone;
    if (let_in != kNone) TakeAttempt(by_product, visit, time);
    const Index event = logons_.at(by_product).logon_event;
    if (event != kNone)
      access_.Prove(visit, event, RoleOf(visit, event, unlock),
                    unlock                             ? "unlock_logon"
                    : purpose == Purpose::kElevation ? "elevation_logon"
                                                     : "reconnect_logon");
    if (!unlock) return;
    const bool told = last_ && time <= *last_ + kSameAct && *last_ <= time + kSameAct;
    if (!told) ++unlocked_[visit];
    last_ = time;
  }

  EvidenceRole RoleOf(Index visit, Index logon, bool unlock) const {
    if (unlock) return EvidenceRole::kUnlock;
    const bool begins = std::any_of(
        desktop_.signs.begin(), desktop_.signs.end(), [&](const DesktopSign& sign) {
          return sign.event == logon && access_.at(visit).start_time == sign.time;
        });
    return begins ? EvidenceRole::kReconnect : EvidenceRole::kByProduct;
  }

  // The visit that begins with a reconnect which the logon let in: it is made moments ahead of it,
  // an unlock beside it.
  Index VisitLetIn(Purpose purpose, FileTime time) const {
    if (purpose == Purpose::kElevation) return kNone;
    const Ticks ahead = purpose == Purpose::kReconnect ? kShortLogon : kSameAct;
    for (const Index visit : desktop_.visits) {
      const auto& start = access_.at(visit).start_time;
      const bool made_desktop = visit == desktop_.visits.front() && desktop_.start == start;
      if (!start || made_desktop) continue;
      if (*start <= time + ahead && time <= *start + kSameAct) return visit;
    }
    return kNone;
  }

  void TakeAttempt(Index by_product, Index visit, FileTime time) {
    access_.Attempted(visit, time);
    const TracedLogon& logon = logons_.at(by_product);
    if (logon.logon_event == kNone) return;
    requests_.Prove(visit, logon.logon_event, access_);
    AccessSession& s = access_.at(visit);
    if (s.kind == SessionKind::kRdp && s.source_ip == logon.session.source_ip && s.source_port == 0)
      s.source_port = logon.session.source_port;
  }

  // The visit of the moment, else the last that began before it, else the first.
  Index VisitAt(FileTime time) const {
    Index found = desktop_.visits.front();
    for (const Index visit : desktop_.visits)
      if (access_.at(visit).start_time.value_or(time) <= time) found = visit;
    return found;
  }

  const History& history_;
  const LogonRequests& requests_;
  const Desktop& desktop_;
  LogonTable& logons_;
  AccessTable& access_;
  std::map<Index, std::int32_t> unlocked_;  // visit → unlocks
  std::optional<FileTime> last_;  // unlock: of its half, or another try at once
};

}  // namespace

void PlaceByProducts(const History& history, const LogonRequests& requests, const Desktop& desktop,
                     LogonTable& logons, AccessTable& access) {
  ByProductPlacer(history, requests, desktop, logons, access).Run();
}

}  // namespace logonloom
