// In the place of shadow_copies.cpp where libvshadow is left out (LOGONLOOM_SHADOW_COPIES=OFF).
#include "evidence/image_contents.h"
#include "evidence/shadow_copies.h"

namespace logonloom {

struct ShadowCopies::Impl {};

ShadowCopies::ShadowCopies(EvidenceSource&) {
  throw ImageError(
      "The volume has shadow copies, and this build of logonloom reads none. Mount them read-only "
      "and name their folders Windows/System32/winevt/Logs, or use the build of the Debian "
      "package.");
}

ShadowCopies::~ShadowCopies() = default;
std::size_t ShadowCopies::count() const { return 0; }
std::string ShadowCopies::StepOf(std::size_t) const { return {}; }
std::uint64_t ShadowCopies::SizeOf(std::size_t) { return 0; }
std::size_t ShadowCopies::Read(std::size_t, std::uint64_t, std::span<char>) { return 0; }

}  // namespace logonloom
