#include "pipeline/readers.h"

#include <utility>

#include "evtx/carved_reader.h"
#include "evtx/evtx_reader.h"
#include "evtx_check/libevtx_reader.h"
#include "exported/export_reader.h"
#include "logonloom/ingest.h"

namespace logonloom {
namespace {

constexpr std::string_view kLibevtx = "libevtx";

}  // namespace

const std::vector<std::string>& ReaderNames() {
  static const std::vector<std::string> names = {std::string(kDefaultReader),
                                                 std::string(kLibevtx)};
  return names;
}

std::string TextOf(const ReaderChoice& choice) {
  return "reader=" + choice.name + " recover=" + (choice.recover ? "yes" : "no");
}

ReaderChoice ChoiceOf(std::string_view text) {
  for (const std::string& name : ReaderNames())
    for (const bool recover : {false, true})
      if (const ReaderChoice choice{name, recover}; TextOf(choice) == text) return choice;
  throw IngestError(IngestError::Kind::kUsage,
                    "The case was read with «" + std::string(text) +
                        "», which this version does not know. Make it anew from its evidence.");
}

bool WantsTemplates(const ReaderChoice& choice) {
  return choice.name == kDefaultReader && choice.recover;
}

std::unique_ptr<RecordReader> MakeExportReader(EvidenceForm form) {
  if (form == EvidenceForm::kXml) return MakeXmlReader();
  return form == EvidenceForm::kJsonLines ? MakeJsonReader() : nullptr;
}

std::unique_ptr<RecordReader> MakeSecondReader() {
  std::unique_ptr<RecordReader> reader = MakeLibevtxReader();
  if (reader == nullptr)
    throw IngestError(IngestError::Kind::kUsage,
                      "This build has no second reader (libevtx), so nothing can be verified or "
                      "read with it. Use the Debian package, or a build of your own, for that.");
  return reader;
}

std::string ReaderNameFor(EvidenceForm form, const ReaderChoice& choice) {
  if (form == EvidenceForm::kBytes) return std::string(kCarvedReader);
  const auto exported = MakeExportReader(form);
  return exported ? std::string(exported->name()) : choice.name;
}

std::unique_ptr<RecordReader> MakeReader(const ReaderChoice& choice,
                                         std::shared_ptr<const RunTemplates> templates) {
  if (choice.name == kDefaultReader) return MakeEvtxReader({choice.recover, std::move(templates)});
  if (choice.name == kLibevtx) return MakeSecondReader();
  throw IngestError(IngestError::Kind::kUsage,
                    "There is no reader «" + choice.name + "». Choose evtx or libevtx.");
}

}  // namespace logonloom
