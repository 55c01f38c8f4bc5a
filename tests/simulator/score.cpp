#include "score.h"

#include "logon_score.h"
#include "session_score.h"

namespace logonloom {

void Score::Add(const Score& other) {
  precision.Add(other.precision);
  recall.Add(other.recall);
  end_reasons.Add(other.end_reasons);
  end_times.Add(other.end_times);
  addresses.Add(other.addresses);
  pairs.Add(other.pairs);
  parents.Add(other.parents);
  wrong.insert(wrong.end(), other.wrong.begin(), other.wrong.end());
}

Score ScoreOf(const Truth& truth, const Correlation& claimed, bool complete) {
  Score score;
  SessionScorer(truth, claimed, complete, score).Run();
  LogonScorer(truth, claimed, complete, score).Run();
  return score;
}

}  // namespace logonloom
