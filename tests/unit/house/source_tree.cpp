#include "source_tree.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace logonloom::house {

SourceTree LoadFolder(const std::filesystem::path& root, const std::string& folder) {
  SourceTree tree;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder))
    if (entry.is_regular_file())
      tree[entry.path().lexically_relative(root).generic_string()] = ReadText(entry.path());
  if (tree.empty()) throw std::runtime_error(folder + " holds no file");
  return tree;
}

std::string ReadText(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

bool IsCpp(const std::string& path) { return path.ends_with(".cpp") || path.ends_with(".h"); }

std::string FolderOf(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

}  // namespace logonloom::house
