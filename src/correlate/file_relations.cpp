#include "correlate/file_relations.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "correlate/machine_identity.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

// How the files of one machine name relate in their record ids.

// Calls visit(i, j) for neighbouring runs of equal key: all pairs in a run of different files.
template <typename Key, typename Visit>
void VisitEqualRuns(std::vector<const Event*> events, Key key, Visit visit) {
  std::sort(events.begin(), events.end(), [&](const Event* a, const Event* b) {
    return std::make_tuple(key(*a), a->source.file_index, a->source.offset) <
           std::make_tuple(key(*b), b->source.file_index, b->source.offset);
  });
  for (std::size_t i = 0; i < events.size();) {
    std::size_t end = i + 1;
    while (end < events.size() && key(*events[end]) == key(*events[i])) ++end;
    for (std::size_t k = i + 1; k < end; ++k) visit(*events[i], *events[k]);
    for (std::size_t k = i + 2; k < end; ++k) visit(*events[k - 1], *events[k]);
    i = end;
  }
}

struct FileSpan {
  FileTime first, last;
  std::uint64_t first_id, last_id;
};

using FileSpans = std::map<Symbol, std::map<std::int32_t, FileSpan>>;

FileSpans SpansOf(const std::vector<const Log*>& logs) {
  FileSpans spans;
  for (const Log* log : logs) {
    const FileSpan whole{log->first_time, log->last_time, log->first_id, log->last_id};
    FileSpan& span = spans[log->channel].try_emplace(log->file, whole).first->second;
    span.first = std::min(span.first, log->first_time);
    span.last = std::max(span.last, log->last_time);
    span.first_id = std::min(span.first_id, log->first_id);
    span.last_id = std::max(span.last_id, log->last_id);
  }
  return spans;
}

// Whether records of the one can stand in the other as well, under the same id or another one.
bool CanShare(const FileSpan& a, const FileSpan& b) {
  const bool ids = a.first_id <= b.last_id && b.first_id <= a.last_id;
  const bool times = a.first <= b.last && b.first <= a.last;
  return ids || times;
}

using FileOfChannel = std::pair<Symbol, std::int32_t>;

// Archived logs follow one another: most files share nothing with any other.
std::set<FileOfChannel> ThatCanShare(const FileSpans& spans) {
  std::set<FileOfChannel> found;
  for (const auto& [channel, files] : spans)
    for (auto a = files.begin(); a != files.end(); ++a)
      for (auto b = std::next(a); b != files.end(); ++b)
        if (CanShare(a->second, b->second)) {
          found.insert({channel, a->first});
          found.insert({channel, b->first});
        }
  return found;
}

// Ids that start again, lower and days later: the log was made anew, or the machine restored.
bool Restarts(const FileSpan& a, const FileSpan& b) {
  const FileSpan& early = a.first < b.first ? a : b;
  const FileSpan& late = a.first < b.first ? b : a;
  return late.first > early.last + kNewIdSpacePause && late.first_id != kNoRecordId &&
         late.first_id <= early.last_id;
}

// A pair of files restarts if it does so in each channel that both have.
void FindRestarts(const FileSpans& spans, FileRelations& relations) {
  std::set<FilePair> other;
  for (const auto& [channel, files] : spans)
    for (auto a = files.begin(); a != files.end(); ++a)
      for (auto b = std::next(a); b != files.end(); ++b) {
        const FilePair pair = Ordered(a->first, b->first);
        if (relations.sharing.contains(pair)) continue;
        (Restarts(a->second, b->second) ? relations.restarted : other).insert(pair);
      }
  for (const FilePair& pair : other)
    if (relations.clashing.contains(pair)) relations.restarted.erase(pair);
}

// Differing SIDs or GUIDs of the machine under one name.
void FindDifferent(const std::vector<const Log*>& logs, FileRelations& relations) {
  if (relations.files.size() < 2) return;
  std::map<MachineIdentity, std::vector<std::int32_t>> files;
  for (const auto& [file, identity] : IdentitiesOfFiles(logs)) files[identity].push_back(file);
  for (auto a = files.begin(); a != files.end(); ++a)
    for (auto b = std::next(a); b != files.end(); ++b) {
      if (!a->first.Contradicts(b->first)) continue;
      for (const std::int32_t x : a->second)
        for (const std::int32_t y : b->second) relations.different.insert(Ordered(x, y));
    }
}

// How one channel's records in two files compare.
struct IdComparison {
  std::uint64_t last_equal = 0;
  std::uint64_t first_clash = UINT64_MAX;
  bool equal = false, moved = false;
};
using IdComparisons = std::map<CommonLog, IdComparison>;

bool IsWhole(const Event& e) { return e.source.complete && e.source.recovery == Recovery::kListed; }

// Altered records keep their time; those of two histories have times of their own.
void CompareUnderOneId(const Event& a, const Event& b, IdComparison& ids) {
  if (SameContent(a, b) || IsRemainderOf(a, b) || IsRemainderOf(b, a)) {
    ids.equal = true;
    ids.last_equal = std::max(ids.last_equal, a.record_id);
  } else if (a.time != b.time && IsWhole(a) && IsWhole(b)) {
    ids.first_clash = std::min(ids.first_clash, a.record_id);
  }
}

// A copy that was renumbered goes on with the same records under other ids; a fork does not.
void FindForks(const IdComparisons& comparisons, FileRelations& relations) {
  for (const auto& [log, ids] : comparisons) {
    if (!ids.equal || ids.moved) continue;
    if (ids.first_clash < ids.last_equal) continue;
    relations.common[log] = ids.last_equal;
    if (ids.first_clash != UINT64_MAX) relations.forked.insert(log.second);
  }
}

bool Apart(const FileRelations& relations, const FilePair& pair) {
  if (relations.forked.contains(pair)) return true;
  if (relations.different.contains(pair)) return !relations.sharing.contains(pair);
  return relations.clashing.contains(pair) && !relations.sharing.contains(pair) &&
         !relations.restarted.contains(pair);
}

using FilePairs = std::set<FilePair>;

FilePairs PairsApart(const FileRelations& relations) {
  FilePairs apart;
  for (const FilePairs* pairs : {&relations.forked, &relations.different, &relations.clashing})
    std::copy_if(pairs->begin(), pairs->end(), std::inserter(apart, apart.end()),
                 [&](const FilePair& pair) { return Apart(relations, pair); });
  return apart;
}

using Files = std::vector<std::int32_t>;

bool AreApart(const FilePairs& apart, const Files& a, const Files& b) {
  return !apart.empty() && std::any_of(a.begin(), a.end(), [&](std::int32_t x) {
    return std::any_of(b.begin(), b.end(),
                       [&](std::int32_t y) { return apart.contains(Ordered(x, y)); });
  });
}

// Files that are of one machine whichever that is: those of a folder, unless some are apart.
std::vector<Files> FilesTogether(const FileRelations& relations, const FilePairs& apart,
                                 const std::map<std::int32_t, std::int32_t>& folder_of) {
  std::vector<Files> together;
  std::map<std::int32_t, Files> folders;
  for (const auto& [file, life] : relations.files) {
    const auto folder = folder_of.find(file);
    if (folder == folder_of.end() || folder->second < 0)
      together.push_back({file});
    else
      folders[folder->second].push_back(file);
  }
  for (auto& [folder, files] : folders) {
    if (!AreApart(apart, files, files)) {
      together.push_back(std::move(files));
      continue;
    }
    for (const std::int32_t file : files) together.push_back({file});
  }
  return together;
}

// Those that end first go first, so that it does not matter how files are numbered.
void SortByLife(const FileRelations& relations, std::vector<Files>& together) {
  const auto key = [&](const Files& files) {
    FileLife whole = relations.files.at(files.front());
    for (const std::int32_t file : files) {
      const FileLife& life = relations.files.at(file);
      whole.first = std::min(whole.first, life.first);
      whole.last = std::max(whole.last, life.last);
      if (file != files.front()) whole.count += life.count;
    }
    return std::make_tuple(whole.last, whole.first, whole.count, files);
  };
  std::sort(together.begin(), together.end(),
            [&](const Files& a, const Files& b) { return key(a) < key(b); });
}

// What files of a later machine have in common with those of earlier ones.
void FindCommonBegins(const FileRelations& relations, MachineSplit& split) {
  for (const auto& [log, last_id] : relations.common) {
    auto [early, late] = log.second;
    if (split.machine_of.at(early) > split.machine_of.at(late)) std::swap(early, late);
    const int machine = split.machine_of.at(early);
    if (machine == split.machine_of.at(late)) continue;
    split.begins[{log.first, late}].push_back({last_id, machine});
  }
  for (auto& [log, begins] : split.begins) std::sort(begins.begin(), begins.end());
}

}  // namespace

FilePair Ordered(std::int32_t a, std::int32_t b) { return {std::min(a, b), std::max(a, b)}; }

bool SameContent(const Event& a, const Event& b) {
  return a.time == b.time && a.event_id == b.event_id && a.payload_hash == b.payload_hash;
}

// A recovered record that lost part of its content is a copy of the whole one with its id and time.
bool IsRemainderOf(const Event& whole, const Event& e) {
  return whole.source.complete && !e.source.complete && e.source.recovery != Recovery::kListed &&
         whole.time == e.time && whole.event_id == e.event_id;
}

std::vector<bool> LogsThatCanShare(const std::vector<const Log*>& logs) {
  const std::set<FileOfChannel> sharing = ThatCanShare(SpansOf(logs));
  std::vector<bool> can;
  for (const Log* log : logs) can.push_back(sharing.contains({log->channel, log->file}));
  return can;
}

FileRelations RelateFiles(const std::vector<const Log*>& logs,
                          const std::vector<const Event*>& events) {
  FileRelations relations;
  const FileSpans spans = SpansOf(logs);
  for (const auto& [channel, files] : spans)
    for (const auto& [file, span] : files) relations.files.try_emplace(file);
  for (const Log* log : logs) {
    FileLife& life = relations.files.at(log->file);
    life.first = life.count == 0 ? log->first_time : std::min(life.first, log->first_time);
    life.last = life.count == 0 ? log->last_time : std::max(life.last, log->last_time);
    life.count += log->count;
  }
  IdComparisons comparisons;
  const auto by_id = [](const Event& e) { return std::make_tuple(e.channel, e.record_id); };
  const auto by_content = [](const Event& e) {
    return std::make_tuple(e.channel, e.time, e.event_id, e.payload_hash);
  };
  VisitEqualRuns(events, by_id, [&](const Event& a, const Event& b) {
    if (a.source.file_index == b.source.file_index || a.record_id == kNoRecordId) return;
    const FilePair pair = Ordered(a.source.file_index, b.source.file_index);
    (SameContent(a, b) ? relations.sharing : relations.clashing).insert(pair);
    CompareUnderOneId(a, b, comparisons[{a.channel, pair}]);
  });
  VisitEqualRuns(events, by_content, [&](const Event& a, const Event& b) {
    if (a.source.file_index == b.source.file_index) return;
    const FilePair pair = Ordered(a.source.file_index, b.source.file_index);
    relations.sharing.insert(pair);
    const auto ids = comparisons.find({a.channel, pair});
    if (ids != comparisons.end() && std::min(a.record_id, b.record_id) > ids->second.last_equal)
      ids->second.moved = true;
  });
  FindForks(comparisons, relations);
  FindRestarts(spans, relations);
  FindDifferent(logs, relations);
  return relations;
}

MachineSplit SplitMachines(const FileRelations& relations,
                           const std::map<std::int32_t, std::int32_t>& folder_of) {
  const FilePairs apart = PairsApart(relations);
  std::vector<Files> together = FilesTogether(relations, apart, folder_of);
  SortByLife(relations, together);
  std::vector<Files> machines;
  MachineSplit split;
  for (const Files& files : together) {
    const auto fits = [&](const Files& members) { return !AreApart(apart, members, files); };
    auto machine = std::find_if(machines.begin(), machines.end(), fits);
    if (machine == machines.end()) machine = machines.insert(machines.end(), {{}});
    machine->insert(machine->end(), files.begin(), files.end());
    for (const std::int32_t file : files)
      split.machine_of[file] = static_cast<int>(machine - machines.begin());
  }
  FindCommonBegins(relations, split);
  return split;
}

}  // namespace logonloom
