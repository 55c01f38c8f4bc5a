// How files that name one computer relate: whether they can be logs of one machine.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "correlate/logs.h"
#include "logonloom/event.h"

namespace logonloom {

using FilePair = std::pair<std::int32_t, std::int32_t>;  // the lower number first
FilePair Ordered(std::int32_t a, std::int32_t b);

struct FileRelations {
  std::set<std::int32_t> files;
  std::set<FilePair> clashing;   // same channel and id, other content
  std::set<FilePair> sharing;    // a record of equal content
  std::set<FilePair> restarted;  // ids began again much later
  std::set<FilePair> different;  // they tell of two machines, by SID or GUID
};

// Which of these logs of one machine name may hold records that another file holds as well.
std::vector<bool> LogsThatCanShare(const std::vector<const Log*>& logs);

// `events`: all of those logs, in any order.
FileRelations RelateFiles(const std::vector<const Log*>& logs,
                          const std::vector<const Event*>& events);

// File → number of the machine among those that bear the name (0 for nearly all).
std::map<std::int32_t, int> SplitMachines(const FileRelations& relations);

// Whether both tell of the same record, but for what a damaged copy lost.
bool SameContent(const Event& a, const Event& b);
bool IsRemainderOf(const Event& whole, const Event& e);

}  // namespace logonloom
