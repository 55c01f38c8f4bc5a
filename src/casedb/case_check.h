// Whether a case is what it was when it was written.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace logonloom {

// One thing that was looked at.
struct CheckFinding {
  bool good = true;
  std::string what;  // one sentence
};

// The database by itself: its pages, that each row refers to rows that exist, the ledger of each
// file, that each event's file has it, what is kept of the files. Throws CaseError (case_writer.h)
// if it is no case of this schema.
std::vector<CheckFinding> CheckCaseDatabase(const std::filesystem::path& path);

}  // namespace logonloom
