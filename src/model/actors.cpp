#include "model/actors.h"

namespace logonloom {

bool IsWrittenByActor(EventKind kind) {
  switch (kind) {
    case EventKind::kScript:
    case EventKind::kWinRmClientSession:
    case EventKind::kRdpClientConnecting:
    case EventKind::kRdpClientUser:
    case EventKind::kRdpClientAddress:
    case EventKind::kRdpClientConnected:
    case EventKind::kRdpClientDisconnected:
    case EventKind::kRdpClientSession:
    case EventKind::kRdpClientTransport:
      return true;
    default:
      return false;
  }
}

bool IsWrittenFor(const Event& e) {
  return IsWrittenByActor(e.kind) || e.kind == EventKind::kShutdownRequested ||
         e.kind == EventKind::kLogCleared || (IsServiceInstall(e) && e.event_id == 7045);
}

bool IsServiceInstall(const Event& e) {
  return e.kind == EventKind::kActivity && (e.event_id == 4697 || e.event_id == 7045);
}

}  // namespace logonloom
