// Desktops taken over without a logon (tscon).
#pragma once

#include "correlate/access_table.h"

namespace logonloom {

// 4779 and at once 4778 on the same connection by another logon session: the client went on
// with somebody else's desktop without logging on (tscon).
void FindTakeovers(const History& history, AccessTable& access);

}  // namespace logonloom
