// Template definitions of a file or a whole run, for records whose own chunk has lost theirs.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evtx/template_definition.h"
#include "logonloom/record.h"

namespace logonloom::evtx {

// What it answers depends on the definitions that it holds, not on the order of their coming.
class TemplateLibrary {
 public:
  // Adds what `source` defines. Throws std::system_error if reading fails.
  void Collect(EvidenceSource& source);
  // The same for one chunk, or for what is left of one.
  void CollectChunk(std::span<const std::byte> chunk);
  void Add(const TemplateDefinition& definition);
  void Add(const TemplateLibrary& other);
  // All definitions as bytes, and back. AddPacked throws PackedError for what Pack did not give.
  std::string Pack() const;
  void AddPacked(std::string_view packed);
  bool Has(std::uint32_t template_id) const { return by_id_.contains(template_id); }
  // The one definition that instances of `template_id` with these values can mean; nullptr if
  // there is none, or more than one.
  const TemplateDefinition* Find(std::uint32_t template_id,
                                 std::span<const Substitution> values) const;
  std::size_t size() const { return definitions_.size(); }

 private:
  void Reconcile(TemplateDefinition& known, const TemplateDefinition& other);

  // By content, so that a forged definition stands beside the true one and displaces nothing.
  std::map<std::string, std::unique_ptr<TemplateDefinition>> definitions_;
  std::multimap<std::uint32_t, const TemplateDefinition*> by_id_;
  std::size_t size_bytes_ = 0;
};

}  // namespace logonloom::evtx
