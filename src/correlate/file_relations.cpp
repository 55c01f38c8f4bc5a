#include "correlate/file_relations.h"

#include <algorithm>
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

bool Apart(const FileRelations& relations, const FilePair& pair) {
  if (relations.different.contains(pair)) return !relations.sharing.contains(pair);
  return relations.clashing.contains(pair) && !relations.sharing.contains(pair) &&
         !relations.restarted.contains(pair);
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
    for (const auto& [file, span] : files) relations.files.insert(file);
  const auto by_id = [](const Event& e) { return std::make_tuple(e.channel, e.record_id); };
  const auto by_content = [](const Event& e) {
    return std::make_tuple(e.channel, e.time, e.event_id, e.payload_hash);
  };
  VisitEqualRuns(events, by_id, [&](const Event& a, const Event& b) {
    if (a.source.file_index == b.source.file_index || a.record_id == kNoRecordId) return;
    const FilePair pair = Ordered(a.source.file_index, b.source.file_index);
    (SameContent(a, b) ? relations.sharing : relations.clashing).insert(pair);
  });
  VisitEqualRuns(events, by_content, [&](const Event& a, const Event& b) {
    if (a.source.file_index != b.source.file_index)
      relations.sharing.insert(Ordered(a.source.file_index, b.source.file_index));
  });
  FindRestarts(spans, relations);
  FindDifferent(logs, relations);
  return relations;
}

std::map<std::int32_t, int> SplitMachines(const FileRelations& relations) {
  std::vector<std::vector<std::int32_t>> machines;
  std::map<std::int32_t, int> machine_of;
  for (const std::int32_t file : relations.files) {
    auto fits = [&](const std::vector<std::int32_t>& members) {
      return std::none_of(members.begin(), members.end(), [&](std::int32_t member) {
        return Apart(relations, Ordered(member, file));
      });
    };
    auto machine = std::find_if(machines.begin(), machines.end(), fits);
    if (machine == machines.end()) machine = machines.insert(machines.end(), {{}});
    machine->push_back(file);
    machine_of[file] = static_cast<int>(machine - machines.begin());
  }
  return machine_of;
}

}  // namespace logonloom
