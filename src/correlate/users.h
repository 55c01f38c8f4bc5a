// Who an account is: what class of account, and whether two mentions mean the same one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "logonloom/event.h"
#include "logonloom/sessions.h"

namespace logonloom {

User ToUser(const Account& account);

// Fills what `user` lacks from another mention of the same account.
void Complete(User& user, const Account& account);
void Complete(User& user, const User& other);

// NetBIOS and DNS forms and the machine's own names (lower case) are equal, an empty domain agrees
// with every one.
bool SameDomain(std::string_view a, std::string_view b,
                const std::vector<std::string>& host_names);

// By SID where both have one; else by name, where the domains agree.
bool SameUser(const User& a, const User& b, const std::vector<std::string>& host_names);

// Whether both have a SID, or both a name, so that SameUser tells.
bool AreComparable(const User& a, const User& b);

AccountClass ClassOf(const User& user, Luid logon_id);

}  // namespace logonloom
