// Makes disk images with stock tools, without mounting anything.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace logonloom::support {

// Whether all of these programs are there; else the name of one that is not, in `missing`.
bool HasTools(const std::vector<std::string>& names, std::string& missing);

// Runs a command of several words; throws std::runtime_error with what it said if it fails.
void RunTool(const std::vector<std::string>& words);

// A raw image of one NTFS volume with these files, (file, place on the volume), made by the program
// `filler` (ntfs_filler.cpp).
void MakeNtfsImage(const std::filesystem::path& image, std::uintmax_t size_bytes,
                   const std::string& filler,
                   const std::vector<std::pair<std::filesystem::path, std::string>>& files);

// A disk with a GPT, an EFI partition and, as its second, the volume in `volume`. `what` is written
// over the start of a third partition of 1 MiB.
void MakePartitionedImage(const std::filesystem::path& image, const std::filesystem::path& volume,
                          const std::string& what = {});

// The disk as STEM.E01 and further parts of 1 MiB.
void MakeEwfImage(const std::filesystem::path& disk, const std::filesystem::path& stem);

}  // namespace logonloom::support
