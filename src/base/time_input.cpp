#include "base/time_input.h"

#include "base/text.h"
#include "base/time.h"

namespace logonloom {
namespace {

// Takes characters off the front of a text.
class Taker {
 public:
  explicit Taker(std::string_view text) : text_(text) {}
  bool AtEnd() const { return text_.empty(); }
  bool Is(char c) const { return !text_.empty() && text_.front() == c; }
  bool Char(std::string_view allowed) {
    if (text_.empty() || allowed.find(text_.front()) == std::string_view::npos) return false;
    text_.remove_prefix(1);
    return true;
  }
  std::optional<int> Number(std::size_t digits) {
    int number = 0;
    if (text_.size() < digits) return std::nullopt;
    for (const char c : text_.substr(0, digits)) {
      if (c < '0' || c > '9') return std::nullopt;
      number = number * 10 + (c - '0');
    }
    text_.remove_prefix(digits);
    return number;
  }
  std::string_view rest() const { return text_; }

 private:
  std::string_view text_;
};

struct Civil {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  std::int64_t fraction = 0;
};

bool TakeDate(Taker& text, Civil& civil) {
  const bool month_first = text.rest().size() > 2 && text.rest()[2] == '/';
  const auto first = text.Number(month_first ? 2 : 4);
  if (!first || !text.Char(month_first ? "/" : "-/")) return false;
  const auto second = text.Number(2);
  if (!second || !text.Char(month_first ? "/" : "-/")) return false;
  const auto third = text.Number(month_first ? 4 : 2);
  if (!third) return false;
  civil.year = month_first ? *third : *first;
  civil.month = month_first ? *first : *second;
  civil.day = month_first ? *second : *third;
  return true;
}

bool TakeFraction(Taker& text, std::int64_t& fraction) {
  int digits = 0;
  for (auto digit = text.Number(1); digit; digit = text.Number(1))
    if (digits++ < 7) fraction = fraction * 10 + *digit;
  for (int i = digits; i < 7; ++i) fraction *= 10;
  return digits > 0;
}

bool TakeClock(Taker& text, Civil& civil) {
  if (!text.Char("T ")) return true;
  const auto hour = text.Number(2);
  if (!hour || !text.Char(":")) return false;
  const auto minute = text.Number(2);
  if (!minute) return false;
  civil.hour = *hour;
  civil.minute = *minute;
  if (!text.Char(":")) return true;
  const auto second = text.Number(2);
  if (!second) return false;
  civil.second = *second;
  return !text.Char(".,") || TakeFraction(text, civil.fraction);
}

// Seconds east of UTC; nullopt if the rest is no zone.
std::optional<int> TakeZone(Taker& text) {
  const std::string_view name = Trim(text.rest());
  if (EqualsIgnoreCase(name, "Z") || EqualsIgnoreCase(name, "UTC")) return 0;
  Taker offset(name);
  const int sign = offset.Is('-') ? -1 : 1;
  if (!offset.Char("+-")) return std::nullopt;
  const auto hours = offset.Number(2);
  offset.Char(":");
  const auto minutes = offset.Number(2);
  if (!hours || !minutes || *hours > 14 || *minutes > 59 || !offset.AtEnd()) return std::nullopt;
  return sign * (*hours * 3600 + *minutes * 60);
}

}  // namespace

std::optional<TimeReading> ReadTime(std::string_view text) {
  Taker taker(Trim(text));
  Civil civil;
  if (!TakeDate(taker, civil) || !TakeClock(taker, civil)) return std::nullopt;
  const auto time = FromCivil(civil.year, civil.month, civil.day, civil.hour, civil.minute,
                              civil.second, civil.fraction);
  if (!time) return std::nullopt;
  if (taker.AtEnd()) return TimeReading{*time, false};
  const auto zone = TakeZone(taker);
  if (!zone) return std::nullopt;
  return TimeReading{*time - Seconds(*zone), true};
}

}  // namespace logonloom
