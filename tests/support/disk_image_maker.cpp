#include "support/disk_image_maker.h"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "support/temp_folder.h"

namespace logonloom::support {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kSector = 512;
constexpr std::uintmax_t kVolumeStart = 4096;   // sectors
constexpr std::uintmax_t kThirdSize = 2048;     // sectors
constexpr std::uintmax_t kTableBehind = 2048;   // the second table of a GPT, and some room

std::string Quoted(const std::string& word) {
  std::string text = "'";
  for (const char letter : word) text += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return text + "'";
}

void Overwrite(const fs::path& image, std::uintmax_t offset, const std::string& bytes) {
  std::fstream stream(image, std::ios::binary | std::ios::in | std::ios::out);
  stream.seekp(static_cast<std::streamoff>(offset));
  stream << bytes;
}

}  // namespace

bool HasTools(const std::vector<std::string>& names, std::string& missing) {
  for (const std::string& name : names) {
    missing = name;
    const std::string command = "PATH=$PATH:/usr/sbin:/sbin command -v " + Quoted(name);
    if (std::system((command + " >/dev/null").c_str()) != 0) return false;
  }
  return true;
}

void RunTool(const std::vector<std::string>& words) {
  const TempFolder folder;
  std::string command = "PATH=$PATH:/usr/sbin:/sbin";
  for (const std::string& word : words) command += " " + Quoted(word);
  const fs::path told = folder / "told";
  command += " >" + Quoted(told.string()) + " 2>&1 </dev/null";
  if (std::system(command.c_str()) != 0)
    throw std::runtime_error(command + ": " + ReadWholeFile(told));
}

void MakeNtfsImage(const fs::path& image, std::uintmax_t size_bytes, const std::string& filler,
                   const std::vector<std::pair<fs::path, std::string>>& files) {
  std::ofstream(image).close();
  fs::resize_file(image, size_bytes);
  RunTool({"mkntfs", "-F", "-q", "-s", "512", "-p", "0", "-H", "255", "-S", "63", image.string()});
  std::vector<std::string> words = {filler, image.string()};
  for (const auto& [file, place] : files)
    words.insert(words.end(), {"put", file.string(), place});
  RunTool(words);
}

void MakePartitionedImage(const fs::path& image, const fs::path& volume, const std::string& what) {
  const std::uintmax_t sectors = fs::file_size(volume) / kSector;
  const std::uintmax_t third = kVolumeStart + sectors;
  std::ofstream(image).close();
  fs::resize_file(image, (third + kThirdSize + kTableBehind) * kSector);
  const TempFolder folder;
  std::ofstream(folder / "plan") << "label: gpt\nstart=2048,size=2048,type=uefi\nstart="
                                 << kVolumeStart << ",size=" << sectors << "\nstart=" << third
                                 << ",size=" << kThirdSize << "\n";
  RunTool({"sh", "-c", "sfdisk -q \"$0\" <\"$1\"", image.string(), (folder / "plan").string()});
  Overwrite(image, kVolumeStart * kSector, ReadWholeFile(volume));
  Overwrite(image, third * kSector, what);
}

void MakeEwfImage(const fs::path& disk, const fs::path& stem) {
  RunTool({"ewfacquire", "-q", "-u", "-t", stem, "-f", "encase6", "-c", "none", "-S", "1048576",
           "-C", "x", "-D", "x", "-e", "x", "-E", "x", "-N", "x", "-m", "fixed", "-M", "physical",
           disk});
}

}  // namespace logonloom::support
