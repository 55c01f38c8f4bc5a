// What really happened in a scenario, in the words of the case database (docs/case-db.md).
// References are indices into the vectors of Truth; -1 means none. Permanent sessions (0x3e4,
// 0x3e5, 0x3e7) are left out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "logonloom/types.h"

namespace logonloom::support {

struct TrueBoot {
  std::string host;
  int number = 0;  // counted from 1 per host
  FileTime start;
  std::string start_basis = "kernel_start";
  std::optional<FileTime> end;
  std::string end_basis = "unknown";
  std::optional<bool> clean;
};

struct TrueLogon {
  std::string host;
  int boot = 0;
  Luid logon_id = 0;
  std::string user_name, user_domain, user_sid;
  std::string account_class = "user";
  std::uint32_t logon_type = 0;
  std::string purpose;
  std::optional<FileTime> start;
  std::string start_basis = "logon_event";
  std::optional<FileTime> end;
  std::string end_reason = "still_open_at_end_of_log";
  int linked = -1;
  std::optional<bool> elevated = false;
  int parent = -1;
  int session = -1;  // access session that it serves
  // The Security log still names it; what was cleared away entirely is not expected.
  bool recorded = true;
};

struct TrueSession {
  std::string host;
  int boot = 0;
  std::string user_name, user_domain, user_sid;
  std::string account_class = "user";
  std::string kind;
  std::string outcome = "established";
  std::optional<FileTime> attempt;
  std::optional<FileTime> start;
  std::optional<FileTime> end;
  std::string end_reason = "still_open_at_end_of_log";
  std::string source_ip;
  std::uint32_t source_port = 0;
  std::string source_host;
  std::optional<bool> is_local;
  int logon = -1;  // the desktop's: the filtered half
  int reconnect_of = -1;
  int superseded_by = -1;
  std::optional<std::uint32_t> ts_session_id;
  int failures = 0;
  int lock_count = 0;
  std::string connection_id;
  // By the terminal services alone, for what remains when the Security log is cleared.
  std::optional<FileTime> local_start, local_end;
  bool recorded = true;
};

struct Truth {
  std::vector<TrueBoot> boots;
  std::vector<TrueLogon> logons;
  std::vector<TrueSession> sessions;
};

// The truth without what no record tells any more; references are adjusted.
Truth Recorded(const Truth& truth);

// As JSON: {"boots": […], "logon_sessions": […], "sessions": […]}, times as ISO 8601 text, logon
// ids as 0x… text, unknown values null; references are given as logon ids and row numbers from 0.
std::string TruthJson(const Truth& truth);

}  // namespace logonloom::support
