// People whose account's name ends in «$», as the name of a computer's account does: that hides them
// from whoever leaves computers out.
#pragma once

#include <set>
#include <tuple>

#include "logonloom/event.h"

namespace logonloom {

struct MaskedPerson {
  Account account;
  bool here = false;  // a record of this machine tells it
  friend bool operator<(const MaskedPerson& a, const MaskedPerson& b) {
    return std::tie(a.account.name, a.account.domain, a.account.sid, a.here) <
           std::tie(b.account.name, b.account.domain, b.account.sid, b.here);
  }
};
using MaskedPeople = std::set<MaskedPerson>;

// The record's target is such an account: the record tells that it was made as a user's, or came to
// a desktop, as no computer's and no managed service's does.
bool TellsMaskedPerson(const Event& e);

}  // namespace logonloom
