#include "simulated_power.h"

#include "base/time.h"

namespace logonloom {
namespace {

constexpr std::uint32_t kStandby = 4, kHibernation = 5;      // power states
constexpr std::uint32_t kFullBoot = 0, kFast = 1, kResumed = 2;  // types of boot
constexpr std::uint32_t kByProgram = 1, kByHardware = 2;     // reasons to set the clock

}  // namespace

void SimulatedPower::Start() {
  ++m_.boot;
  m_.next_luid = 0x20000 + static_cast<Luid>(m_.random.Int(0, 0x8000));
  m_.next_ts = 1;
  const FileTime right = m_.log.now;
  if (m_.traits.starts_slow) m_.log.now = right + Seconds(m_.random.Real(-40000, 4000));
  m_.truth.set_back[m_.number] |= m_.traits.starts_slow;
  const FileTime start = m_.log.now;
  m_.truth.boots.push_back({m_.number, start, std::nullopt, std::nullopt});
  if (m_.traits.links()) m_.log.boot_key = start;
  TellStart(start);
  m_.Pass(5, 60);
  if (!m_.traits.starts_slow) return;
  const FileTime before = m_.log.now;
  m_.log.now = right + (before - start);
  TellClock(before);
}

void SimulatedPower::TellStart(FileTime start) {
  m_.Pass(2, 8);
  MachineLog& log = m_.log;
  if (!old_name_.empty()) {
    Event& renamed = log.System(EventKind::kHostRenamed, 6011);
    renamed.object = log.Text(old_name_);
    renamed.server_name = log.Text(log.name());
    old_name_.clear();
  }
  if (crashed_) log.System(EventKind::kUnexpectedShutdown, 6008).new_time = *crashed_;
  log.System(EventKind::kVersionTold, 6009);
  log.System(EventKind::kEventLogStarted, 6005);
  if (stopped_late_) log.System(EventKind::kKernelStopping, 13).new_time = *stopped_late_;
  if (stopped_late_) log.events.back().time = *stopped_late_;
  log.System(EventKind::kKernelStarted, 12).new_time = start;
  if (m_.traits.links()) {
    log.System(EventKind::kLastShutdownTold, 20).last_shutdown_good = !crashed_;
    log.System(EventKind::kBootTypeTold, 27).reason = kFullBoot;
  }
  if (crashed_) log.System(EventKind::kUncleanReboot, 41);
  log.Security(EventKind::kSecurityStarted, 4608);
  Event& system = log.Logon(0x3e7, "SYSTEM", 0, "-");
  system.target = {log.Text("SYSTEM"), log.Text("NT AUTHORITY"), log.Text("S-1-5-18")};
  system.subject_logon_id = 0;
  m_.Pass(1, 5);
  log.activity.clear();
  log.Rcm(EventKind::kRcmListenerStarted, 258);
  if (m_.traits.links())
    log.Lsm(EventKind::kTsServiceStarted, 32, 0, {}).ts_session_id.reset();
  log.Profile(EventKind::kProfileServiceStarted, 1531, 0, {});
  crashed_.reset();
  stopped_late_.reset();
}

void SimulatedPower::LogOffAll() {
  while (!m_.desks.empty()) desktops_.LogOff(m_.desks.size() - 1);
}

void SimulatedPower::ShutDown() {
  if (m_.random.Chance(0.85)) LogOffAll();
  m_.Pass(1, 10);
  m_.log.System(EventKind::kEventLogStopped, 6006);
  if (m_.traits.stops_late)
    stopped_late_ = m_.log.now;
  else
    m_.log.System(EventKind::kKernelStopping, 13).new_time = m_.log.now;
  m_.log.Security(EventKind::kEventLogStopping, 1100);
  m_.truth.boots.back().clean = true;
  m_.truth.boots.back().stopped = m_.log.now;
  m_.EndAll(EndReason::kShutdown);
  MaybeRename();
}

void SimulatedPower::MaybeRename() {
  if (!m_.random.Chance(0.05) || m_.truth.machines.contains("RENAMED" + std::to_string(m_.number)))
    return;
  old_name_ = m_.log.name();
  m_.log.Rename("RENAMED" + std::to_string(m_.number));
  m_.truth.machines[m_.log.name()] = m_.number;
}

void SimulatedPower::Crash() {
  m_.Pass(1, 600);
  m_.log.Process(0x3e7, "SYSTEM", "C:\\Windows\\System32\\svchost.exe");
  m_.log.System(EventKind::kActivity, 7036);
  crashed_ = m_.log.now;
  m_.truth.boots.back().clean = false;
  m_.truth.boots.back().stopped = m_.log.now;
  m_.EndAll(EndReason::kInferredBoundary);
}

void SimulatedPower::TellClock(FileTime before) {
  Event& e = m_.log.Security(EventKind::kClockChanged, 4616);
  e.previous_time = before;
  e.new_time = m_.log.now;
  e.subject_logon_id = 0x3e5;
  e.process_id = 900;
  Event& kernel = m_.log.System(EventKind::kKernelClockChanged, 1);
  kernel.previous_time = before;
  kernel.new_time = m_.log.now;
  if (m_.traits.links()) kernel.reason = kByProgram;
  if (m_.log.now < before) m_.truth.set_back[m_.number] = true;
}

void SimulatedPower::StepClock() {
  const FileTime before = m_.log.now;
  m_.log.now = before + Seconds(m_.random.Real(-7200, 7200));
  TellClock(before);
}

// The clock stood still, and is read from the hardware.
void SimulatedPower::Wake(FileTime asleep, std::uint32_t state) {
  MachineLog& log = m_.log;
  Event& e = log.Security(EventKind::kClockChanged, 4616);
  e.previous_time = asleep;
  e.new_time = log.now;
  e.subject_logon_id = 0x3e7;
  e.process_id = 4;
  Event& kernel = log.System(EventKind::kKernelClockChanged, 1);
  kernel.previous_time = asleep;
  kernel.new_time = log.now;
  if (m_.traits.links()) {
    kernel.reason = kByHardware;
    log.System(EventKind::kResumed, 107).reason = state;
  }
  m_.Pass(0.5, 3);
}

void SimulatedPower::Sleep() {
  if (m_.traits.server) return;
  for (const Desk& desk : m_.desks)
    if (desk.connected() && desk.remote()) return;
  const bool hibernates = m_.random.Chance(0.3);
  const std::uint32_t state = hibernates ? kHibernation : kStandby;
  m_.log.System(EventKind::kSuspending, 42).reason = state;
  m_.Pass(0.5, 2);
  const FileTime asleep = m_.log.now;
  m_.Pass(60, 60000);
  if (hibernates && m_.traits.links()) {
    m_.log.System(EventKind::kLastShutdownTold, 20).last_shutdown_good = true;
    m_.log.System(EventKind::kBootTypeTold, 27).reason = kResumed;
  }
  Wake(asleep, state);
}

void SimulatedPower::FastStartup() {
  if (m_.traits.server || !m_.traits.links()) return;
  LogOffAll();
  m_.Pass(1, 10);
  m_.log.System(EventKind::kSuspending, 42).reason = kHibernation;
  m_.Pass(0.5, 2);
  const FileTime asleep = m_.log.now;
  m_.Pass(60, 60000);
  m_.log.System(EventKind::kLastShutdownTold, 20).last_shutdown_good = true;
  m_.log.System(EventKind::kBootTypeTold, 27).reason = kFast;
  Wake(asleep, kHibernation);
}

}  // namespace logonloom
