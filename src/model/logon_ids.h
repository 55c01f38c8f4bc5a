// Logon ids that are the same in every boot, and whom an event's logon ids stand for.
#pragma once

#include "logonloom/event.h"

namespace logonloom {

// IUSR, NETWORK SERVICE, LOCAL SERVICE, anonymous and SYSTEM: one session each per boot.
constexpr bool IsPermanent(Luid id) { return id >= 0x3e3 && id <= 0x3e7; }

inline constexpr Luid kSystemLogonId = 0x3e7;

// The logon session that did what the event tells, 0 if it names none. Target owns, where there
// is one: the session that a 4624, 4634 or 4647 is about, the session a process of 4688 runs in.
constexpr Luid OwnerOf(const Event& e) {
  return e.target_logon_id != 0 ? e.target_logon_id : e.subject_logon_id;
}

}  // namespace logonloom
