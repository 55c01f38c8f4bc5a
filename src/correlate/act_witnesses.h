// Where the Security log tells of a user's act, for records of other channels at the same moment.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/flat_map.h"
#include "logonloom/event.h"

namespace logonloom {

// One act is told by several channels within moments. Where clocks were set, one shown time may lie
// in several boots, or on both sides of a step: those are the places.
class ActWitnesses {
 public:
  // Takes what Security tells of people's logons, logoffs and reconnects, and of sshd's processes.
  void Add(const Event& e, std::ptrdiff_t place);
  void Sort();
  // Its user, or the process of sshd that wrote it.
  static bool NamesActor(const Event& e);
  // The only place of [from, to) in which the actor of `e` was told of at its moment.
  std::optional<std::ptrdiff_t> PlaceOf(const Event& e, std::ptrdiff_t from,
                                       std::ptrdiff_t to) const;

 private:
  using Acts = std::vector<std::pair<FileTime, std::ptrdiff_t>>;
  void Add(std::size_t& actor, const Event& e, std::ptrdiff_t place);
  const Acts* ActsOf(const Event& e) const;
  const Acts* ActsOf(Symbol user) const;

  std::vector<Acts> acts_;  // by user or process
  std::unordered_map<std::string, std::size_t> of_user_;  // lower case → in acts_
  FlatMap<Symbol, std::size_t> as_logged_;                // the same by the texts that were added
  std::unordered_map<std::uint64_t, std::size_t> of_sshd_;  // process id → in acts_
};

}  // namespace logonloom
