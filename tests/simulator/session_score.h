// Compares the access sessions that correlation claims with those that happened.
#pragma once

#include <vector>

#include "claims.h"
#include "score.h"

namespace logonloom {

class SessionScorer {
 public:
  SessionScorer(const Truth& truth, const Correlation& claimed, bool complete, Score& score);
  void Run();

 private:
  void Wrong(std::string text) { score_.wrong.push_back(std::move(text)); }
  int Marks(const AccessSession& s, const TrueSession& real) const;
  std::size_t Find(const AccessSession& s) const;
  void Check(const AccessSession& s);
  void CheckStart(const AccessSession& s, const TrueSession& real);
  void CheckOrigin(const AccessSession& s, const TrueSession& real);
  void CheckCounts(const AccessSession& s, const TrueSession& real);
  bool IsLatestEnd(const AccessSession& s) const;
  void CheckEnd(const AccessSession& s, const TrueSession& real);
  void CheckBounds(const AccessSession& s, const TrueSession& real);
  void CheckSpan(const AccessSession& s, const TrueSession& real);
  bool IsSecurityWhole(Index host, FileTime until) const;
  bool IsFoldedShell(const AccessSession& s, const TrueSession& real) const;
  bool EndIsTrue(const AccessSession& s, const TrueSession& real) const;
  bool LinkEndsAt(const TrueSession& real, FileTime time) const;
  bool ReasonIsTrue(const AccessSession& s, const TrueSession& real) const;
  bool LogonEndsAt(const AccessSession& s, FileTime time) const;
  std::int32_t FailuresWithin(const AccessSession& s) const;
  bool NearLogoff(const AccessSession& s) const;
  bool IsGuess(const AccessSession& s) const;
  bool IsDeskOnly(const AccessSession& s) const;
  // Where records were lost, one claim may stand for several visits to its desktop.
  template <typename Holds>
  bool AnyVisit(const TrueSession& real, Holds holds) const;

  const Truth& truth_;
  const Correlation& claimed_;
  Claims claims_;
  bool complete_;
  Score& score_;
  std::vector<bool> found_;
};

}  // namespace logonloom
