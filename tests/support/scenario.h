// A story on one or more machines, told in verbs, that gives the event logs of the story and the
// truth that correlation must find in them. The same story gives the same bytes.
//
//   Scenario story;
//   const Person& alice = story.User("CORP", "alice", 1105, Role::kAdmin);
//   Machine& ws = story.AddMachine({"WS01", "corp.example", "CORP"});
//   ws.Boot(At("2024-03-04T07:30:00Z"));
//   const DesktopId desk = ws.ConsoleLogon(alice, At("2024-03-04T08:01:12Z"));
//   ws.Lock(desk, At("2024-03-04T12:00:05Z"));
//   story.Write("logs");
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "support/machine.h"
#include "support/truth.h"

namespace logonloom::support {

// From «2024-03-04T07:30:00[.fraction]Z»; throws std::invalid_argument if it is none.
FileTime At(std::string_view text);

enum class Role : std::uint8_t { kUser, kAdmin };

class Scenario {
 public:
  // References stay valid as long as the scenario. The SID is made from the domain (or, for a
  // local account, the machine's name) and `rid`.
  const Person& User(const std::string& domain, const std::string& name, std::uint32_t rid,
                     Role role = Role::kUser);
  Machine& AddMachine(const MachineSetup& setup);

  // What the logs tell of what happened.
  Truth ExpectedTruth() const { return Recorded(truth_); }
  const std::deque<Machine>& machines() const { return machines_; }
  // All records of all machines, machine by machine, channel by channel.
  std::vector<EventSpec> AllRecords() const;
  // <folder>/<NAME>/<channel>.evtx for every channel that has records, and <folder>/truth.json.
  // Folders are made as needed; throws std::system_error or std::filesystem::filesystem_error.
  void Write(const std::filesystem::path& folder) const;

 private:
  Truth truth_;
  std::deque<Person> people_;
  std::deque<Machine> machines_;
};

}  // namespace logonloom::support
