// Reads the views of a case, for exports and listings. The file is opened read-only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace logonloom {

// NULL, integer, real or text (the view is valid during the callback only).
using Cell = std::variant<std::monostate, std::int64_t, double, std::string_view>;

class CaseReader {
 public:
  // Throws CaseError (case_writer.h) if the file is missing, no case, or of another schema; so do
  // all that read, if the case is damaged.
  explicit CaseReader(const std::filesystem::path& path);
  ~CaseReader();

  static const std::vector<std::string>& ViewNames();
  std::vector<std::string> Columns(const std::string& view) const;
  // Every row of `view`, which must be one of ViewNames(), in the order of its ids. `condition`:
  // SQL of our own, never a user's text; empty for all rows.
  void ForEachRow(const std::string& view, const std::string& condition, const std::string& order,
                  const std::function<void(const std::vector<Cell>&)>& visit) const;
  std::int64_t Count(const std::string& view, const std::string& condition) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace logonloom
