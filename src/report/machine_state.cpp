#include "report/machine_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "report/row_view.h"
#include "report/session_words.h"

namespace logonloom {
namespace {

// Times as the views write them: their order is that of the texts, and an unknown one is empty.
struct BootSpan {
  explicit BootSpan(const RowCopy& boot)
      : number(boot.Integer("boot_number").value_or(0)),
        start(boot.Raw("start_time")),
        end(boot.Raw("end_time")),
        last(std::max(boot.Raw("last_time"), end)),
        clean(boot.Is("clean", "1")),
        adjacent(boot.Is("adjacent", "1")) {
    const std::string first = boot.Raw("first_time");
    if (start.empty()) start = first;
    if (last.empty()) last = start;
    earliest = first.empty() ? start : std::min(start, first);
  }
  bool MayHold(const std::string& time) const {
    return !earliest.empty() && earliest <= time && time <= last;
  }

  std::int64_t number;
  std::string start, end;  // where no record tells the start, the first record
  std::string earliest;    // less than the start where the clock was set back
  std::string last;        // the last moment that anything tells of
  bool clean, adjacent;
};

class MachineState {
 public:
  MachineState(const CaseReader& reader, const std::string& host, const std::string& time,
               const TimeZone& zone, TextPage& page)
      : time_(time), zone_(zone), page_(page) {
    for (const RowCopy& boot : Rows(reader, "boots", Condition("host = ?", {host}), "boot_number"))
      boots_.emplace_back(boot);
    const Rows steps(reader, Select{kLeaps, {{"host", host}, {"time", time}}});
    leapt_over_ = !steps.empty();
  }

  void Write() {
    if (Ran()) return;
    std::size_t after = boots_.size(), pauses = 0;  // the boot behind a pause with the moment
    for (std::size_t b = 1; b < boots_.size(); ++b) {
      if (boots_[b - 1].last >= time_ || boots_[b].earliest <= time_) continue;
      after = b;
      ++pauses;
    }
    if (pauses == 1) return Between(boots_[after - 1], boots_[after]);
    if (pauses == 0 && !boots_.empty() && !boots_.back().last.empty() &&
        boots_.back().last < time_)
      return Behind(boots_.back());
    Unknown("");
  }

 private:
  std::string Show(const std::string& time) const { return ShowTime(time, zone_); }
  static std::string Name(const BootSpan& boot) { return fmt::format("boot {}", boot.number); }
  std::string End(const BootSpan& boot) const {
    if (!boot.end.empty()) return " to " + Show(boot.end);
    return fmt::format("; no record tells its end, the last one is of {}", Show(boot.last));
  }

  // Times between the start and the last record are the boot's, unless its clock leapt over them.
  bool Ran() {
    bool any = false;
    for (const BootSpan& boot : boots_) {
      if (!boot.MayHold(time_)) continue;
      any = true;
      if (boot.number == 0)
        page_.Paragraph(fmt::format("The machine perhaps ran: ahead of the first start that is "
                                    "told its records reach from {} to {}.",
                                    Show(boot.earliest), Show(boot.last)),
                        2, TextStyle::kOdd);
      else if (boot.start <= time_ && !leapt_over_)
        page_.Paragraph(fmt::format("The machine ran: {} from {}{}.", Name(boot), Show(boot.start),
                                    End(boot)));
      else
        page_.Paragraph(fmt::format("The machine perhaps ran: {}, begun {} by its clock, which "
                                    "showed times from {} to {}.",
                                    Name(boot), Show(boot.start), Show(boot.earliest),
                                    Show(boot.last)),
                        2, TextStyle::kOdd);
    }
    return any;
  }

  void Between(const BootSpan& before, const BootSpan& next) {
    if (before.clean && !before.end.empty() && next.adjacent)
      return page_.Paragraph(fmt::format("The machine was off: {} was shut down at {}, and {} "
                                         "began at {}.",
                                         before.number == 0 ? "the boot ahead" : Name(before),
                                         Show(before.end), Name(next), Show(next.start)));
    Unknown(fmt::format(": {}, and {} began at {}{}", LastSeen(before), Name(next),
                        Show(next.start),
                        next.adjacent ? "" : "; a boot in between may not be told"));
  }

  void Behind(const BootSpan& boot) {
    Unknown(fmt::format(": {}, and they show nothing of it behind that", LastSeen(boot)));
  }

  std::string LastSeen(const BootSpan& boot) const {
    const std::string which =
        boot.number == 0 ? "the boot ahead" : Name(boot) + ", begun " + Show(boot.start) + ",";
    return which + (boot.clean && !boot.end.empty() ? " was shut down at " + Show(boot.end)
                                                    : " was last seen at " + Show(boot.last));
  }

  void Unknown(const std::string& known) {
    page_.Paragraph("The records do not tell whether the machine ran then" + known + ".", 2,
                    TextStyle::kOdd);
  }

  static constexpr const char* kLeaps =
      "SELECT kind FROM gaps WHERE host = :host AND kind = 'clock_change' AND from_time < :time "
      "AND to_time > :time LIMIT 1";

  const std::string& time_;
  const TimeZone& zone_;
  TextPage& page_;
  std::vector<BootSpan> boots_;
  bool leapt_over_ = false;  // a clock was set forward over the moment
};

}  // namespace

void WriteMachineState(const CaseReader& reader, const std::string& host, const std::string& time,
                       const TimeZone& zone, TextPage& page) {
  MachineState(reader, host, time, zone, page).Write();
}

}  // namespace logonloom
