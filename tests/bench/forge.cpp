// The evidence forge: logs of any size, told in the scenario language, the same for the same seed.
// One machine after the other, so that memory does not grow with the size.
#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "support/scenario.h"

namespace logonloom::support {
namespace {

namespace fs = std::filesystem;

// What a week is like. Doings a day, kinds of doings (the more, the more visits to shares), the most
// files and programs of a visit, and how many records of a hundred are of no session's interest: 30
// of Security-heavy logs; of the 332 real logs of docs/performance.md, 59 are not stored.
struct Mix {
  const char* name;
  int doings;
  std::uint64_t kinds, files, programs, background;
};
constexpr Mix kMixes[] = {
    {"security", 500, 12, 6, 0, 30}, {"mixed", 100, 6, 2, 0, 59}, {"busy", 40, 12, 1200, 400, 0}};

struct Order {
  fs::path folder;
  std::uint64_t size_bytes = 100u << 20;
  Mix mix = kMixes[0];
  std::uint64_t seed = 1;
};

// What happens on one machine in one week. All names, addresses, times and ids vary.
class Week {
 public:
  Week(std::uint64_t seed, std::size_t number, const Mix& mix)
      : random_(seed * 1'000'003 + number), mix_(mix) {
    Staff();
    machine_ = &story_.AddMachine(
        {fmt::format("HOST{:04}", number), "corp.example", "CORP", Os::kWindows10});
    at_ = At("2024-01-08T07:00:00Z") + Seconds(static_cast<double>(Below(86'400)));
  }

  void Tell(const fs::path& folder) {
    for (int day = 0; day < 5; ++day) Day();
    story_.Write(folder);
  }

 private:
  std::uint64_t Below(std::uint64_t limit) { return random_() % limit; }
  FileTime Later(std::uint64_t least, std::uint64_t most) {
    at_ = at_ + Seconds(static_cast<double>(least + Below(most - least + 1)) +
                        static_cast<double>(Below(1'000'000)) / 1e6);
    return at_;
  }

  void Staff() {
    const std::size_t count = 4 + Below(12);
    for (std::size_t i = 0; i < count; ++i) {
      const auto rid = static_cast<std::uint32_t>(1100 + Below(60'000));
      people_.push_back(&story_.User("CORP", fmt::format("user{:05}", rid), rid,
                                     Below(4) == 0 ? Role::kAdmin : Role::kUser));
    }
  }
  const Person& Somebody() { return *people_[Below(people_.size())]; }
  Client SomeClient() {
    const std::uint64_t n = Below(60'000);
    return {fmt::format("10.{}.{}.{}", Below(40), n / 250, 1 + n % 250),
            static_cast<std::uint32_t>(1024 + Below(60'000)), fmt::format("WS{:05}", n)};
  }

  void Day() {
    machine_->Boot(Later(60, 600));
    at_ = at_ + Seconds(60);
    const DesktopId desk = machine_->ConsoleLogon(Somebody(), Later(60, 3'000));
    for (int i = 0; i < mix_.doings; ++i) {
      Doing();
      Background();
    }
    if (Below(2) == 0) {
      machine_->Lock(desk, Later(20, 600));
      machine_->Unlock(desk, Later(20, 600));
    }
    machine_->Logoff(desk, Later(20, 600));
    machine_->Shutdown(Later(60, 600));
    at_ = at_ + Seconds(600);
  }

  // Nine of ten in the log that is largest anyway.
  void Background() {
    const auto records = [this] {
      std::uint64_t all = 0;
      for (const Channel channel : kChannels) all += machine_->log().records(channel).size();
      return all;
    };
    while (background_ * 100 < records() * mix_.background) {
      ++background_;
      if (Below(10) == 0)
        machine_->ServiceChanged(fmt::format("Service {:02}", Below(60)), Later(1, 1));
      else
        machine_->PortBound(static_cast<std::uint32_t>(49'152 + Below(16'000)), Later(1, 1));
    }
  }

  void Doing() {
    const std::uint64_t kind = Below(mix_.kinds);
    if (kind == 0) {
      RdpVisit();
    } else if (kind == 1) {
      machine_->RdpFailure(Somebody().name, "CORP", SomeClient(), Later(8, 40), true);
    } else if (kind == 2) {
      machine_->NetworkFailure(Somebody().name, "CORP", SomeClient(), Later(8, 40));
    } else {
      ShareVisit();
    }
  }

  void RdpVisit() {
    const DesktopId desk =
        machine_->RdpLogon(Somebody(), SomeClient(), Later(30, 90), {static_cast<int>(Below(3))});
    if (mix_.programs > 0) RunPrograms(machine_->LogonsOf(desk).owner, Below(mix_.programs));
    if (Below(2) == 0) {
      machine_->RdpDisconnect(desk, Later(40, 400));
      machine_->RdpReconnect(desk, SomeClient(), Later(40, 400));
    }
    machine_->Logoff(desk, Later(40, 400));
  }

  void RunPrograms(int logon, std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) {
      const Process program = machine_->StartProcess(
          logon, "C:\\Windows\\System32\\findstr.exe",
          fmt::format("findstr /s /i invoice{:05} \"D:\\projects\\{:04}\\*.txt\"", Below(90'000),
                      Below(400)),
          Later(1, 3));
      machine_->EndProcess(logon, program, Later(1, 2));
    }
  }

  void ShareVisit() {
    const Client client = SomeClient();
    const int logon = machine_->NetworkLogon(Somebody(), client, Later(8, 40));
    std::vector<std::string> files;
    const std::size_t count = Below(mix_.files);
    for (std::size_t i = 0; i < count; ++i)
      files.push_back(fmt::format("projects\\{:04}\\report-{:06}.docx", Below(400), Below(90'000)));
    machine_->ShareAccess(logon, client, "data", files, Later(8, 12));
    machine_->NetworkLogoff(logon, Later(8, 40));
  }

  std::mt19937_64 random_;
  Mix mix_;
  Scenario story_;
  std::vector<const Person*> people_;
  Machine* machine_ = nullptr;
  FileTime at_;
  std::uint64_t background_ = 0;  // records so far
};

std::uint64_t SizeOf(const fs::path& folder) {
  std::uint64_t size = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) size += entry.file_size();
  return size;
}

void Forge(const Order& order) {
  std::uint64_t done = 0;
  for (std::size_t number = 1; done < order.size_bytes; ++number) {
    const fs::path work = order.folder / "work";
    Week(order.seed, number, order.mix).Tell(work);
    // The scenario makes a folder for its machine; the truth of a forged week is of no use.
    for (const auto& entry : fs::directory_iterator(work)) {
      if (!entry.is_directory()) continue;
      const fs::path target = order.folder / fmt::format("HOST{:04}", number);
      fs::rename(entry.path(), target);
      done += SizeOf(target);
    }
    fs::remove_all(work);
  }
}

std::uint64_t ParseSize(const std::string& text) {
  std::size_t end = 0;
  const std::uint64_t number = std::stoull(text, &end);
  const std::string unit = text.substr(end);
  return number << (unit == "G" ? 30 : unit == "M" ? 20 : unit == "K" ? 10 : 0);
}

int Main(int argc, char** argv) {
  Order order;
  for (int i = 1; i < argc; ++i) {
    const std::string option = argv[i];
    if (option.starts_with("--") && i + 1 == argc) return 2;
    if (option == "--size") {
      order.size_bytes = ParseSize(argv[++i]);
    } else if (option == "--mix") {
      const std::string name = argv[++i];
      const auto* mix = std::find_if(std::begin(kMixes), std::end(kMixes),
                                     [&](const Mix& one) { return one.name == name; });
      if (mix == std::end(kMixes)) return 2;
      order.mix = *mix;
    } else if (option == "--seed") {
      order.seed = std::stoull(argv[++i]);
    } else if (!option.starts_with("--") && order.folder.empty()) {
      order.folder = option;
    } else {
      return 2;
    }
  }
  if (order.folder.empty()) return 2;
  Forge(order);
  return 0;
}

}  // namespace
}  // namespace logonloom::support

int main(int argc, char** argv) {
  try {
    const int status = logonloom::support::Main(argc, argv);
    if (status != 0)
      fmt::print(stderr,
                 "usage: logonloom_forge FOLDER [--size 100M] [--mix security|mixed|busy] "
                 "[--seed N]\n");
    return status;
  } catch (const std::exception& error) {
    fmt::print(stderr, "logonloom_forge: {}\n", error.what());
    return 1;
  }
}
