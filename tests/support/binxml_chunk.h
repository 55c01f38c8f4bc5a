// The body of one chunk while it is being written: records, and the names and template definitions
// that stand inside the first record that needs them. Offsets count from the chunk's first byte.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "support/binxml_template.h"
#include "support/evtx_value.h"

namespace logonloom::support {

inline constexpr std::size_t kChunkSize = 0x10000;
inline constexpr std::size_t kChunkHeaderSize = 512;

class BinXmlChunk {
 public:
  BinXmlChunk() : bytes_(kChunkHeaderSize, '\0') {}

  std::size_t size() const { return bytes_.size(); }
  const std::string& bytes() const { return bytes_; }
  const std::array<std::uint32_t, 64>& name_buckets() const { return name_buckets_; }
  const std::array<std::uint32_t, 32>& template_buckets() const { return template_buckets_; }

  void Append(std::string_view bytes) { bytes_.append(bytes); }
  template <typename T>
  void AppendInt(T number) {
    bytes_ += LittleEndian(number);
  }
  template <typename T>
  void Overwrite(std::size_t offset, T number) {
    bytes_.replace(offset, sizeof(T), LittleEndian(number));
  }

  // The state to which a record that does not fit is taken back. Names and templates that it
  // placed are forgotten by the tables only; after a cut the chunk may not grow again.
  struct Mark {
    std::size_t size = 0;
    std::array<std::uint32_t, 64> name_buckets{};
    std::array<std::uint32_t, 32> template_buckets{};
  };
  Mark mark() const { return {bytes_.size(), name_buckets_, template_buckets_}; }
  void CutBack(const Mark& mark);

  // A fragment header, an instance of the template that `shape` stands for, and the end of the
  // fragment. `define` makes the template; it is asked once per chunk and shape. If `payload` is
  // not empty, it appends the bytes of one more, last value of type BinXml.
  void AppendFragment(const std::string& shape, const std::function<TemplateElement()>& define,
                      const std::vector<EvtxValue>& values,
                      const std::function<void()>& payload = {});

 private:
  struct Placed {
    std::uint32_t id = 0;
    std::uint32_t offset = 0;
  };

  void AppendDefinition(const std::string& shape, const TemplateElement& root);
  void AppendElement(const TemplateElement& element);
  void AppendAttributes(const TemplateElement& element);
  void AppendText(const TemplateText& text);
  void AppendName(const std::string& name);

  std::string bytes_;  // the header's 512 bytes are kept free
  std::unordered_map<std::string, std::uint32_t> names_;
  std::unordered_map<std::string, Placed> templates_;
  std::array<std::uint32_t, 64> name_buckets_{};
  std::array<std::uint32_t, 32> template_buckets_{};
};

}  // namespace logonloom::support
