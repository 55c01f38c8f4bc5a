#include "support/demo_case.h"

#include <string>

namespace logonloom::support {
namespace {

constexpr char kSystem32[] = "C:\\Windows\\System32\\";

FileTime Day(const char* clock) { return At("2024-03-05T" + std::string(clock) + "Z"); }
FileTime NextDay(const char* clock) { return At("2024-03-06T" + std::string(clock) + "Z"); }

struct Cast {
  const Person& alice;
  const Person& bob;
  const Person& admin;
};

const Client kAttacker{"203.0.113.77", 50110, "KALI"};
const Client kAttackerLater{"198.51.100.23", 61544, "KALI"};
const Client kAdminsDesk{"10.20.0.5", 51877, "ADMIN01"};
const Client kWorkstation{"10.20.0.21", 52031, "WS01"};

void Run(Machine& machine, int logon, const std::string& program, const std::string& arguments,
         FileTime at) {
  machine.StartProcess(logon, kSystem32 + program, program + " " + arguments, at);
}

// An ordinary working day.
DesktopId AlicesDay(Machine& ws, const Cast& cast) {
  ws.Boot(Day("06:55:10.4871230"));
  ws.FailedConsoleLogon(cast.alice, Day("08:02:19.1040021"));
  const DesktopId desk = ws.ConsoleLogon(cast.alice, Day("08:02:31.7730412"));
  ws.StartProcess(ws.LogonsOf(desk).owner, "C:\\Program Files\\Office\\OUTLOOK.EXE",
                  "\"C:\\Program Files\\Office\\OUTLOOK.EXE\"", Day("08:04:02.2210000"));
  ws.Lock(desk, Day("10:15:44.0120331"));
  ws.Unlock(desk, Day("10:32:08.5512004"));
  ws.Lock(desk, Day("12:00:21.9003410"));
  ws.Unlock(desk, Day("12:41:37.3110045"));
  ws.Logoff(desk, Day("17:04:52.6620917"));
  return desk;
}

void FileServersDay(Machine& fs, const Cast& cast) {
  fs.Boot(Day("06:40:02.1150000"));
  const Client alice{"10.20.0.21", 49823, "WS01"};
  const int files = fs.NetworkLogon(cast.alice, alice, Day("08:10:12.4400190"), "Kerberos");
  fs.ShareAccess(files, alice, "Finance", {"Q1\\budget.xlsx"}, Day("08:10:12.5010000"));
  fs.NetworkLogoff(files, Day("08:25:40.0880700"));
  const DesktopId desk = fs.RdpLogon(cast.admin, kAdminsDesk, Day("09:00:03.2901200"));
  fs.Logoff(desk, Day("09:21:17.4430055"));
}

// Guessing from outside until bob's password fits.
DesktopId BreakIn(Machine& ws, const Cast& cast) {
  Client client = kAttacker;
  const auto next = [&client]() -> const Client& {
    client.port += 7;
    return client;
  };
  ws.RdpProbe(next(), Day("21:39:58.0100000"));
  ws.RdpFailure("administrator", "", next(), Day("21:41:05.2200000"));
  ws.RdpFailure("administrator", "", next(), Day("21:41:17.4800000"));
  ws.RdpFailure("admin", "", next(), Day("21:41:30.1300000"));
  ws.RdpFailure("scanner", "", next(), Day("21:41:42.7700000"));
  ws.RdpFailure("bob", "CORP", next(), Day("21:41:55.0900000"), true);
  ws.RdpFailure("bob", "CORP", next(), Day("21:42:07.6100000"), true);
  ws.RdpFailure("bob", "CORP", next(), Day("21:42:20.3300000"), true);
  const DesktopId desk = ws.RdpLogon(cast.bob, next(), Day("21:43:48.9050220"));
  const int bob = ws.LogonsOf(desk).owner;
  Run(ws, bob, "cmd.exe", "", Day("21:45:30.6610000"));
  Run(ws, bob, "whoami.exe", "/all", Day("21:45:41.2070000"));
  Run(ws, bob, "net.exe", "user /domain", Day("21:46:03.9140000"));
  Run(ws, bob, "net.exe", "group \"Domain Admins\" /domain", Day("21:46:29.3380000"));
  return desk;
}

LogonPair BecomeAdmin(Machine& ws, DesktopId desk, const Cast& cast) {
  const LogonPair admin =
      ws.Runas(desk, cast.admin, std::string(kSystem32) + "cmd.exe", Day("21:52:10.0330000"));
  Run(ws, admin.owner, "net.exe", "use \\\\FS01\\Finance", Day("21:54:47.5520000"));
  Run(ws, admin.owner, "mstsc.exe", "/v:FS01", Day("22:03:01.1190000"));
  return admin;
}

// By a service of its own, as remote shells do it: what it runs is SYSTEM's.
void RunAsSystem(Machine& machine, int logon, const Client& client) {
  machine.ShareAccess(logon, client, "ADMIN$", {"PSEXESVC.exe"}, Day("22:16:40.1900000"));
  machine.ShareAccess(logon, client, "IPC$", {"svcctl"}, Day("22:16:40.8200000"));
  const Process service = machine.InstallService(logon, "PSEXESVC", "C:\\Windows\\PSEXESVC.exe",
                                                 Day("22:16:41.2300000"));
  machine.StartSystemProcess(service, std::string(kSystem32) + "cmd.exe",
                             "cmd.exe /c dir /s C:\\Users\\carol", Day("22:16:42.5100000"));
}

// The Security log of the file server is cleared, and the stealing goes on, also from a colleague's
// workstation.
void MoveOn(Machine& fs, Machine& colleague, const Cast& cast) {
  Client smb = kWorkstation;
  const int first = fs.NetworkLogon(cast.admin, smb, Day("21:54:48.0930410"));
  fs.ShareAccess(first, smb, "Finance", {"Q1\\budget.xlsx", "payroll.xlsx"},
                 Day("21:54:48.2200000"));
  const Client rdp{"10.20.0.21", 52066, "WS01"};
  const DesktopId desk = fs.RdpLogon(cast.admin, rdp, Day("22:03:09.7740120"));
  const int elevated = fs.LogonsOf(desk).elevated;
  fs.StartElevated(desk, std::string(kSystem32) + "wevtutil.exe", "wevtutil cl Security",
                   Day("22:06:14.0200000"));
  fs.ClearLog(elevated, Channel::kSecurity, Day("22:06:14.4410078"));
  smb.port = 52104;
  const int second = fs.NetworkLogon(cast.admin, smb, Day("22:09:30.6050033"));
  fs.ShareAccess(second, smb, "IPC$", {"srvsvc"}, Day("22:09:30.7100000"));
  fs.ShareAccess(second, smb, "Finance",
                 {"payroll.xlsx", "Q1\\budget.xlsx", "Q1\\contracts.docx", "Board\\minutes.docx"},
                 Day("22:09:33.1800000"));
  fs.NetworkLogoff(second, Day("22:15:02.8810090"));
  const Client server{"10.20.0.30", 50311, "FS01"};
  fs.UseCredentials(fs.LogonsOf(desk).owner, cast.admin, "WS07", Day("22:16:31.2050000"));
  const int third = colleague.NetworkLogon(cast.admin, server, Day("22:16:31.4720018"));
  colleague.ShareAccess(third, server, "C$", {"Users\\carol\\Documents\\passwords.xlsx"},
                        Day("22:16:31.5100000"));
  RunAsSystem(colleague, third, server);
  colleague.NetworkLogoff(third, Day("22:17:44.0930027"));
  fs.Logoff(desk, Day("22:18:26.1370014"));
}

}  // namespace

void TellDemoCase(Scenario& story) {
  const Cast cast{story.User("CORP", "alice", 1105, Role::kAdmin), story.User("CORP", "bob", 1106),
                  story.User("CORP", "itadmin", 1110, Role::kAdmin)};
  Machine& ws = story.AddMachine({"WS01", "corp.example", "CORP"});
  Machine& fs = story.AddMachine({"FS01", "corp.example", "CORP"});
  Machine& colleague = story.AddMachine({"WS07", "corp.example", "CORP"});
  colleague.Boot(Day("07:12:40.3390000"));
  FileServersDay(fs, cast);
  AlicesDay(ws, cast);
  const DesktopId desk = BreakIn(ws, cast);
  const LogonPair admin = BecomeAdmin(ws, desk, cast);
  MoveOn(fs, colleague, cast);
  ws.EndLogons(admin, Day("22:19:05.2400000"));
  ws.RdpDisconnect(desk, Day("22:20:11.7090000"));
  ws.RdpReconnect(desk, kAttackerLater, Day("23:05:31.4480060"));
  Run(ws, ws.LogonsOf(desk).owner, "tar.exe", "-cf C:\\Users\\Public\\f.tar C:\\Users\\bob\\f",
      Day("23:08:50.9330000"));
  ws.Logoff(desk, Day("23:31:44.0570021"));
  ws.Reboot(NextDay("02:00:00.5010000"));
  ws.ConsoleLogon(cast.alice, NextDay("07:58:24.9160450"));
}

}  // namespace logonloom::support
