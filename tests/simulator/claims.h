// What correlation claims, put beside the truth: which machine it means, and how it reads.
#pragma once

#include <optional>
#include <string>

#include "logonloom/sessions.h"
#include "simulated_truth.h"

namespace logonloom {

class Claims {
 public:
  Claims(const Truth& truth, const Correlation& claimed) : truth_(truth), claimed_(claimed) {}

  // -1 for a name that no machine bears.
  int MachineOf(Index host) const;
  Luid IdOf(Index logon) const;  // 0 for none
  std::string Text(const AccessSession& s) const;
  std::string Text(const LogonSession& l) const;
  static std::string Text(const TrueSession& s);

 private:
  const Truth& truth_;
  const Correlation& claimed_;
};

std::string Told(const std::optional<FileTime>& time);
bool Near(FileTime a, FileTime b, double seconds);

}  // namespace logonloom
