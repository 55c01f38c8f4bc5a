#include "machine_state.h"

#include <algorithm>

#include "base/time.h"

namespace logonloom {
namespace {

constexpr const char* kFirstMoment = "2023-05-01T07:00:00Z";

}  // namespace

MachineState::MachineState(int machine, std::uint64_t seed, StringPool& pool,
                           SimulationOptions chosen, Truth& all)
    : random(seed),
      traits(DrawTraits(random)),
      options(chosen),
      log("HOST" + std::to_string(machine), traits, pool, machine * kFilesOfMachine),
      truth(all),
      number(machine) {
  users = {"admann", "admbo", "carol", "dave", "erin"};
  for (int i = 0; i < 4; ++i)
    addresses.push_back("10.1." + std::to_string(random.Int(0, 9)) + "." +
                        std::to_string(random.Int(2, 250)));
  log.now = *ParseTime(kFirstMoment) + Seconds(random.Real(0, 3600));
  truth.machines[log.name()] = number;
  truth.set_back[number] = false;
}

void MachineState::Pass(double least, double most) {
  log.now = log.now + Seconds(random.Real(least, most));
}

Luid MachineState::NextLuid() {
  next_luid += static_cast<Luid>(random.Int(0x20, 0x4000));
  return next_luid;
}

TrueLogon& MachineState::AddLogon(Luid id, const std::string& user, Purpose purpose) {
  TrueLogon logon;
  logon.machine = number;
  logon.boot = boot;
  logon.id = id;
  logon.user = user;
  logon.start = log.now;
  logon.purpose = purpose;
  truth.logons.push_back(std::move(logon));
  return truth.logons.back();
}

TrueLogon& MachineState::Known(Luid id) {
  return *std::find_if(truth.logons.rbegin(), truth.logons.rend(), [&](const TrueLogon& l) {
    return l.machine == number && l.boot == boot && l.id == id;
  });
}

// The elevated half is written first and has the smaller LUID; only it gets the 4672.
LogonPair MachineState::LogOn(const std::string& user, std::uint32_t type, const std::string& ip,
                              Purpose purpose, const char* process) {
  LogonPair pair;
  if (IsAdmin(user)) pair.elevated = NextLuid();
  next_luid += static_cast<Luid>(random.Int(0x10, 0x80));
  pair.owner = next_luid;
  for (const Luid half : {pair.elevated, pair.owner}) {
    if (half == 0) continue;
    Event& e = log.Logon(half, user, type, process);
    e.address = log.Text(ip.empty() ? "127.0.0.1" : ip);
    const Luid other = half == pair.owner ? pair.elevated : pair.owner;
    if (traits.links() && other != 0) e.linked_logon_id = other;
    if (traits.links() && pair.elevated != 0) e.elevated = half == pair.elevated;
    AddLogon(half, user, purpose).linked = other;
  }
  if (pair.elevated != 0) log.Privileges(pair.elevated, user);
  return pair;
}

void MachineState::LogOff(const LogonPair& pair, const std::string& user, std::uint32_t type) {
  for (const Luid half : {pair.elevated, pair.owner}) {
    if (half == 0) continue;
    log.Logoff(half, user, type);
    Known(half).end = log.now;
  }
}

TrueSession& MachineState::AddSession(SessionKind kind, const std::string& user,
                                      const std::string& ip) {
  TrueSession s;
  s.machine = number;
  s.kind = kind;
  s.user = user;
  s.ip = ip;
  s.attempt = log.now;
  truth.sessions.push_back(std::move(s));
  return truth.sessions.back();
}

void MachineState::OpenVisit(Desk& desk, FileTime attempt, FileTime start) {
  TrueSession& s = AddSession(desk.remote() ? SessionKind::kRdp : SessionKind::kConsole, desk.user,
                              desk.connection.ip);
  s.desktop = desk.number;
  s.logon_id = desk.logon.owner;
  s.linked_id = desk.logon.elevated;
  s.attempt = attempt;
  s.start = start;
  s.failed_at = desk.connection.failed_at;
  s.tried_at = desk.connection.tried_at;
  desk.visit = static_cast<int>(truth.sessions.size()) - 1;
}

TrueSession& MachineState::VisitOf(const Desk& desk) {
  return truth.sessions[static_cast<std::size_t>(desk.visit)];
}

TrueDesk& MachineState::Known(const Desk& desk) {
  return *std::find_if(truth.desks.begin(), truth.desks.end(), [&](const TrueDesk& known) {
    return known.machine == number && known.number == desk.number;
  });
}

void MachineState::CloseVisit(Desk& desk, FileTime end, EndReason reason) {
  TrueSession& s = VisitOf(desk);
  s.end = s.over = end;
  s.reason = reason;
  desk.visit = -1;
}

void MachineState::EndAll(EndReason reason) {
  const bool over = reason != EndReason::kStillOpenAtEndOfLog;
  for (TrueSession& s : truth.sessions) {
    if (s.machine != number || s.end || s.reason != EndReason::kUnknown) continue;
    s.reason = reason;
    if (over) s.over = log.now;
  }
  for (TrueDesk& desk : truth.desks)
    if (desk.machine == number && !desk.over && over) desk.over = log.now;
  for (TrueLogon& l : truth.logons)
    if (l.machine == number && l.boot == boot && !l.end && over) l.over = log.now;
  if (over) desks.clear();
}

}  // namespace logonloom
