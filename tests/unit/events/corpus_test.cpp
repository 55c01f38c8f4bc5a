// Real logs, read by libevtx: every field that the catalogue types parses.
#include <algorithm>
#include <filesystem>
#include <map>

#include "evidence/file_source.h"
#include "evtx_check/libevtx_reader.h"
#include "slots_of.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;

class Sink : public RecordSink {
 public:
  void OnRecord(const Record& record) override {
    Event event;
    if (normaliser_->Normalise(record, event, diagnostics) != Disposition::kEvent) return;
    ++events[event.kind];
    without_time += event.time.ticks <= 0;
  }
  void OnDiagnostic(Diagnostic) override {}

  std::map<EventKind, int> events;
  std::vector<Diagnostic> diagnostics;
  int without_time = 0;

 private:
  StringPool pool_;
  std::unique_ptr<Normaliser> normaliser_ = MakeNormaliser(pool_);
};

TEST(RealLogs, GiveEventsOfAllFamiliesWithoutAnyFieldUnread) {
  const fs::path corpus = LOGONLOOM_CORPUS;
  if (!fs::exists(corpus / "manifest.tsv"))
    GTEST_SKIP() << "no corpus of real logs in " << corpus
                 << "; name one with -DLOGONLOOM_CORPUS=FOLDER";
  Sink sink;
  const auto reader = MakeLibevtxReader();
  for (const auto& entry : fs::recursive_directory_iterator(corpus)) {
    if (entry.path().extension() != ".evtx") continue;
    FileSource source(entry.path());
    reader->Read(source, sink);
  }
  for (const Diagnostic& diagnostic : sink.diagnostics) ADD_FAILURE() << diagnostic.message;
  EXPECT_EQ(sink.without_time, 0);
  for (const EventKind kind :
       {EventKind::kLogon, EventKind::kLogonFailed, EventKind::kLogoff, EventKind::kLogoffInitiated,
        EventKind::kExplicitCredentials, EventKind::kSpecialPrivileges, EventKind::kProcessStart,
        EventKind::kProcessEnd, EventKind::kSessionReconnected, EventKind::kShareFileAccess,
        EventKind::kClockChanged, EventKind::kKernelStarted, EventKind::kUnexpectedShutdown,
        EventKind::kShutdownRequested, EventKind::kWinlogonLogon, EventKind::kRcmAuthenticated,
        EventKind::kRdpAccepted, EventKind::kActivity})
    EXPECT_GT(sink.events[kind], 0) << static_cast<int>(kind);
}

}  // namespace
}  // namespace logonloom
