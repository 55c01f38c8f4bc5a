// The readers by name: the one place that knows them all.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/event_log_signs.h"
#include "logonloom/record.h"

namespace logonloom {

class RunTemplates;

inline constexpr std::string_view kDefaultReader = "evtx";

struct ReaderChoice {
  std::string name{kDefaultReader};
  bool recover = true;  // records that are not listed too, where the reader can
};

// The choice as a text for case_info, and back. ChoiceOf throws IngestError of kind kUsage for what
// TextOf did not give.
std::string TextOf(const ReaderChoice& choice);
ReaderChoice ChoiceOf(std::string_view text);

const std::vector<std::string>& ReaderNames();
// Whether it wants the template definitions of all files before it reads the first.
bool WantsTemplates(const ReaderChoice& choice);
// What reads an export; null for logs.
std::unique_ptr<RecordReader> MakeExportReader(EvidenceForm form);
// Throws IngestError of kind kUsage in a build without libevtx.
std::unique_ptr<RecordReader> MakeSecondReader();
// The reader of files of that form, as in evidence_files.reader.
std::string ReaderNameFor(EvidenceForm form, const ReaderChoice& choice);
// `templates` may be empty. Throws IngestError of kind kUsage for an unknown name.
std::unique_ptr<RecordReader> MakeReader(const ReaderChoice& choice,
                                         std::shared_ptr<const RunTemplates> templates);

}  // namespace logonloom
