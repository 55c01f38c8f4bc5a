// By which collector a log was gathered, and of which machine that says it is.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "logonloom/record.h"

namespace logonloom {

// What the surroundings of a log say of it: hints, never truth. Empty where they say nothing.
struct Collection {
  std::string layout;       // the word of a layout, «kape»
  std::string host_hint;    // from the collector's own notes, or from the name that it gives
  std::string shadow_copy;  // the step of the path that names one, «HarddiskVolumeShadowCopy2»
};

// By what KAPE, Velociraptor, CyLR, UAC and Cortex XDR's offline collector are known to write; no
// log of theirs is in the corpus.
class TriageSigns {
 public:
  // Looks whether the file at `place` is a collector's note. Reads its first few KiB.
  void Note(const std::string& place, EvidenceSource& file);

  // Of a log, once all notes are known. Notes hold for their folder and all below it; the nearest
  // ones count, and notes of one folder that name several machines name none.
  Collection Of(const std::string& place) const;

 private:
  struct Root {
    std::string layout;
    std::set<std::string> hosts;
  };
  void Add(const std::string& place, const char* layout, std::string host);

  std::map<std::string, Root> roots_;  // by folder
};

}  // namespace logonloom
