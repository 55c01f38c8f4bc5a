// Which inbound connection to WinRM's port a network logon that tells no address came by.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "correlate/history.h"
#include "correlate/logon_sessions.h"
#include "correlate/time_index.h"

namespace logonloom {

// An endpoint serves one account, and collectors of events have machines connect all the time, so
// that a connection names a logon only if nobody else can have come by it.
class WinrmSources {
 public:
  struct Source {
    bool came = false;        // by a connection to WinRM, whichever it was
    Index connection = kNone;  // 5156 that tells its address
    bool tells_port = false;
  };

  // Both are kept by reference; purposes must be decided.
  WinrmSources(const History& history, const LogonTable& logons);

  // Of a network logon without address.
  Source Of(Index logon) const;

 private:
  using Addresses = std::set<SharedText>;
  // Where a machine account's own logons show its machine.
  struct Forwarder {
    Addresses proven, possible;
  };

  bool Asks(Index logon) const;
  std::string MachineOf(Index logon) const;
  FileTime Begin(Index logon) const;
  SharedText AddressOf(Index connection) const;
  // Connections within a second ahead, save those whose endpoint a logon tells as its own.
  std::vector<Index> Ahead(Index logon) const;
  Addresses AddressesOf(const std::vector<Index>& connections) const;
  std::vector<Index> Rivals(Index logon, const std::vector<Index>& connections) const;
  void LearnForwarders();
  bool IsAnothers(const SharedText& address, const std::string& machine) const;
  std::size_t OthersAt(Index logon, const std::vector<Index>& connections) const;
  Source From(const std::vector<Index>& connections) const;

  const History& history_;
  const LogonTable& logons_;
  TimeIndex inbound_;  // → 5156
  TimeIndex asking_;   // → logon session without address
  std::set<std::pair<SharedText, std::uint32_t>> taken_;  // endpoints that logons tell
  std::map<std::string, Forwarder> forwarders_;           // by name, lower case
  std::map<SharedText, std::set<std::string>> proven_at_;
  std::map<SharedText, std::set<std::string>> possible_at_;  // of those that nothing proves
};

}  // namespace logonloom
