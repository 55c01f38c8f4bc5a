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

// What a file holds of the name.
struct FileLife {
  FileTime first, last;
  std::size_t count = 0;
};

// A channel in two files.
using CommonLog = std::pair<Symbol, FilePair>;

struct FileRelations {
  std::map<std::int32_t, FileLife> files;
  std::set<FilePair> clashing;   // same channel and id, other content
  std::set<FilePair> sharing;    // a record of equal content
  std::set<FilePair> restarted;  // ids began again much later
  std::set<FilePair> different;  // they tell of two machines, by SID or GUID
  // They begin with the same records and go on with others under equal ids: a machine that was set
  // back to an earlier state, or clones of one image.
  std::set<FilePair> forked;
  std::map<CommonLog, std::uint64_t> common;  // the last id under which both have the same record
};

// Which of these logs of one machine name may hold records that another file holds as well.
std::vector<bool> LogsThatCanShare(const std::vector<const Log*>& logs);

// `events`: all of those logs, in any order.
FileRelations RelateFiles(const std::vector<const Log*>& logs,
                          const std::vector<const Event*>& events);

// The records of a channel up to that id are those of another machine's beginning.
struct CommonBegin {
  std::uint64_t last_id;
  int machine;
  friend auto operator<=>(const CommonBegin&, const CommonBegin&) = default;
};

struct MachineSplit {
  std::map<std::int32_t, int> machine_of;  // file → machine among those of the name, mostly 0
  std::map<std::pair<Symbol, std::int32_t>, std::vector<CommonBegin>> begins;  // by rising ids
};

// `folder_of`: of files that were found together. They are of one machine, unless some of them
// cannot be.
MachineSplit SplitMachines(const FileRelations& relations,
                           const std::map<std::int32_t, std::int32_t>& folder_of);

// Whether both tell of the same record, but for what a damaged copy lost.
bool SameContent(const Event& a, const Event& b);
bool IsRemainderOf(const Event& whole, const Event& e);

}  // namespace logonloom
