// Whose session a moment on a machine belongs to.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "casedb/case_reader.h"
#include "logonloom/types.h"

namespace logonloom {

struct IndexedSession {
  std::int64_t id = 0;
  std::string key, user, user_name, sid, source, kind;  // `user` with its domain
  FileTime begin, end;
  double confidence = 0;
};

struct SessionMatch {
  const IndexedSession* session = nullptr;
  double confidence = 0;
};

// Sessions of people that got in, by machine.
class SessionIndex {
 public:
  explicit SessionIndex(const CaseReader& reader);

  bool KnowsHost(const std::string& host) const;
  // The only machine of the case, if it has one only.
  std::optional<std::string> OnlyHost() const;
  // The latest to begin of the sessions that were open. With a `user` (name, DOMAIN\name,
  // name@domain or SID; empty: not known) only his. Without one the confidence is halved, and
  // shared among those that were open.
  std::optional<SessionMatch> Find(const std::string& host, FileTime time,
                                  const std::string& user) const;

 private:
  struct OfHost {
    std::vector<IndexedSession> sessions;  // by begin
    std::vector<FileTime> latest_end;      // of the sessions up to each
  };
  static std::string KeyOf(const std::string& host);
  std::map<std::string, OfHost> hosts_;  // by lower-case name up to its first dot
};

}  // namespace logonloom
