#include "pipeline/check.h"

#include <algorithm>
#include <system_error>

#include "casedb/case_evidence.h"
#include "casedb/case_writer.h"
#include "evidence/evidence_store.h"
#include "evidence/sha256.h"

namespace logonloom {
namespace {

// Of a member: its archive.
std::filesystem::path PlaceOnDisk(const KnownFile& known) {
  if (known.container_path.empty()) return known.path;
  return known.path.substr(0, known.path.size() - known.container_path.size() - 1);
}

void CheckFile(const KnownFile& known, EvidenceStore& store, CheckReport& report) {
  std::error_code error;
  if (!std::filesystem::exists(PlaceOnDisk(known), error)) {
    ++report.files_gone;
    return;
  }
  try {
    if (Sha256(*store.Open(known.path)) == known.sha256) {
      ++report.files_unchanged;
      return;
    }
    report.findings.push_back({false, known.path +
                                          " has another content than when it was read. The case "
                                          "tells of the old one."});
  } catch (const std::system_error& failure) {
    report.findings.push_back(
        {false, known.path + " cannot be read: " + failure.code().message() + "."});
  }
  ++report.files_changed;
}

}  // namespace

bool CheckReport::good() const {
  return std::all_of(findings.begin(), findings.end(),
                     [](const CheckFinding& finding) { return finding.good; });
}

CheckReport CheckCase(const std::filesystem::path& path,
                      const std::function<void(const std::filesystem::path&)>& on_file) {
  CheckReport report;
  report.findings = CheckCaseDatabase(path);
  CaseEvidence evidence;
  try {
    evidence = ReadCaseEvidence(path);
  } catch (const CaseError& failure) {
    report.findings.push_back({false, failure.what()});
    return report;
  }
  EvidenceStore store;
  for (const KnownFile& known : evidence.files) {
    if (known.sha256.empty()) continue;
    if (on_file) on_file(known.path);
    CheckFile(known, store, report);
  }
  return report;
}

}  // namespace logonloom
