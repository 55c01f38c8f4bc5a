// One desktop (a logon session, a local session, or both) and the records that tell its story.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "correlate/local_sessions.h"
#include "correlate/logon_sessions.h"

namespace logonloom {

// kLeft: by then whoever was there had gone, though no record tells when.
enum class SignKind : std::uint8_t { kConnect, kDisconnect, kReason, kLock, kUnlock, kLeft };

struct DesktopSign {
  SignKind kind;
  FileTime time;
  Index event;
  bool doubtful = false;  // another desktop may have been meant
};

// Into signs that are in order; behind those of its time.
void Insert(std::vector<DesktopSign>& signs, const DesktopSign& sign);

struct Desktop {
  Index host = kNone, boot = kNone;
  Index logon = kNone;  // the filtered half
  Index twin = kNone;   // the elevated half
  Index local = kNone;
  User user;
  std::vector<Index> begin_events;  // 4624 of both halves, 21, 7001
  std::optional<FileTime> start;    // the earliest of them; nullopt: before the logs
  double begin_confidence = 0;
  std::vector<DesktopSign> signs;    // between begin and end, in order
  std::vector<FileTime> doubts;      // when it may have been left or returned to, which no log tells
  std::vector<Index> unlocks;        // logon sessions: unlock, reconnect and elevation by-products
  std::vector<Index> logoff_events;  // 4647, 23, 7002, 4634 where it alone tells the end
  SessionEnd end;                    // of the desktop: the first of them, else as its owner ends
  std::vector<Index> visits;         // access sessions
};

// All desktops of all machines, in order of their first record.
std::vector<Desktop> FindDesktops(const History& history, const LogonTable& logons,
                                  const LocalTable& locals);

}  // namespace logonloom
