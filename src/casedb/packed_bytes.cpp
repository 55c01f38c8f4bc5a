#include "casedb/packed_bytes.h"

#include <libdeflate.h>

#include <memory>
#include <new>

namespace logonloom {
namespace {

constexpr int kLevel = 6;
// Deflate cannot do better than 1 to 1032: what claims to is no honest size.
constexpr std::uint64_t kBestRatio = 1032;

}  // namespace

std::uint64_t Unpacker::Number() {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    const auto byte = static_cast<unsigned char>(Take(1).front());
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) return value;
  }
  throw PackedError();
}

std::int64_t Unpacker::Signed() {
  const std::uint64_t folded = Number();
  return static_cast<std::int64_t>(folded >> 1 ^ (0 - (folded & 1)));
}

std::uint64_t Unpacker::Raw() {
  const std::string_view bytes = Take(8);
  std::uint64_t value = 0;
  for (std::size_t i = 8; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

std::string_view Unpacker::Text() { return Take(Number()); }

std::size_t Unpacker::Count() {
  const std::uint64_t count = Number();
  if (count > rest_.size()) throw PackedError();
  return static_cast<std::size_t>(count);
}

std::string_view Unpacker::Take(std::uint64_t count) {
  if (count > rest_.size()) throw PackedError();
  const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(count));
  rest_.remove_prefix(taken.size());
  return taken;
}

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
  Packer again;
  again.Number(size);
  if (!squeezed.starts_with(again.bytes())) throw PackedError();
  squeezed.remove_prefix(again.bytes().size());
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
