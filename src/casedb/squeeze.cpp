#include "casedb/squeeze.h"

#include <libdeflate.h>

#include <memory>
#include <new>

#include "base/packed_bytes.h"

namespace logonloom {
namespace {

constexpr int kLevel = 2;
// Deflate cannot do better than 1 to 1032: what claims to is no honest size.
constexpr std::uint64_t kBestRatio = 1032;

}  // namespace

std::string Squeeze(std::string_view bytes) {
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
      libdeflate_alloc_compressor(kLevel), &libdeflate_free_compressor);
  if (!compressor) throw std::bad_alloc();
  Packer packed;
  packed.Number(bytes.size());
  std::string result = packed.bytes();
  const std::size_t begin = result.size();
  result.resize(begin + libdeflate_zlib_compress_bound(compressor.get(), bytes.size()));
  result.resize(begin + libdeflate_zlib_compress(compressor.get(), bytes.data(), bytes.size(),
                                                 result.data() + begin, result.size() - begin));
  return result;
}

std::string Unsqueeze(std::string_view squeezed) {
  Unpacker size_field(squeezed);
  const std::uint64_t size = size_field.Number();
  squeezed = size_field.Rest();
  if (size / kBestRatio > squeezed.size()) throw PackedError();
  const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)>
      decompressor(libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
  if (!decompressor) throw std::bad_alloc();
  std::string bytes(static_cast<std::size_t>(size), '\0');
  if (libdeflate_zlib_decompress(decompressor.get(), squeezed.data(), squeezed.size(), bytes.data(),
                                 bytes.size(), nullptr) != LIBDEFLATE_SUCCESS)
    throw PackedError();
  return bytes;
}

}  // namespace logonloom
