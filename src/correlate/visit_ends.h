// How each visit to a desktop ended: a disconnect, another connection, a logoff, or what is left.
#pragma once

#include <optional>
#include <vector>

#include "base/flat_map.h"
#include "correlate/access_table.h"
#include "correlate/desktop_signs.h"
#include "correlate/history.h"
#include "correlate/visit_origins.h"

namespace logonloom {

class VisitEnds {
 public:
  // All are kept by reference.
  VisitEnds(const History& history, const LogonTable& logons, const LocalTable& locals,
            const VisitOrigins& origins, AccessTable& access)
      : history_(history), logons_(logons), locals_(locals), origins_(origins), access_(access) {}

  // 24, 4779 and 39: of several that tell one disconnect the best gives the time.
  void Disconnect(Index visit, const DesktopSign& sign);
  // 40 tells why, never when.
  void Explain(Index visit, const DesktopSign& sign);
  // A reconnect although no record of the desktop tells how the visit before ended.
  void Replace(const Desktop& desktop, Index visit, const DesktopSign& sign);
  // Somebody else had come to the console by then.
  void Leave(const Desktop& desktop, Index visit, FileTime time);
  // Another connection took the desktop over where it begins within moments of the disconnect.
  void Supersede(Index before, Index visit, FileTime time);
  // Whether the sign tells of the visit's own end, which was just ahead of it.
  bool JustEnded(Index visit, const DesktopSign& sign) const;
  // What is left to say once all signs are read; `open`: the visit that nothing ended.
  void Finish(const Desktop& desktop, Index open);

 private:
  void TakeReason(Index visit);
  void EndWithReason(const Desktop& desktop, Index visit);
  SessionEnd EndOfLink(const Connection& c) const;
  std::optional<FileTime> LastUse(const Desktop& desktop, std::optional<FileTime> start,
                                  std::optional<FileTime> until) const;
  void EndAhead(const Desktop& desktop, Index visit, FileTime time);
  std::optional<FileTime> Switched(const Desktop& desktop, const Connection& connection,
                                   FileTime start) const;
  void EndWithConnection(const Desktop& desktop, Index visit);
  void DoubtUntoldReturns(const Desktop& desktop, Index visit);
  void DoubtWithoutRecords(const Desktop& desktop, Index visit);
  bool ToldToTheEnd(const Desktop& desktop, Index visit) const;
  bool TellsDisconnects(Index i) const;
  std::optional<FileTime> FirstTimeOf(const Desktop& desktop) const;

  const History& history_;
  const LogonTable& logons_;
  const LocalTable& locals_;
  const VisitOrigins& origins_;
  AccessTable& access_;
  FlatMap<Index, std::optional<int>> rank_;            // visit → of the record that gave its end
  FlatMap<Index, std::vector<Symbol>> told_by_;       // visit → channels that told its end
  FlatMap<Index, std::vector<DesktopSign>> reasons_;  // visit → its 40
};

}  // namespace logonloom
