#include "support/scenario.h"

#include <stdexcept>

#include "base/text.h"
#include "base/time.h"
#include "support/evtx_writer.h"

namespace logonloom::support {

FileTime At(std::string_view text) {
  const auto time = ParseTime(text);
  if (!time) throw std::invalid_argument("no UTC time: " + std::string(text));
  return *time;
}

const Person& Scenario::User(const std::string& domain, const std::string& name, std::uint32_t rid,
                             Role role) {
  const std::uint64_t a = Hash64(domain), b = Hash64("sid", a);
  Person person;
  person.name = name;
  person.domain = domain;
  person.sid = "S-1-5-21-" + std::to_string(a & 0xffffffff) + "-" + std::to_string(a >> 32) + "-" +
               std::to_string(b & 0xffffffff) + "-" + std::to_string(rid);
  person.admin = role == Role::kAdmin;
  return people_.emplace_back(std::move(person));
}

Machine& Scenario::AddMachine(const MachineSetup& setup) {
  return machines_.emplace_back(setup, truth_);
}

std::vector<EventSpec> Scenario::AllRecords() const {
  std::vector<EventSpec> records;
  for (const Machine& machine : machines_)
    for (const Channel channel : kChannels) {
      const auto& of_channel = machine.log().records(channel);
      records.insert(records.end(), of_channel.begin(), of_channel.end());
    }
  return records;
}

void Scenario::Write(const std::filesystem::path& folder) const {
  for (const Machine& machine : machines_) {
    const std::filesystem::path logs = folder / machine.name().substr(0, machine.name().find('.'));
    std::filesystem::create_directories(logs);
    for (const Channel channel : kChannels) {
      const auto& records = machine.log().records(channel);
      if (!records.empty()) WriteFile(logs / ChannelFileName(channel), WriteEvtx(records).bytes);
    }
  }
  WriteFile(folder / "truth.json", TruthJson(ExpectedTruth()));
}

}  // namespace logonloom::support
