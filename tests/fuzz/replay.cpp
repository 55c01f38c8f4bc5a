// Runs a fuzzer's entry over the files of a folder, for builds without libFuzzer: each file as it
// is, cut short, and with single bits flipped, always at the same places.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr int kCuts = 16, kFlips = 48;

void Replay(std::vector<std::uint8_t> bytes) {
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
  if (bytes.empty()) return;
  std::mt19937_64 random(bytes.size());
  for (int i = 0; i < kCuts; ++i) LLVMFuzzerTestOneInput(bytes.data(), random() % bytes.size());
  for (int i = 0; i < kFlips; ++i) {
    std::vector<std::uint8_t> damaged = bytes;
    for (int flip = 0; flip <= i % 8; ++flip)
      damaged[random() % damaged.size()] ^= static_cast<std::uint8_t>(1u << random() % 8);
    LLVMFuzzerTestOneInput(damaged.data(), damaged.size());
  }
}

}  // namespace

int main(int argc, char** argv) {
  int files = 0;
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      Replay({std::istreambuf_iterator<char>(file), {}});
      ++files;
    }
  }
  std::printf("%d files replayed\n", files);
  return files > 0 ? 0 : 1;
}
