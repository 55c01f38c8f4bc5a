#include "model/address_forms.h"

#include "base/ip_address.h"

namespace logonloom {

const LoggedAddress* AddressForms::Of(Symbol logged) {
  if (logged != last_) {
    form_of_last_ = Read(logged);
    last_ = logged;
  }
  return form_of_last_;
}

const LoggedAddress* AddressForms::Read(Symbol logged) {
  if (logged.empty()) return nullptr;
  const auto [known, added] = known_.Add(logged);
  if (!added) return known;
  const auto address = ParseIpAddress(logged.view());
  if (!address) return nullptr;
  LoggedAddress& read = addresses_.emplace_back();
  read.text = address->text == logged.view() ? SharedText(logged) : SharedText(address->text);
  read.zone = address->zone;
  read.port = address->port;
  read.loopback = address->loopback;
  read.unspecified = address->unspecified;
  known = &read;
  return &read;
}

const LoggedAddress& AddressForms::FormOf(Symbol logged) {
  static const LoggedAddress kNoAddress;
  const LoggedAddress* address = Of(logged);
  return address == nullptr ? kNoAddress : *address;
}

}  // namespace logonloom
