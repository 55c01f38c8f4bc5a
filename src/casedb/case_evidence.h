// What a case knows of its evidence: the start of a case that has more.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "casedb/case_contents.h"

namespace logonloom {

// A file of the ledger with what it gave; without findings if it could not be read at all.
struct KnownFile {
  std::string path, container_path, container_sha256, sha256, reader, status, note, message;
  std::string layout, host_hint, shadow_copy;
  std::uint64_t size_bytes = 0;
  KeptFindings findings;
};

struct CaseEvidence {
  std::vector<KnownFile> files;  // in the order of the ledger
  std::string templates;         // of the reader, packed
  std::map<std::string, std::string> facts;
};

// Throws CaseError (case_writer.h) if `path` is no case of this schema or is damaged.
CaseEvidence ReadCaseEvidence(const std::filesystem::path& path);

}  // namespace logonloom
