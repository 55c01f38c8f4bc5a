// WinRM and PowerShell remoting: which network logons they are, and shells that no logon shows.
#pragma once

#include <vector>

#include "correlate/access_table.h"
#include "correlate/logon_sessions.h"

namespace logonloom {

// Network logons that WinRM made, told by the shell's host process, the shell's own record or the
// firewall's. Gives them their address. Returns the shells (WinRM 91) of no known logon.
std::vector<Index> MarkWinrm(const History& history, LogonTable& logons);

// Access sessions of those shells; shells of one account and client fold while pauses are short.
void AddWinrmShells(const History& history, const std::vector<Index>& shells, AccessTable& access);

}  // namespace logonloom
