// Addresses as records log them, each text read once: millions of records name few.
#pragma once

#include <cstdint>
#include <deque>

#include "base/flat_map.h"
#include "logonloom/shared_text.h"
#include "logonloom/types.h"

namespace logonloom {

struct LoggedAddress {  // members as of IpAddress
  SharedText text, zone;
  std::uint16_t port = 0;
  bool loopback = false;
  bool unspecified = false;
  bool local() const { return loopback || unspecified; }
};

// Not for several threads at once.
class AddressForms {
 public:
  // nullptr for every text that is no address; else valid as long as this.
  const LoggedAddress* Of(Symbol logged);
  // The same, without text for what is no address.
  const LoggedAddress& FormOf(Symbol logged);

 private:
  const LoggedAddress* Read(Symbol logged);

  FlatMap<Symbol, const LoggedAddress*> known_;
  Symbol last_;  // asked for: rules ask one after the other for one record
  const LoggedAddress* form_of_last_ = nullptr;
  std::deque<LoggedAddress> addresses_;
};

}  // namespace logonloom
