// All that a case says, for tests that compare cases.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace logonloom {

enum class Paths : std::uint8_t { kCompared, kLeftOut };

// Every row of every view but case_info, as text, in the order of the views. kLeftOut: without the
// view of files and without the columns that name them.
std::vector<std::string> AllRows(const std::filesystem::path& case_path,
                                 Paths paths = Paths::kCompared);

// The rows that only one of both has, a few of them, for the message of a test that fails; empty
// if there are none.
std::string Difference(const std::vector<std::string>& expected,
                       const std::vector<std::string>& actual);

}  // namespace logonloom
