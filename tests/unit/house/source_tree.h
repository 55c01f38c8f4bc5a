// The project's files as text, so that rules run on made-up trees as well.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace logonloom::house {

// Path, relative to the root and with slashes, to content.
using SourceTree = std::map<std::string, std::string>;

// All regular files below `root`/`folder`. Throws std::runtime_error if there are none.
SourceTree LoadFolder(const std::filesystem::path& root, const std::string& folder);

std::string ReadText(const std::filesystem::path& path);

bool IsCpp(const std::string& path);  // a .cpp or .h
std::string FolderOf(const std::string& path);

}  // namespace logonloom::house
