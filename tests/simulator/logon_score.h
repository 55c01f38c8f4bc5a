// Compares the boots and logon sessions that correlation claims with those that happened.
#pragma once

#include "claims.h"
#include "score.h"

namespace logonloom {

class LogonScorer {
 public:
  LogonScorer(const Truth& truth, const Correlation& claimed, bool complete, Score& score)
      : truth_(truth),
        claimed_(claimed),
        claims_(truth, claimed),
        complete_(complete),
        score_(score) {}
  void Run();

 private:
  void Wrong(std::string text) { score_.wrong.push_back(std::move(text)); }
  const TrueLogon* Real(const LogonSession& l) const;
  void Check(const LogonSession& l);
  void CheckEnd(const LogonSession& l, const TrueLogon& real);
  void CheckBoots();
  bool EndIsTrue(const Boot& b, const TrueBoot& real) const;

  const Truth& truth_;
  const Correlation& claimed_;
  Claims claims_;
  bool complete_;
  Score& score_;
};

}  // namespace logonloom
