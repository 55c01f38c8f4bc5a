#include <algorithm>
#include <thread>

#include "evtx/evtx_reader.h"
#include "logonloom/ingest.h"
#include "pipeline/case_making.h"
#include "pipeline/case_target.h"
#include "pipeline/known_evidence.h"
#include "pipeline/parallel_reading.h"

namespace logonloom {

IngestSummary Merge(const MergeOptions& options) {
  CheckCaseTarget(options.case_path,
                  options.overwrite ? ExistingCase::kReplace : ExistingCase::kKeep);
  CaseMaking making(options.case_path, options.on_progress);
  making.Report("reading");
  KnownEvidence known("");
  for (const std::filesystem::path& path : options.cases) known.AddCase(path);
  const ReaderChoice choice = ChoiceOf(known.reading());
  ReadingPlan nothing;
  const auto templates = CollectTemplates(nothing, choice, 1, known.templates());
  StringPool pool;
  EvidenceSet set;
  making.KeepMemorySmall();
  known.MoveInto(set, choice, templates, pool);
  return making.Run(std::move(set), templates ? templates->Pack() : std::string(),
                    {{"command_line", known.FactLines("command_line", options.command_line)},
                     {"options", known.reading()},
                     {"evidence_roots", known.FactLines("evidence_roots", "")}},
                    std::max(1u, std::thread::hardware_concurrency()));
}

}  // namespace logonloom
