// Which machine a name or an address means, learned from the logs.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "activity/scene.h"
#include "logonloom/activity.h"
#include "model/address_forms.h"

namespace logonloom {

// A connection as one machine recorded it: Security 5156, Sysmon 3.
struct RecordedConnection {
  bool outbound = false;
  Symbol source, destination;
  std::uint32_t source_port = 0, destination_port = 0;
};
constexpr bool IsConnection(EventKind kind) {
  return kind == EventKind::kNetworkConnection || kind == EventKind::kProcessConnection;
}
std::optional<RecordedConnection> ConnectionOf(const Event& event);

class Machines {
 public:
  Machines(const Scene& scene, AddressForms& forms);

  // The machine of that name, with or without domain; kNone if none or several have it.
  Index Named(std::string_view name) const;
  // The machine that had the address at the time, as far as records of about then tell.
  Index At(std::string_view address, FileTime time) const;
  // Whether a machine itself recorded that the address is its own.
  bool IsOwn(std::string_view address) const { return own_.contains(address); }
  std::vector<HostAddress> Addresses() const;

 private:
  struct Told {
    Index host = kNone;
    std::string name, address;
    std::string_view basis;
    friend auto operator<=>(const Told&, const Told&) = default;
  };
  struct Seen {
    FileTime first, last;
    std::int64_t records = 0;
  };

  // One way of telling an address: the machine, or the texts of name and address, and the basis.
  struct Mention {
    Index host = kNone;
    Symbol name, address;
    const void* basis = nullptr;
    friend bool operator==(const Mention&, const Mention&) = default;
  };
  struct MentionHash {
    std::size_t operator()(const Mention& m) const noexcept;
  };

  void Tell(Index host, Symbol name, Symbol address, std::string_view basis, FileTime time);
  Seen* Place(Index host, std::string_view name, Symbol address, std::string_view basis);
  void NoteTickets();
  void ReadTicket(const Event& event);
  void Read(Index i);

  const Scene& scene_;
  AddressForms& forms_;
  std::map<std::string, Index, std::less<>> by_name_;
  std::unordered_map<Symbol, Index> asked_;  // LogonGuid of a ticket → machine that asked for it
  std::map<Told, Seen> told_;
  std::unordered_map<Mention, Seen*, MentionHash> mentions_;
  std::map<std::string, std::vector<const Told*>, std::less<>> by_address_;
  std::set<std::string, std::less<>> own_;
};

}  // namespace logonloom
