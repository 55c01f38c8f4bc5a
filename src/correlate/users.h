// Who an account is: what class of account, and whether two mentions mean the same one.
#pragma once

#include <string_view>

#include "correlate/home_names.h"
#include "logonloom/event.h"
#include "logonloom/sessions.h"

namespace logonloom {

User ToUser(const Account& account);

// Fills what `user` lacks from another mention of the same account.
void Complete(User& user, const Account& account);
void Complete(User& user, const User& other);

// NetBIOS and DNS forms and the machine's own names are equal, an empty domain agrees with every one.
bool SameDomain(std::string_view a, std::string_view b, const HomeNames& home);

// By SID where both have one; else by name, where the domains agree.
bool SameUser(const User& a, const User& b, const HomeNames& home);

// Whether both have a SID, or both a name, so that SameUser tells.
bool AreComparable(const User& a, const User& b);

// By what Windows calls its accounts in English; AccountClasses knows more of those of a machine.
AccountClass ClassOf(const User& user, Luid logon_id);

}  // namespace logonloom
