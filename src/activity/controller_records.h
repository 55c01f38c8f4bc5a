// What domain controllers recorded of sessions on other machines: tickets for their services (4769)
// and passwords that they had checked (4776).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "activity/arrivals.h"
#include "activity/connection_pairs.h"
#include "activity/machines.h"
#include "activity/scene.h"

namespace logonloom {

class ControllerRecords {
 public:
  ControllerRecords(const Scene& scene, const Machines& machines, AddressForms& forms);

  // Where the account of an arrival was when it asked for what brought it there.
  struct Origin {
    Index host = kNone;
    std::string_view basis;  // service_ticket, password_check
    bool several = false;    // machines fit; the nearest in time is given
  };
  Origin Before(const Arrival& arrival, const ConnectionPairs& pairs) const;
  // The machine whose service the ticket with that LogonGuid is for; kNone.
  Index ServiceOf(Symbol logon_guid) const;

 private:
  struct Request {
    Index from = kNone;        // machine that asked
    Index controller = kNone;  // machine that recorded it
    FileTime time;
    friend bool operator<(const Request& a, const Request& b) { return a.time < b.time; }
  };
  using Requests = std::vector<Request>;

  void AddTicket(Index i, const Machines& machines, AddressForms& forms);
  void AddCheck(Index i, const Machines& machines);
  static Origin Nearest(const Requests& requests, const Arrival& arrival,
                        const ConnectionPairs& pairs, Ticks window, std::string_view basis);

  const Scene& scene_;
  std::map<std::pair<Index, std::string>, Requests> tickets_;  // service's machine, account
  std::map<std::string, Requests, std::less<>> checks_;        // account
  std::unordered_map<Symbol, Index> service_of_;               // LogonGuid
};

}  // namespace logonloom
