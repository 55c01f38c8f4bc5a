// What all verbs share: numbers, accounts, the emission of logons.
#include "support/machine.h"

#include <fmt/format.h>

#include <utility>

#include "base/text.h"
#include "support/terminal_events.h"

namespace logonloom::support {
namespace {

constexpr char kSystemSid[] = "S-1-5-18";

}  // namespace

Machine::Machine(MachineSetup setup, Truth& truth)
    : setup_(std::move(setup)),
      host_(setup_.dns_domain.empty() ? setup_.name : setup_.name + "." + setup_.dns_domain),
      domain_(setup_.domain.empty() ? "WORKGROUP" : setup_.domain),
      truth_(truth),
      log_(host_, Hash64(host_)),
      random_(Hash64(host_) | 1) {}

// xorshift64: the same scenario gives the same bytes.
std::uint64_t Machine::Random() {
  random_ ^= random_ << 13;
  random_ ^= random_ >> 7;
  random_ ^= random_ << 17;
  return random_;
}

Luid Machine::NextLuid() { return next_luid_ += 0x1200 + Random() % 0x4000; }

Process Machine::NewProcess(const std::string& image) {
  next_pid_ += 4 * (1 + Random() % 16);
  return {next_pid_, image};
}

std::string Machine::ConnectionActivity() {
  if (setup_.os == Os::kWindows7) return {};
  const std::uint64_t a = Random(), b = Random();
  return fmt::format("{{F420{:04X}-{:04X}-4{:03X}-9{:03X}-{:08X}0000}}", a & 0xffff,
                     a >> 16 & 0xffff, a >> 32 & 0xfff, b & 0xfff, b >> 16 & 0xffffffff);
}

Actor Machine::Self() const { return {kSystemSid, setup_.name + "$", domain_, 0x3e7}; }

Actor Machine::Mention(int logon) {
  TrueLogon& known = TrueAt(logon);
  known.recorded = true;
  return {known.user_sid, known.user_name, known.user_domain, known.logon_id};
}

std::string Machine::Qualified(const Person& person) const {
  return person.domain + "\\" + person.name;
}

std::string Machine::ClientText(const Desktop& desktop) const {
  return desktop.connection ? desktop.connection->client.address : "LOCAL";
}

// Since Windows 8 lsass stamps its records with an ActivityID that contains the boot time.
void Machine::Security(FileTime at, EventSpec spec) {
  const bool by_lsass = spec.event_id >= 4624 && spec.event_id <= 4672 && spec.event_id != 4634;
  if (setup_.os != Os::kWindows7 && by_lsass) {
    const auto key = static_cast<std::uint64_t>(boot_time_.ticks);
    const std::uint64_t low = (key & 0xffffffff) | 0x7c00;
    const std::uint64_t last = (key & ~std::uint64_t{0xffffffff}) | low;
    std::string tail;
    for (const char byte : LittleEndian(last))
      tail += fmt::format("{:02X}", static_cast<unsigned char>(byte));
    spec.activity_id = fmt::format("{{{:08X}-{:04X}-0000-{}-{}}}", key & 0xffffffff,
                                   key >> 32 & 0xffff, tail.substr(0, 4), tail.substr(4));
  }
  log_.Emit(Channel::kSecurity, at, std::move(spec));
}

void Machine::Core(FileTime at, EventSpec spec) {
  if (setup_.os != Os::kWindows7) log_.Emit(Channel::kRdpCore, at, std::move(spec));
}

int Machine::AddLogon(const Person& person, std::uint32_t type, const std::string& purpose,
                      FileTime at) {
  TrueLogon logon;
  logon.host = host_;
  logon.boot = boots_;
  logon.logon_id = NextLuid();
  logon.user_name = person.name;
  logon.user_domain = person.domain;
  logon.user_sid = person.sid;
  logon.logon_type = type;
  logon.purpose = purpose;
  logon.start = at;
  truth_.logons.push_back(std::move(logon));
  return static_cast<int>(truth_.logons.size()) - 1;
}

// An administrator's elevated half comes first, with the smaller logon id; its 4672 follows both.
LogonPair Machine::EmitLogon(const Person& person, LogonFacts facts, const std::string& purpose,
                             FileTime at) {
  LogonPair pair;
  if (person.admin) {
    pair.elevated = AddLogon(person, facts.type, purpose, at);
    TrueAt(pair.elevated).elevated = true;
  }
  const FileTime second = setup_.os == Os::kWindows7 ? at : at + Ticks{900};
  pair.owner = AddLogon(person, facts.type, purpose, person.admin ? second : at);
  if (person.admin) {
    TrueAt(pair.owner).logon_id = TrueAt(pair.elevated).logon_id + 0x20 + Random() % 0x40;
    TrueAt(pair.owner).linked = pair.elevated;
    TrueAt(pair.elevated).linked = pair.owner;
    facts.target = Mention(pair.elevated);
    facts.linked = TrueAt(pair.owner).logon_id;
    facts.elevated = true;
    Security(at, Logon4624(facts, setup_.os));
    facts.linked = TrueAt(pair.elevated).logon_id;
    facts.elevated = false;
  }
  facts.target = Mention(pair.owner);
  Security(person.admin ? second : at, Logon4624(facts, setup_.os));
  if (person.admin) Security(at + Ticks{1800}, SpecialPrivileges4672(Mention(pair.elevated)));
  return pair;
}

// By Winlogon, at the console or over RDP. `address` is the client's; 127.0.0.1 at the console.
LogonPair Machine::DesktopLogon(const Person& person, std::uint32_t type,
                                const std::string& purpose, const std::string& address,
                                FileTime at) {
  const Process process = {0x3d4, setup_.os == Os::kWindows7
                                      ? "C:\\Windows\\System32\\winlogon.exe"
                                      : "C:\\Windows\\System32\\svchost.exe"};
  const Actor target{person.sid, person.name, person.domain, 0};
  Security(at, ExplicitCredentials4648(Self(), target, "localhost", process, address, "0"));
  LogonFacts facts;
  facts.subject = Self();
  facts.type = type;
  facts.logon_process = "User32 ";
  facts.workstation = setup_.name;
  facts.address = address;
  facts.port = "0";
  facts.process = process;
  return EmitLogon(person, facts, purpose, at + Milliseconds(1));
}

void Machine::EmitLogoff(int logon, FileTime at) {
  const Actor owner = Mention(logon);
  TrueLogon& known = TrueAt(logon);
  known.end = at;
  known.end_reason = "logoff";
  Security(at, Logoff4634(owner, known.logon_type));
}

int Machine::AddVisit(const Person& person, const std::string& kind) {
  TrueSession visit;
  visit.host = host_;
  visit.boot = boots_;
  visit.user_name = person.name;
  visit.user_domain = person.domain;
  visit.user_sid = person.sid;
  visit.kind = kind;
  truth_.sessions.push_back(std::move(visit));
  return static_cast<int>(truth_.sessions.size()) - 1;
}

void Machine::EndVisit(Desktop& desktop, FileTime at, const std::string& reason) {
  if (desktop.visit < 0) return;
  VisitAt(desktop.visit).end = at;
  VisitAt(desktop.visit).end_reason = reason;
  desktop.visit = -1;
}

}  // namespace logonloom::support
